// The engine over an ST-Link: the same plan, order, records and report as over DFU, on a virtual board with its chip, probe
// and wires.

import {
  type Ask,
  acceptWarnings,
  boardVersion,
  eraseFlash,
  type FlashEnv,
  type FlashEvent,
  flash,
  inspectBoard,
  readFlash,
  readImage,
  unlockBoard,
  verifyImage,
} from '@odflash/core';
import { restartChip } from '@odflash/core/flash';
import { swdProvider } from '@odflash/core/swd';
import { createVirtualBoard, virtualBus, virtualClock } from '@odflash/virtual';
import { describe, expect, test } from 'vitest';
import { expectSame } from '../dfu/bench.ts';
import {
  configuration,
  expectWholeOrNothing,
  failure,
  firmware,
  holdsImage,
  imageOf,
  killableBus,
  memoryVault,
  outcome,
  withHole,
} from '../flash/bench.ts';

const { image: old, flash: holds } = withHole(firmware(1));
const { image: next } = withHole(firmware(2));

function swdBench(faults = '', { version = 'v3.6-56V', content = holds, vault = memoryVault() } = {}) {
  const clock = virtualClock();
  const board = createVirtualBoard(`${version}+stlink,flash=blank${faults && `,${faults}`}`, { clock });
  board.flash.set(content);
  configuration(board.flash).set(firmware(99, 16 * 1024).subarray(0, 600));
  const bus = virtualBus([board, board.probe!], { clock });
  const env: FlashEnv = { bus, clock, vault, target: swdProvider() };
  return { clock, board, bus, env, vault, probe: board.probe! };
}

const ask: Ask = acceptWarnings;

test('a board is flashed, verified and started through the probe', async () => {
  const { env, board } = swdBench();
  const kept = configuration(board.flash).slice();
  const report = await flash(env, { image: next, ask });
  expect(report).toMatchObject({ outcome: 'changed', board: 'verified', width: 32, start: 'started', recoveries: [] });
  expect(report.identity.key.serial).toBe(board.serial);
  expect(holdsImage(board.flash, next)).toBe(true);
  expect(configuration(board.flash)).toEqual(kept);
  expect(board.recorder.violations).toEqual([]);
});

test('a running motor controller is not stopped unasked', async () => {
  const clock = virtualClock();
  const board = createVirtualBoard('v3.6-56V+stlink', { clock });
  const bus = virtualBus([board, board.probe!], { clock });
  const env: FlashEnv = { bus, clock, vault: memoryVault(), target: swdProvider() };
  const error = await failure(flash(env, { image: next }));
  expect(error).toMatchObject({ code: 'not-confirmed', board: 'untouched', details: { warnings: ['axes'] } });
  expect(board.running()).toBe('odrive');
  expect(board.recorder.operations).toEqual([]);
});

test('a person is asked once before the board is stopped, and a no leaves it running', async () => {
  const clock = virtualClock();
  const board = createVirtualBoard('v3.6-56V+stlink', { clock });
  const bus = virtualBus([board, board.probe!], { clock });
  const env: FlashEnv = { bus, clock, vault: memoryVault(), target: swdProvider() };
  const asked: string[] = [];
  await failure(
    flash(env, {
      image: next,
      ask: async (question) => {
        if (question.type === 'warnings') asked.push(...question.findings.map(({ code }) => code));
        return undefined;
      },
    }),
  );
  expect(asked).toContain('axes');
  expect(board.running()).toBe('odrive');
});

