// A board up to v3.4 in DFU mode may be shorting its DC supply: what a person must do comes before anything else, and nothing
// is read beyond what identifies it before there is consent.

import {
  boardVersion,
  eraseFlash,
  type FlashEnv,
  type FlashEvent,
  flash,
  inspectBoard,
  LinkError,
  readFlash,
  unlockBoard,
  verifyImage,
} from '@odflash/core';
import { preflightBoard } from '@odflash/core/flash';
import { factoryFirmware } from '@odflash/virtual';
import { describe, expect, test } from 'vitest';
import { inEnglish } from '../../../../../test/support/in-english.ts';
import type { BoardRequest } from '../../../src/flash/request.ts';
import { type Bench, bench, failure, imageOf } from '../bench.ts';

const made = (version: string) => factoryFirmware(boardVersion(version)!, 3, 80 * 1024, '0.5.6');
const image = imageOf(made('v3.6-56V'));

const operations: readonly (readonly [
  name: string,
  run: (env: FlashEnv, request: BoardRequest) => Promise<unknown>,
])[] = [
  ['flash', (env, request) => flash(env, { ...request, image })],
  ['flash in a dry run', (env, request) => flash(env, { ...request, image, dryRun: true })],
  ['erase', (env, request) => eraseFlash(env, request)],
  ['verify', (env, request) => verifyImage(env, { ...request, image })],
  ['read', (env, request) => readFlash(env, request)],
  ['inspect', inspectBoard],
  ['preflight', preflightBoard],
  ['unlock', unlockBoard],
];

/** Runs it to whatever end, and says what was told first, and how many bytes were read besides what identifies the board. */
async function told({ env }: Bench, run: (typeof operations)[number][1], request: BoardRequest = {}) {
  const events: FlashEvent[] = [];
  const ended = await run(env, { ...request, onEvent: (event) => events.push(event) }).then(
    () => undefined,
    (error: unknown) => error,
  );
  const [first] = events;
  return {
    ended,
    first: first?.type === 'human' ? inEnglish(first.text) : first?.type,
    human: events.flatMap((event) => (event.type === 'human' ? [event.step] : [])),
    read: events.some(({ type }) => type === 'inspecting'),
  };
}

describe.each(operations)('%s', (name, run) => {
  test('of a v3.4 first says what to do, and reads nothing without consent', async () => {
    expect(await told(bench({ profile: 'v3.4-48V+dfu' }), run)).toMatchObject({
      first: 'Remove the DC supply now.',
      human: ['remove-dc-supply'],
      read: false,
    });
  });

  test('of a board without proof first asks', async () => {
    const { first } = await told(bench({ profile: 'v3.6-56V+dfu,otp=blank' }), run);
    expect(first).toBe('v3.4 or older? Remove the DC supply now.');
  });

  test('of a read-protected board first asks', async () => {
    const { first } = await told(bench({ profile: 'v3.6-56V+dfu,rdp=1' }), run);
    expect(first).toBe('v3.4 or older? Remove the DC supply now.');
  });

  test('of a board that cannot be opened first asks', async () => {
    const it = bench({ profile: 'v3.6-56V+dfu' });
    const open = async () => {
      throw new LinkError('access', 'permission denied');
    };
    const bus = { ...it.env.bus, open };
    expect(await told({ ...it, env: { ...it.env, bus } }, run)).toMatchObject({
      first: 'v3.4 or older? Remove the DC supply now.',
      ended: { code: 'permission-denied' },
    });
  });

  test('of a board that is proved newer, or of another chip, does not mention it', async () => {
    for (const profile of ['v3.5-48V+dfu', 'v3.6-56V+dfu,chip=g431'])
      expect((await told(bench({ profile }), run)).human).not.toContain('remove-dc-supply-if-old');
  });

  test('of a board that is named v3.4 says what to do', async () => {
    const it = bench({ profile: 'v3.6-56V+dfu,otp=blank' });
    expect(await told(it, run, { board: boardVersion('v3.4-48V')! })).toMatchObject({
      first: 'Remove the DC supply now.',
      read: false,
    });
  });

  test('of a board given as v3.6 whose flash contains firmware for a v3.4 says what to do, and stops', async () => {
    const it = bench({ profile: 'v3.6-56V+dfu,otp=blank,flash=blank', holds: made('v3.4-48V') });
    const { human, ended } = await told(it, run, { board: boardVersion('v3.6-56V')! });
    expect(human).toEqual(['remove-dc-supply-if-old', 'remove-dc-supply']);
    // These two only tell.
    if (name === 'inspect' || name === 'preflight') expect(ended).toBeUndefined();
    else expect(ended).toMatchObject({ code: 'unsafe-board', board: 'untouched' });
  });
});

test('unlock of a read-protected board given as v3.4 needs both consents', async () => {
  const it = bench({ profile: 'v3.6-56V+dfu,rdp=1' });
  const board = boardVersion('v3.4-48V')!;
  const unlock = { what: 'unlock', serial: it.board.serial } as const;
  const unsafe = { what: 'unsafe-dfu', serial: it.board.serial } as const;
  expect(await failure(unlockBoard(it.env, { board, consent: [unlock] }))).toMatchObject({ code: 'unsafe-board' });
  expect(await failure(unlockBoard(it.env, { board, consent: [unsafe] }))).toMatchObject({ code: 'not-confirmed' });
  expect(await unlockBoard(it.env, { board, consent: [unlock, unsafe] })).toMatchObject({ removed: ['read'] });
});

test('a board named v3.6-56V that held firmware of a v3.6-24V is flashed with the consent that says which one it is', async () => {
  const it = bench({ profile: 'v3.6-56V+dfu,otp=blank,flash=blank', holds: made('v3.6-24V') });
  const board = boardVersion('v3.6-56V')!;
  const error = await failure(flash(it.env, { image, board }));
  expect(error).toMatchObject({ code: 'board-mismatch', board: 'untouched' });
  expect(error.details.consent).toBe(`board=${it.board.serial}:v3.6-56V`);
  const other = { what: 'board', serial: it.board.serial, version: 'v3.6-24V' } as const;
  expect(await failure(flash(it.env, { image, board, consent: [other] }))).toMatchObject({ code: 'board-mismatch' });
  const consent = [{ ...other, version: 'v3.6-56V' }] as const;
  expect(await flash(it.env, { image, board, consent })).toMatchObject({ board: 'verified' });
});

test('wrong firmware on a board identified by OTP is reported, and replaced without a question', async () => {
  const it = bench({ profile: 'v3.6-56V+dfu,flash=blank', holds: made('v3.6-24V') });
  const notes: string[] = [];
  const onEvent = (event: FlashEvent) => event.type === 'note' && notes.push(event.code);
  expect(await flash(it.env, { image, onEvent })).toMatchObject({ board: 'verified' });
  expect(notes).toContain('wrong-firmware');
});
