// Looking at a board: nothing of it changes, and the bootloader is left as it was found.

import { type FlashEvent, flash, inspectBoard, readFlash, unlockBoard, verifyImage } from '@odflash/core';
import { describe, expect, test } from 'vitest';
import { inEnglish } from '../../../../test/support/in-english.ts';
import { type Bench, bench, failure, firmware, flashBase, imageOf } from './bench.ts';

const held = firmware(1, 40 * 1024);

function expectUnchanged({ board }: Bench, before: Uint8Array): void {
  expect(Buffer.compare(board.flash, before)).toBe(0);
  expect(board.recorder.operations).toEqual([]);
  expect(board.rom()?.state).toBe(2);
}

test('describes a board: who it is, what its sectors hold, what would start', async () => {
  const made = bench({ holds: held });
  const before = made.board.flash.slice();
  const report = await inspectBoard(made.env, {});
  expect(report.identity.board).toMatchObject({ known: true, evidence: 'otp', version: { name: 'v3.6-56V' } });
  expect(report.sectors.map(({ content }) => content).join(' ')).toBe(
    'used used used blank blank blank blank blank blank blank used blank',
  );
  expect(report.sectors[2]!.usedBytes).toBe(8 * 1024);
  expect(report).toMatchObject({ vectors: { plausible: true }, interrupted: false });
  expectUnchanged(made, before);
});

test('tells what firmware says of itself, and that a run was interrupted', async () => {
  const factory = bench({ profile: 'v3.6-56V+dfu' });
  expect((await inspectBoard(factory.env, {})).installed?.boardVersion).toMatch(/^v3\.6/);
  const { env, board, clock } = bench({ holds: held });
  const image = imageOf(firmware(2));
  const onEvent = (event: { type: string; progress?: string }) => event.progress === 'erasing' && board.cutPower();
  await failure(flash(env, { image, onEvent }));
  board.power(true);
  await clock.sleep(1000);
  expect(await inspectBoard(env, {})).toMatchObject({ interrupted: true, vectors: { plausible: false } });
});

test('of a protected chip it reports what can be known', async () => {
  const { env } = bench({ profile: 'v3.6-56V+dfu,rdp=1' });
  const report = await inspectBoard(env, {});
  expect(report.vectors).toBeUndefined();
  expect(report.sectors.every(({ content }) => content === 'unreadable')).toBe(true);
  expect(report.findings.find(({ code }) => code === 'read-protection')?.level).toBe('warn');
  expect(await failure(readFlash(env, {}))).toMatchObject({ code: 'read-protected', board: 'untouched' });
});

test('compares an image and names the first difference of each sector', async () => {
  const made = bench({ holds: held });
  const before = made.board.flash.slice();
  expect(await verifyImage(made.env, { image: imageOf(held) })).toMatchObject({ equal: true });
  const other = held.slice();
  other[20_000]! ^= 0xff;
  const report = await verifyImage(made.env, { image: imageOf(other) });
  expect(report.equal).toBe(false);
  expect(report.sectors.map(({ mismatch }) => mismatch)).toEqual([
    undefined,
    { address: flashBase + 20_000, expected: other[20_000], found: held[20_000] },
    undefined,
  ]);
  expectUnchanged(made, before);
});

test('reads any range, by default all', async () => {
  const made = bench({ holds: held });
  const before = made.board.flash.slice();
  const all = await readFlash(made.env, {});
  expect(Buffer.compare(all.data, before)).toBe(0);
  const some = await readFlash(made.env, { range: { address: flashBase + 4321, length: 7001 } });
  expect(Buffer.compare(some.data, before.subarray(4321, 4321 + 7001))).toBe(0);
  expectUnchanged(made, before);
});

test('looks at a board that it would not flash', async () => {
  const { env } = bench({ profile: 'v3.6-56V+dfu,flash=blank,otp=blank', holds: held });
  const report = await verifyImage(env, { image: imageOf(held) });
  expect(report.findings.find(({ code }) => code === 'board')?.level).toBe('warn');
});

describe('a board up to v3.4 in DFU mode', () => {
  const profile = 'v3.4-48V+dfu,flash=blank';
  const consentTo = ({ board }: Bench) => [{ what: 'unsafe-dfu', serial: board.serial }] as const;

  test('is not read and not compared without consent', async () => {
    const made = bench({ profile, holds: held });
    for (const looked of [readFlash(made.env, {}), verifyImage(made.env, { image: imageOf(held) })])
      expect(await failure(looked)).toMatchObject({ code: 'unsafe-board', board: 'untouched' });
    const consent = consentTo(made);
    expect(await verifyImage(made.env, { image: imageOf(held), consent })).toMatchObject({ equal: true });
    expect((await readFlash(made.env, { consent })).data.subarray(0, held.length)).toEqual(held);
  });

  test('is described by what identifies it; its flash only with consent', async () => {
    const made = bench({ profile, holds: held });
    const read: number[] = [];
    const onEvent = (event: FlashEvent) => event.type === 'inspecting' && read.push(event.bytes);
    const report = await inspectBoard(made.env, { onEvent });
    expect(report.identity.board).toMatchObject({ version: { name: 'v3.4-48V' }, evidence: 'otp' });
    expect(report.sectors.every(({ content }) => content === 'not-read')).toBe(true);
    expect(report.findings.find(({ code }) => code === 'unsafe-board')?.level).toBe('warn');
    expect(read).toEqual([]);
    expect(await inspectBoard(made.env, { consent: consentTo(made) })).toMatchObject({ vectors: { plausible: true } });
  });
});