describe('the DC supply of a board up to v3.4', () => {
  const image = imageOf(firmware(2), undefined, 'v3.4-48V');
  const made = () => {
    const clock = virtualClock();
    const board = createVirtualBoard('v3.4-48V+stlink', { clock });
    const bus = virtualBus([board, board.probe!], { clock });
    const env: FlashEnv = { bus, clock, vault: memoryVault(), target: swdProvider() };
    return { board, env };
  };

  test('is a step by hand before its chip is stopped, which a general yes does not confirm', async () => {
    const { board, env } = made();
    const error = await failure(flash(env, { image, ask: acceptWarnings }));
    expect(error).toMatchObject({ code: 'not-confirmed', details: { step: 'feed-low-voltage' }, board: 'untouched' });
    expect(board.running()).toBe('odrive');
    expect(board.recorder.operations).toEqual([]);
    // A dry run ends as the real one would.
    expect(await failure(flash(env, { image, ask: acceptWarnings, dryRun: true }))).toMatchObject({
      code: 'not-confirmed',
    });
  });

  test('is confirmed by whoever does it, at the question or beforehand, and no consent for DFU mode is needed', async () => {
    const asked: string[] = [];
    const done: Ask = async (question) => {
      asked.push(question.type);
      return question.type === 'step' ? 'done' : acceptWarnings(question);
    };
    expect(await flash(made().env, { image, ask: done })).toMatchObject({ outcome: 'changed', board: 'verified' });
    expect(asked.filter((type) => type === 'step')).toHaveLength(1);
    expect(asked).not.toContain('consent');
    const { board, env } = made();
    const consent = [{ what: 'supply-removed', serial: board.serial }] as const;
    expect(await flash(env, { image, ask: acceptWarnings, consent })).toMatchObject({ outcome: 'changed' });
  });

  test('is asked about, too, where nothing proves which board it is, before it is unlocked or restarted', async () => {
    const clock = virtualClock();
    const board = createVirtualBoard('v3.6-56V+stlink,rdp=1,otp=blank', { clock });
    const bus = virtualBus([board, board.probe!], { clock });
    const env: FlashEnv = { bus, clock, vault: memoryVault(), target: swdProvider() };
    const consent = [{ what: 'unlock', serial: board.serial }] as const;
    const error = await failure(unlockBoard(env, { consent, ask: acceptWarnings }));
    expect(error).toMatchObject({ code: 'not-confirmed', details: { step: 'feed-low-voltage-if-old' } });
    expect(board.recorder.operations).toEqual([]);
    // The version printed on the board answers it.
    const named = unlockBoard(env, { consent, ask: acceptWarnings, board: boardVersion('v3.6-56V')! });
    expect(await failure(named)).not.toMatchObject({ code: 'not-confirmed' });
    expect(board.recorder.operations.map(({ kind }) => kind)).toContain('option-bytes');
  });

  test('anything but the word is a no', async () => {
    const { env } = made();
    const no: Ask = async (question) => (question.type === 'step' ? 'yes' : acceptWarnings(question));
    const error = await failure(flash(env, { image, ask: no }));
    expect(error).toMatchObject({ code: 'not-confirmed', details: { declined: true } });
  });
});

describe('a chip that answers only under reset', () => {
  const image = imageOf(firmware(2));
  // Neither the fast nor the slow clock finds it while its firmware runs; what clears the flags of the debug port is a command, too.
  const made = (profile = 'v3.6-56V+stlink,swd-silent-at=1:3') => {
    const clock = virtualClock();
    const board = createVirtualBoard(profile, { clock });
    const bus = virtualBus([board, board.probe!], { clock });
    const env: FlashEnv = { bus, clock, vault: memoryVault(), target: swdProvider({ mayReset: true }) };
    return { board, env, path: board.probe!.socket.path };
  };
  const named = boardVersion('v3.6-56V')!;

  test('is not reset unasked, whatever is wanted of it', async () => {
    for (const work of [
      (env: FlashEnv) => inspectBoard(env, {}),
      (env: FlashEnv) => readFlash(env, { board: named }),
      (env: FlashEnv) => flash(env, { image, board: named }),
    ]) {
      const { board, env } = made();
      expect(await failure(work(env))).toMatchObject({ code: 'not-confirmed', board: 'untouched' });
      expect(board.running()).toBe('odrive');
    }
  });

  test('may be a board up to v3.4: its DC supply is a step by hand, which a general yes does not confirm', async () => {
    const { board, env, path } = made('v3.4-48V+stlink,swd-silent-at=1:3');
    const error = await failure(inspectBoard(env, { ask: acceptWarnings }));
    expect(error).toMatchObject({ code: 'not-confirmed', details: { step: 'feed-low-voltage-if-old' } });
    expect(board.running()).toBe('odrive');
    expect(error.details.consent).toBe(`supply-removed=${path}`);
  });

  test('is asked about once, reached, and not asked about again before it is flashed', async () => {
    const { board, env, path } = made();
    const asked: string[] = [];
    const ask: Ask = async (question) => {
      const about = question.type === 'warnings' ? question.findings.map(({ text }) => text.code) : [];
      asked.push(question.type, ...about);
      return acceptWarnings(question);
    };
    const consent = [{ what: 'supply-removed', serial: path }] as const;
    expect(await flash(env, { image, ask, consent })).toMatchObject({ board: 'verified' });
    expect(asked).toContain('probe.reset-to-reach');
    expect(asked).not.toContain('probe.load-drops');
    expect(asked).not.toContain('step');
    expect(board.recorder.violations).toEqual([]);
  });

  test('is not reset in a dry run', async () => {
    const { board, env } = made();
    await flash(env, { image, ask: acceptWarnings, board: named, dryRun: true });
    expect(board.running()).toBe('odrive');
  });
});

