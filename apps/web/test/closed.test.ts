import { memoryVault } from '@odflash/virtual';
import { describe, expect, it } from 'vitest';
import { configurationIn } from '../../../test/support/configuration-in.ts';
import { isProbe } from '../src/model/filters.ts';
import type { PageState } from '../src/model/state.ts';
import { type Page, page } from './page.ts';

type Moment = (state: PageState) => boolean;

const inStage =
  (stage: string): Moment =>
  ({ run }) =>
    run?.stage === stage;
const looks =
  (look: string, from = 0): Moment =>
  ({ run }) =>
    run?.progress?.sectors.slice(from).some((sector) => sector.look === look) ?? false;

/** Moments of every run, by what is shown then. */
const everywhere: Readonly<Record<string, Moment>> = {
  'at the first change': ({ run }) => run?.changing === true,
  'while a later sector is written': looks('writing', 3),
  'while the new firmware starts': inStage('start'),
};

interface Connection {
  readonly profile: string;
  readonly moments: Readonly<Record<string, Moment>>;
}

const connections: Readonly<Record<string, Connection>> = {
  'a board in DFU mode': {
    profile: 'v3.6-56V+dfu,flash=blank',
    moments: {
      'while the board is examined': inStage('inspect-dfu'),
      'while a sector is erased': looks('erasing'),
      'while sectors are read back': looks('verifying'),
      ...everywhere,
    },
  },
  'a running board': {
    profile: 'v3.6-56V,firmware=0.5.4',
    moments: {
      'while the board is asked': inStage('inspect-running'),
      'while the board goes into DFU mode': inStage('enter-dfu'),
      'while the bootloader waits to be allowed': ({ permission }) => permission === 'bootloader',
      ...everywhere,
      'while its configuration is restored': inStage('restore'),
    },
  },
  'a board at an ST-Link': {
    profile: 'v3.6-56V+stlink,firmware=0.5.4',
    moments: { 'while the chip is examined': inStage('inspect-dfu'), ...everywhere },
  },
};

const cases = Object.entries(connections).flatMap(([connection, { profile, moments }]) =>
  Object.entries(moments).map(([moment, isThen]) => ({ connection, moment, profile, isThen })),
);

/** A person who agrees to everything, and allows what is asked for. */
function attended(one: Page): Page {
  const { store } = one.flasher;
  let asked: unknown;
  store.watch(() => {
    const { question, permission } = store.value;
    if (permission) void one.flasher.allow();
    if (!question || question === asked) return;
    asked = question;
    const { question: open } = question;
    const chosen = open.type === 'choice' && open.options.some(({ code }) => code === 'skip') ? 'skip' : 'record';
    const answers = { warnings: 'yes', step: 'done', choice: chosen, consent: '' } as const;
    one.flasher.answer(answers[open.type]);
  });
  return one;
}

const ready: Moment = ({ check, stage }) =>
  check.status === 'ready' || check.status === 'refused' || stage === 'failed';

async function connected(one: Page): Promise<PageState> {
  await one.flasher.connect();
  return one.until(ready);
}

describe('a tab that is closed', () => {
  it.each(cases)('$moment leaves $connection that the next visit shows as it is, and verifies', async (given) => {
    const { connection, profile, isThen, moment } = given;
    const opened = page(profile, {}, (devices) => devices.find(isProbe) ?? devices[0]);
    const { board } = opened;
    const old = board.flash.slice(0, 0x4000);
    const before = board.running() === 'odrive' && !board.probe ? await configurationIn(board) : undefined;
    const first = moment.includes('waits to be allowed') ? opened : attended(opened);
    await connected(first);
    board.setSwitch('run');
    void first.flasher.flash();
    await first.until(isThen);

    const second = attended(await first.reopen());
    // What it had told the board continues: it may be on its way into DFU mode or out of it.
    await second.clock.sleep(5_000);
    const { card, stage, failure } = await connected(second);
    expect({ stage, failure }).toEqual({ stage: 'board', failure: undefined });
    const { starts } = board.bootVerdict();
    const isOld = old.every((byte, at) => byte === board.flash[at]);
    if (card?.mode === 'running')
      expect(card.firmware).toMatchObject({ kind: 'release', release: isOld ? '0.5.4' : '0.5.6' });
    else expect(card?.firmware.kind === 'none').toBe(!starts);
    expect(card?.serial).toBe(board.serial);

    await second.flasher.flash();
    const end = second.flasher.store.value;
    expect({ connection, failure: end.failure }).toEqual({ connection, failure: undefined });
    expect(end).toMatchObject({ stage: 'done', report: { board: 'verified' } });
    if (!before) return;
    expect(board.running()).toBe('odrive');
    const after = await configurationIn(board);
    expect([...before].filter(([path, value]) => after.has(path) && !Object.is(after.get(path), value))).toEqual([]);
  });
});