describe('unlocking', () => {
  test('asks for consent that names the board, and changes nothing without', async () => {
    const { env, board } = bench({ profile: 'v3.6-56V+dfu,rdp=1' });
    const before = board.flash.slice();
    const error = await failure(unlockBoard(env, {}));
    expect(error).toMatchObject({ code: 'not-confirmed', board: 'untouched' });
    expect(inEnglish(error.next)).toContain(board.serial);
    expect(Buffer.compare(board.flash, before)).toBe(0);
  });

  test('removes read protection together with everything on the chip', async () => {
    const { env, board } = bench({ profile: 'v3.6-56V+dfu,rdp=1' });
    const report = await unlockBoard(env, { consent: [{ what: 'unlock', serial: board.serial }] });
    expect(report).toMatchObject({ removed: ['read'], erased: true, identity: { readProtected: false } });
    expect(board.flash.every((byte) => byte === 0xff)).toBe(true);
  });

  test('that loses the board while everything is erased says that what is on it is unknown', async () => {
    const { env, board } = bench({ profile: 'v3.6-56V+dfu,rdp=1' });
    const consent = [{ what: 'unlock', serial: board.serial } as const];
    const onEvent = ({ type }: FlashEvent) => {
      if (type === 'changing') board.injectFaults('gone-at=3');
    };
    expect(await failure(unlockBoard(env, { consent, onEvent }))).toMatchObject({ board: 'unknown' });
  });

  test('of a chip with both protections is refused by its bootloader, and says that nothing was touched', async () => {
    const { env, board } = bench({ profile: 'v3.6-56V+dfu,rdp=1,wrp=0:5', holds: held });
    const [flashed, options] = [board.flash.slice(), board.optionBytes.slice()];
    const error = await failure(unlockBoard(env, { consent: [{ what: 'unlock', serial: board.serial }] }));
    expect(error).toMatchObject({ code: 'write-protected', board: 'untouched' });
    expect(inEnglish(error.text)).toMatch(/both protections remain/i);
    expect(Buffer.compare(board.flash, flashed)).toBe(0);
    expect(board.optionBytes).toEqual(options);
  });

  test('calls nothing unprotected that the chip does not show', async () => {
    const { env } = bench({ profile: 'v3.6-56V+dfu,strings=none,rdp=1,wrp=0:5' });
    const { findings } = await inspectBoard(env, {});
    expect(findings.filter(({ level }) => level === 'ok')).toEqual([]);
    const unlocked = await failure(unlockBoard(env, { selection: { path: '1-1' } }));
    expect(unlocked).toMatchObject({ code: 'board-unknown', board: 'untouched' });
  });

  test('is done to the board in the port that is named, and is nothing where nothing is protected', async () => {
    const { env, board } = bench({ profile: 'v3.6-56V+dfu,wrp=0:5', holds: held });
    const selection = { path: '1-1' };
    await failure(unlockBoard(env, { selection: { path: '1-2' } }));
    const consent = [{ what: 'unlock', serial: board.serial } as const];
    expect(await unlockBoard(env, { selection, consent })).toMatchObject({ removed: ['write'] });
    expect(await unlockBoard(env, { selection })).toMatchObject({ removed: [], erased: false });
  });

  test('removes write protection and keeps the flash', async () => {
    const { env, board } = bench({ profile: 'v3.6-56V+dfu,wrp=0:5', holds: held });
    const report = await unlockBoard(env, { consent: [{ what: 'unlock', serial: board.serial }] });
    expect(report).toMatchObject({ removed: ['write'], erased: false });
    expect(report.identity.optionBytes?.writeProtected).toEqual([]);
    expect(Buffer.compare(board.flash.subarray(0, held.length), held)).toBe(0);
  });

  test('leaves the option bytes of a board alone that is not proved an ODrive', async () => {
    const { env, board } = bench({ profile: 'v3.6-56V+dfu,wrp=0:5,otp=foreign' });
    const before = board.optionBytes.slice();
    const error = await failure(unlockBoard(env, { consent: [{ what: 'unlock', serial: board.serial }] }));
    expect(error).toMatchObject({ code: 'board-unknown', board: 'untouched' });
    expect(board.optionBytes).toEqual(before);
  });

  test('of an open board is nothing to do', async () => {
    const { env } = bench({ holds: held });
    expect(await unlockBoard(env, {})).toMatchObject({ removed: [], erased: false });
  });
});