test('a clone with blank OTP that a person names is programmed in words, or in bytes where that was asked for', async () => {
  const named = { image: imageOf(firmware(2), undefined, 'v3.6-56V'), ask, board: boardVersion('v3.6-56V')! };
  for (const [wanted, width] of [
    [{}, 32],
    [{ x32: false }, 8],
  ] as const) {
    const { env } = swdBench('otp=blank');
    expect(await flash(env, { ...named, ...wanted })).toMatchObject({ width, board: 'verified' });
  }
  const { env } = swdBench('otp=blank,target-voltage=2400');
  expect(await flash(env, named)).toMatchObject({ width: 16 });
});

test('a supply too low for words, which the probe does not see, costs one sector and ends verified in bytes', async () => {
  const { env } = swdBench('otp=blank,probe=v2-clone,weak-x32=1');
  const image = imageOf(firmware(2), undefined, 'v3.6-56V');
  const report = await flash(env, { image, ask, board: boardVersion('v3.6-56V')! });
  expect(report).toMatchObject({ outcome: 'changed', board: 'verified' });
  expect(report.redone.length).toBeGreaterThan(0);
});

test('unlock tells how far the erase is, and then what a person has to do', async () => {
  const clock = virtualClock();
  const board = createVirtualBoard('v3.6-56V+stlink,rdp=1', { clock });
  const bus = virtualBus([board, board.probe!], { clock });
  const env: FlashEnv = { bus, clock, vault: memoryVault(), target: swdProvider() };
  const told: string[] = [];
  const onEvent = (event: FlashEvent) => {
    if (event.type === 'note') told.push(event.code);
    if (event.type === 'advance') told.push(`${event.phase} ${Math.floor((10 * event.doneMs) / event.totalMs)}`);
    if (event.type !== 'human') return;
    told.push(event.step);
    clock.after(20_000, () => board.powerCycle());
  };
  const consent = [{ what: 'unlock', serial: board.serial }] as const;
  await unlockBoard(env, { consent, ask, onEvent });
  expect([...new Set(told)]).toEqual([
    'mass-erase',
    ...Array.from({ length: 11 }, (_, tenth) => `erase ${tenth}`).filter((line) => told.includes(line)),
    'power-cycle',
  ]);
  expect(told.filter((line) => line.startsWith('erase')).length).toBeGreaterThan(20);
});

test('a dry run, a verify, a read and an info look at the chip while its firmware runs', async () => {
  const clock = virtualClock();
  const board = createVirtualBoard('v3.6-56V+stlink', { clock });
  const bus = virtualBus([board, board.probe!], { clock });
  const env: FlashEnv = { bus, clock, vault: memoryVault(), target: swdProvider() };
  await outcome(flash(env, { image: next, dryRun: true, ask }));
  await verifyImage(env, { image: next });
  await readFlash(env, { range: { address: 0x08000000, length: 4096 } });
  expect((await inspectBoard(env, {})).identity.isF405).toBe(true);
  expect(board.running()).toBe('odrive');
  expect(board.recorder.violations).toEqual([]);
  expect(board.recorder.operations).toEqual([]);
});

const whole = firmware(3, 256 * 1024);
/** Sum of what the flash, the wire and one checksum take, by DS8626 and the cost model. */
const physical = (clocksPerWord: number, kHz: number) => 2550 + 1049 + (65_536 * clocksPerWord) / kHz + 35;

test.each([
  ['v2', physical(100, 4000)],
  ['v2-clone', physical(138, 1800)],
  ['v3', physical(100, 8000)],
])('256 KiB behind a %s take at most 1.15 times the physical sum, and 300 commands', async (probe, sum) => {
  const { env, clock, probe: wired, board } = swdBench(`probe=${probe}`, { content: firmware(1, 256 * 1024) });
  const [begun, before] = [clock.now(), wired.commands()];
  await flash(env, { image: imageOf(whole), backup: false, ask });
  const [ms, commands] = [clock.now() - begun, wired.commands() - before];
  expect(holdsImage(board.flash, imageOf(whole))).toBe(true);
  expect(ms).toBeLessThan(1.15 * sum);
  expect(commands).toBeLessThanOrEqual(300);
});

