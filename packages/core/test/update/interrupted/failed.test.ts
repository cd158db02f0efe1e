// What an update that ends early says of the board, of the configuration and of the way back, and what it leaves on the disk.

import { type BoardState, type ErrorCode, FlasherError } from '@odflash/core';
import { describe, expect, it } from 'vitest';
import { inEnglish, sentence } from '../../../../../test/support/in-english.ts';
import type { KeptConfiguration } from '../../../src/records/kept-configuration.ts';
import type { StoredUpdate } from '../../../src/records/stored-update.ts';
import { fromBoard } from '../../../src/update/configuration-decision.ts';
import { beginUpdate, type Update } from '../../../src/update/context.ts';
import { failed } from '../../../src/update/failed.ts';
import type { BoardToStart, Underway } from '../../../src/update/stages/stage-inputs.ts';
import { memoryVault } from '../../flash/bench.ts';

const configuration = {
  name: 'c.json',
  location: 'vault:c.json',
  sha256: '',
  backup: { origin: {}, values: new Map() },
};
const record = 'journal-1.json';

type Stage = Underway['stage'];

interface Known {
  readonly configuration?: KeptConfiguration;
  readonly saved?: string[];
  readonly held?: readonly string[];
  /** `unseen`: the firmware was not read back in this run. */
  readonly flash?: BoardToStart['flash'] | 'unseen';
}

/** How an update ends that fails in a stage, with what is known by then. */
async function ended(
  stage: Stage,
  error: FlasherError,
  { configuration, saved = [], held = [], flash = {} as BoardToStart['flash'] }: Known = {},
) {
  const vault = memoryVault();
  vault.files.set(record, new Uint8Array(1));
  const update = beginUpdate({ env: { vault }, request: {}, emit: () => {} } as unknown as Omit<Update, 'ledger'>);
  Object.assign(update.ledger, { saved, heldFlags: held });
  Object.assign(update.ledger.records, { own: { names: [record] } as unknown as StoredUpdate });
  if (configuration) update.ledger.decision = fromBoard(configuration);
  const at = { stage, given: { flash: flash === 'unseen' ? undefined : flash } } as unknown as Underway;
  return { error: await failed(update, at, error), keepsRecord: vault.files.has(record) };
}

const wrong = (code: ErrorCode, more: ConstructorParameters<typeof FlasherError>[2] = {}) =>
  new FlasherError(code, sentence('it went wrong'), more);

describe('an update that fails', () => {
  it.each<[Stage, BoardState | undefined, BoardState]>([
    ['inspect-running', undefined, 'untouched'],
    ['enter-dfu', 'partly-written', 'untouched'],
    ['write', 'partly-written', 'partly-written'],
    ['write', undefined, 'untouched'],
    ['start', undefined, 'verified'],
    ['restore', 'config-changed', 'verified'],
  ])('in %s, which said %s of the board, leaves it %s', async (stage, said, board) => {
    const { error } = await ended(stage, wrong('timeout', said && { board: said }));
    expect(error.board).toBe(board);
  });

  it('after a firmware that was not read back in this run calls it written, and verified nothing', async () => {
    const of = async (stage: Stage) => (await ended(stage, wrong('timeout'), { flash: 'unseen' })).error.board;
    expect([await of('restore'), await of('inspect-running')]).toEqual(['written', 'untouched']);
  });

  it('names the configuration and the undo backup where they are of use, once', async () => {
    const kept = configuration as KeptConfiguration;
    const undo = { name: 'u.dfu', location: 'vault:u.dfu', complete: true };
    const details = async (stage: Stage, known: Known) => {
      const { error } = await ended(stage, wrong('timeout'), known);
      return [error.details.configuration, error.details.undo];
    };
    const flash = (complete: boolean) => ({ undo: { ...undo, complete } }) as BoardToStart['flash'];
    expect(await details('restore', { configuration: kept, flash: flash(true) })).toEqual([
      'vault:c.json',
      'vault:u.dfu',
    ]);
    expect(await details('restore', { flash: flash(false) })).toEqual([undefined, undefined]);
    expect(await details('inspect-running', { saved: ['a', 'b'], flash: flash(true) })).toEqual(['b', undefined]);
    const { error } = await ended('inspect-running', new FlasherError('timeout', sentence('vault:c.json is there.')), {
      configuration: kept,
    });
    expect(inEnglish(error.text)).toBe('vault:c.json is there.');
    const named = await ended('inspect-running', wrong('timeout'), { configuration: kept });
    expect(inEnglish(named.error.text)).toContain('vault:c.json');
  });

  it('names the startup flags that stay off only where the flash is as it was', async () => {
    const held = ['axis0.config.startup_closed_loop_control'];
    const before = await ended('disable-startup', wrong('timeout'), { held });
    expect(before.error.details.held).toEqual(held);
    expect(inEnglish(before.error.text)).toContain(held[0]);
    const after = await ended('restore', wrong('timeout'), { held });
    expect([after.error.details.held, inEnglish(after.error.text).includes('startup_')]).toEqual([undefined, false]);
    const none = await ended('disable-startup', wrong('timeout'));
    expect([none.error.details, inEnglish(none.error.text)]).toEqual([{}, 'it went wrong']);
  });
});

describe('an update whose firmware is there', () => {
  const kept = configuration as KeptConfiguration;
  const later = (code: ErrorCode, known: Known = { configuration: kept }, stage: Stage = 'restore') =>
    ended(stage, wrong(code, { next: sentence('Do this.') }), known);

  it.each(['device-did-not-return', 'config-not-restored', 'checksum-mismatch', 'internal'] as const)(
    'does not change the failure %s',
    async (code) => {
      const { error } = await later(code);
      expect([error.code, inEnglish(error.next), error.details.because]).toEqual([code, 'Do this.', undefined]);
    },
  );

  it('and that was stopped is stopped, and continues with the configuration', async () => {
    const { error } = await later('aborted');
    expect([error.code, inEnglish(error.next) !== 'Do this.', error.details.because]).toEqual([
      'aborted',
      true,
      undefined,
    ]);
  });

  it('calls anything else a configuration that is not restored, which another run can mend', async () => {
    const { error, keepsRecord } = await later('timeout');
    expect(error).toMatchObject({ code: 'config-not-restored', retryable: true, details: { because: 'timeout' } });
    expect([error.cause, keepsRecord]).toMatchObject([{ code: 'timeout' }, true]);
    const armed = await later('axis-armed');
    const said = [armed.error.next, error.next].map((next) => JSON.stringify(next));
    expect(said.map((next) => next.includes('Do this.'))).toEqual([true, false]);
  });

  it('without a configuration is what it is, and so is one that failed before', async () => {
    expect((await later('timeout', {})).error.code).toBe('timeout');
    expect((await later('timeout', { configuration: kept }, 'inspect-running')).error.code).toBe('timeout');
    expect((await later('timeout', { configuration: kept, flash: 'unseen' })).error.code).toBe('config-not-restored');
  });

  it('leaves no record where nothing more can be restored, and keeps it where another run may', async () => {
    const final = await ended('restore', wrong('config-not-restored', { retryable: false }));
    const passing = await ended('restore', wrong('config-not-restored', { retryable: true }));
    const other = await ended('restore', wrong('internal'));
    expect([final, passing, other].map(({ keepsRecord }) => keepsRecord)).toEqual([false, true, true]);
  });
});