describe('a board that the page loses', () => {
  it('because a person withdraws the permission in the middle of a flash is asked for again, and verified', async () => {
    const { flasher, board, until, revoke } = page('v3.6-56V+dfu,flash=blank');
    await flasher.connect();
    await until(({ check }) => check.status === 'ready');
    board.setSwitch('run');
    const flashing = flasher.flash();
    await until(({ run }) => run?.progress?.sectors[3]?.look === 'writing');
    await revoke();
    await until(({ permission }) => permission === 'bootloader');
    await flasher.allow();
    await flashing;
    expect(flasher.store.value).toMatchObject({ stage: 'done', permission: undefined, report: { board: 'verified' } });
  });

  it('to the command line, which has claimed it when the page opens, is left alone, and flashed once it is free', async () => {
    const { flasher, board, clock, until, claimByOther } = page('v3.6-56V+dfu,flash=blank');
    claimByOther(true);
    await flasher.connect();
    const { failure } = await until(({ stage }) => stage === 'failed');
    expect(failure).toMatchObject({ code: 'device-busy', board: 'untouched' });
    expect(board.bootVerdict().starts).toBe(false);
    claimByOther(false);
    board.powerCycle();
    await clock.sleep(3_000);
    await flasher.again();
    const [known] = flasher.store.value.known;
    await flasher.open(known?.device ?? expect.fail('the board is not offered again'));
    await until(({ check }) => check.status === 'ready');
    board.setSwitch('run');
    await flasher.flash();
    expect(flasher.store.value).toMatchObject({ stage: 'done', report: { board: 'verified' } });
  });

  it('to the command line between its firmware and DFU mode is as it was, and says what holds it', async () => {
    const { flasher, board, until, claimByOther } = page('v3.6-56V,firmware=0.5.4');
    await flasher.connect();
    await until(({ check }) => check.status === 'ready');
    const before = board.flash.slice();
    const flashing = flasher.flash();
    await until(({ permission }) => permission === 'bootloader');
    claimByOther(true);
    await flasher.allow();
    await flashing;
    expect(flasher.store.value.failure).toMatchObject({ code: 'device-busy', board: 'untouched' });
    expect(board.flash).toEqual(before);
  });

  it('to another tab that flashes it is left alone, and the page says so', async () => {
    let isTaken = false;
    const free = { [Symbol.asyncDispose]: async () => undefined };
    const vault = { ...memoryVault(), lock: async () => (isTaken ? undefined : free) };
    const { flasher, board, until } = page('v3.6-56V+dfu,flash=blank', { vault });
    await flasher.connect();
    await until(({ check }) => check.status === 'ready');
    isTaken = true;
    const before = board.flash.slice();
    await flasher.flash();
    expect(flasher.store.value.failure).toMatchObject({ code: 'device-busy' });
    expect(board.flash).toEqual(before);
    isTaken = false;
    await flasher.again();
    await until(({ check }) => check.status === 'ready');
    board.setSwitch('run');
    await flasher.flash();
    expect(flasher.store.value).toMatchObject({ stage: 'done', report: { board: 'verified' } });
  });
});