test('an unchanged image is recognised by checksums in 0.6 s', async () => {
  const { env, clock } = swdBench('probe=v2', { content: whole });
  const begun = clock.now();
  const report = await flash(env, { image: imageOf(whole), backup: false, start: false, ask });
  expect(report.outcome).toBe('unchanged');
  expect(clock.now() - begun).toBeLessThan(600);
});

type Way = 'stlink' | 'dfu';

/** A board that is ready for that way, and the world to reach it in that way. */
async function ready({ env, board }: ReturnType<typeof swdBench>, way: Way): Promise<FlashEnv> {
  board.setSwitch(way === 'dfu' ? 'dfu' : 'run');
  board.powerCycle();
  await env.clock.sleep(2000);
  const { target, ...others } = env;
  return way === 'dfu' ? others : { ...others, target };
}

/** Transfers of a whole flash, and how many of them come before the first change. */
async function countTransfers(way: Way): Promise<{ readonly first: number; readonly all: number }> {
  const made = swdBench('seed=4');
  const env = await ready(made, way);
  const counted = killableBus(env.bus, 1e9);
  let first = 0;
  const onEvent = ({ type }: FlashEvent) => {
    if (type === 'changing') first = counted.transfers();
  };
  await flash({ ...env, bus: counted.bus }, { image: next, ask, onEvent });
  return { first, all: counted.transfers() };
}

async function dieAt(made: ReturnType<typeof swdBench>, way: Way, transfer: number): Promise<void> {
  const env = await ready(made, way);
  const killable = killableBus(env.bus, transfer);
  await Promise.race([outcome(flash({ ...env, bus: killable.bus }, { image: next, ask })), killable.death]);
}

test('a process that dies at any transfer leaves the old image, the new one, or nothing that starts', async () => {
  const { first, all } = await countTransfers('stlink');
  expect(all - first).toBeGreaterThan(100);
  for (let n = first; n < all; n += 11) {
    const made = swdBench('seed=4');
    await dieAt(made, 'stlink', n);
    expectWholeOrNothing(made.board, { old, next }, `death at transfer ${n}`);
    expect(await flash(made.env, { image: next, ask }), `death at transfer ${n}`).toMatchObject({ board: 'verified' });
    expect(holdsImage(made.board.flash, next)).toBe(true);
    expect(made.board.recorder.violations, `death at transfer ${n}`).toEqual([]);
  }
});

test.each([
  ['stlink', 'dfu'],
  ['dfu', 'stlink'],
] as const)('what was begun over %s is finished over %s, from wherever it was cut off', async (begin, end) => {
  const { first, all } = await countTransfers(begin);
  for (const part of [0.2, 0.5, 0.8]) {
    const made = swdBench('seed=4');
    await dieAt(made, begin, Math.round(first + part * (all - first)));
    expectWholeOrNothing(made.board, { old, next }, `cut off at ${part}`);
    const env = await ready(made, end);
    expect(await flash(env, { image: next, ask }), `cut off at ${part}`).toMatchObject({
      board: 'verified',
      resumed: true,
    });
    expect(holdsImage(made.board.flash, next)).toBe(true);
  }
});

test('the undo backup made over the probe is restored over DFU', async () => {
  const made = swdBench('seed=4');
  const { board, vault } = made;
  const before = board.flash.slice();
  const { undo } = await flash(await ready(made, 'stlink'), { image: next, ask });
  const name = [...vault.files.keys()].find((file) => file.startsWith('undo'));
  expect(undo).toBeDefined();
  const image = readImage(vault.files.get(name!)!);
  await flash(await ready(made, 'dfu'), { image, ask });
  expectSame(board.flash.subarray(0, 32 * 1024), before.subarray(0, 32 * 1024));
});

test('a read-protected chip is refused before anything is asked, and unlocked with its own consent', async () => {
  const { env, board, clock } = swdBench('rdp=1');
  const error = await failure(flash(env, { image: next, ask }));
  expect(error).toMatchObject({ code: 'read-protected', board: 'untouched' });
  const person = clock.sleep(40_000).then(() => board.powerCycle());
  const consent = [{ what: 'unlock', serial: board.serial }] as const;
  expect(await unlockBoard(env, { consent, ask })).toMatchObject({ removed: ['read'], erased: true });
  await person;
  expect(await flash(env, { image: next, ask })).toMatchObject({ board: 'verified' });
});

describe('an unlock', () => {
  /** Unlocks, and switches the supply off and on when that is asked for. */
  async function unlocked({ env, board, clock }: ReturnType<typeof swdBench>, bus = env.bus) {
    const onEvent = ({ type }: FlashEvent) => {
      if (type === 'human') clock.after(5_000, () => board.powerCycle());
    };
    const consent = [{ what: 'unlock', serial: board.serial }] as const;
    return unlockBoard({ ...env, bus }, { consent, ask, onEvent });
  }

  test('takes off write protection, too, without which the chip refuses to erase itself', async () => {
    const made = swdBench('rdp=1,wrp=1:5-7');
    const report = await unlocked(made);
    expect([...report.removed].sort()).toEqual(['read', 'write']);
    expect(made.board.optionBytes[1]).toBe(0xaa);
    expect(await flash(made.env, { image: next, ask })).toMatchObject({ board: 'verified' });
  });

  test.each([0.01, 0.03, 0.1, 0.5, 0.9, 0.99])('that is killed at %d of its transfers goes on', async (part) => {
    const healthy = swdBench('rdp=1');
    const counting = killableBus(healthy.bus, 1e9);
    await unlocked(healthy, counting.bus);
    const made = swdBench('rdp=1');
    const killable = killableBus(made.bus, Math.round(part * counting.transfers()));
    await Promise.race([outcome(unlocked(made, killable.bus)), killable.death]);
    await unlocked(made);
    expect(made.board.optionBytes[1]).toBe(0xaa);
    // Whatever the second one says is true: the chip can be read and written.
    expect(await flash(made.env, { image: next, ask })).toMatchObject({ board: 'verified' });
  });

  test.each([1_000, 9_000, 15_900])('whose supply fails after %d ms of the erase goes on', async (after) => {
    const made = swdBench('rdp=1');
    const { board, clock, env } = made;
    const consent = [{ what: 'unlock', serial: board.serial }] as const;
    const onEvent = ({ type }: FlashEvent) => {
      if (type !== 'changing') return;
      clock.after(after, () => board.powerCycle());
    };
    await outcome(unlockBoard(env, { consent, ask, onEvent }));
    await unlocked(made);
    expect(board.optionBytes[1]).toBe(0xaa);
    expect(await flash(env, { image: next, ask })).toMatchObject({ board: 'verified' });
  });
});

test('a board is erased and restarted through the probe', async () => {
  const { env, board } = swdBench();
  await eraseFlash(env, { ask });
  expect(board.flash.subarray(0, 16_384).every((byte) => byte === 0xff)).toBe(true);
  expect(await failure(restartChip(env, { ask }))).toMatchObject({ code: 'image-implausible' });
  await flash(env, { image: next, ask, start: false });
  expect(await restartChip(env, { ask })).toMatchObject({ identity: { key: { serial: board.serial } } });
});

test('the serial number may be the chip’s or the probe’s; another one is not found', async () => {
  const { env, board, probe } = swdBench();
  for (const serial of [board.serial, probe.serial])
    expect((await inspectBoard(env, { selection: { serial } })).identity.key.serial).toBe(board.serial);
  expect(await failure(inspectBoard(env, { selection: { serial: '0123456789AB' } }))).toMatchObject({
    code: 'no-device',
  });
});

test('two probes are told apart by path, by their number, and by the chip behind them', async () => {
  const clock = virtualClock();
  const boards = [1, 2].map((seed) =>
    createVirtualBoard('v3.6-56V+stlink', { clock, seed, path: `1-${seed}`, probePath: `2-${seed}` }),
  );
  const bus = virtualBus(
    boards.flatMap((board) => [board, board.probe!]),
    { clock },
  );
  const env: FlashEnv = { bus, clock, vault: memoryVault(), target: swdProvider() };
  expect(await failure(inspectBoard(env, {}))).toMatchObject({ code: 'several-devices' });
  const second = boards[1]!;
  for (const selection of [{ path: '2-2' }, { serial: second.serial }, { serial: second.probe!.serial }])
    expect((await inspectBoard(env, { selection })).identity.key.serial).toBe(second.serial);
});
