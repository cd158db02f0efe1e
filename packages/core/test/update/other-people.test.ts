// What other people do between an interrupted update and the next one, at every stage. Two rules are held by the test itself:
// "verified" is true byte for byte now, and no configuration that was on the board when the run began is lost from both board
// and disk.

import {
  type Ask,
  eraseFlash,
  type FlasherError,
  flash,
  isFlasherError,
  type MemoryImage,
  restoreConfiguration,
  type UpdateReport,
  unlockBoard,
} from '@odflash/core';
import { parseBackup } from '@odflash/core/configuration';
import { findFunction, saveConfiguration } from '@odflash/core/odrive';
import type { Stage } from '@odflash/core/update';
import type { VirtualBoard } from '@odflash/virtual';
import { describe, expect, it } from 'vitest';
import { inEnglish, saying } from '../../../../test/support/in-english.ts';
import { acceptWarnings } from '../../src/ask/settle.ts';
import { type Bench, bench, connect, course, firmwareImage, readAll, run, runWith, type Wish } from './bench.ts';
import { killable } from './killable.ts';

const poles = 'axis0.motor.config.pole_pairs';
const gain = 'axis0.controller.config.pos_gain';
const image = firmwareImage('v3.6-56V', '0.5.6');
/** The same release, other bytes: its number says nothing of them. */
const sameRelease = firmwareImage('v3.6-56V', '0.5.6', 9);
const otherRelease = firmwareImage('v3.6-56V', '0.5.4', 3);
const profile = 'v3.6-56V,firmware=0.5.5';

/** An update that dies when the stage begins. */
async function killedIn(stage: Stage): Promise<Bench> {
  const it = bench(profile);
  const victim = killable(it.env);
  const onEvent: Wish['onEvent'] = (event) => {
    if (event.type === 'stage' && event.stage === stage) victim.doom();
  };
  await Promise.race([victim.death, run({ ...it, env: victim.env }, { image, onEvent })]);
  await it.clock.sleep(3_000);
  it.events.length = 0;
  return it;
}

const holds = ({ board }: Bench, { segments }: MemoryImage): boolean =>
  segments.every(({ address, data }) => {
    const offset = address - 0x0800_0000;
    return Buffer.compare(board.flash.subarray(offset, offset + data.length), data) === 0;
  });

const isRunning = ({ board }: Bench): boolean => board.running() === 'odrive';

async function toDfu(it: Bench): Promise<void> {
  it.board.enterBootloader();
  await it.clock.sleep(1_000);
}

async function toRun(it: Bench): Promise<void> {
  it.board.powerCycle();
  await it.clock.sleep(3_000);
}

/** Changes a setting and saves it, as a person does with odrivetool. */
async function tune(it: Bench, value: number): Promise<void> {
  {
    await using odrive = await connect(it);
    await odrive.write(gain, value);
    await saveConfiguration(odrive);
  }
  await it.clock.sleep(3_000);
}

/** Writes an image as another tool does, which knows nothing of our records. */
function writeByOtherTool({ board }: Bench, { segments }: MemoryImage): void {
  board.flash.fill(0xff, 0, 0xc_0000);
  for (const { address, data } of segments) board.flash.set(data, address - 0x0800_0000);
}

const records = ({ vault }: Bench) => [...vault.files.keys()].filter((name) => name.startsWith('journal-'));

/** Everything that is saved as a configuration. */
function savedGains({ vault }: Bench): unknown[] {
  return [...vault.files]
    .filter(([name]) => name.startsWith('odrive-config-'))
    .map(([, bytes]) => parseBackup(bytes).values.get(gain));
}

/** The same command again, as a script calls it; both rules are held. */
async function again(it: Bench, spec: Wish = {}): Promise<UpdateReport | FlasherError> {
  const before = isRunning(it) ? await readAll(it, [gain, 'user_config_loaded']) : undefined;
  let ended: UpdateReport | FlasherError;
  try {
    ended = await run(it, { image, ...spec });
  } catch (thrown) {
    if (!isFlasherError(thrown)) throw thrown;
    ended = thrown as FlasherError;
  }
  if (ended.board === 'verified') expect(holds(it, image), 'verified is true').toBe(true);
  if (before && Number(before[1]) !== 0) {
    const now = isRunning(it) ? await readAll(it, [gain]) : [];
    expect([...savedGains(it), ...now], 'the configuration is not lost').toContain(before[0]);
  }
  return ended;
}

interface Intervention {
  readonly name: string;
  readonly act: (it: Bench) => Promise<void>;
}

const interventions: readonly Intervention[] = [
  { name: 'nothing', act: async () => undefined },
  {
    name: 'the board flashed with the same release of other bytes by odflash flash',
    act: async (it) => {
      await toDfu(it);
      await flash(it.env, { image: sameRelease, ask: acceptWarnings });
      await toRun(it);
    },
  },
  {
    name: 'the board flashed with the same release of other bytes by another tool',
    act: async (it) => {
      writeByOtherTool(it, sameRelease);
      await toRun(it);
    },
  },
  {
    name: 'the board flashed with another release by another tool',
    act: async (it) => {
      writeByOtherTool(it, otherRelease);
      await toRun(it);
    },
  },
  {
    name: 'one bit of the firmware changed',
    act: async (it) => {
      it.board.flash[0x3000]! ^= 4;
    },
  },
  {
    name: 'the record removed',
    act: async (it) => {
      for (const name of records(it)) it.vault.files.delete(name);
    },
  },
  {
    name: 'the record damaged',
    act: async (it) => {
      for (const name of records(it)) it.vault.files.set(name, it.vault.files.get(name)!.slice(0, 40));
    },
  },
  {
    name: 'the board in DFU mode',
    act: toDfu,
  },
];

const stages = ['enter', 'write', 'start', 'restore'] as const;

describe.each(stages)('an update killed in stage %s, then', (stage) => {
  it.each(interventions)('$name: the next one says verified only of what is there', async ({ act }) => {
    const it = await killedIn(stage);
    await act(it);
    const ended = await again(it);
    // A firmware that is started for its configuration's sake and does not run is said to be there, and no more.
    const isTold = 'code' in ended && ended.code === 'device-did-not-return' && ended.board === 'untouched';
    expect(isTold || ended.board === 'verified', course(it).join(' ')).toBe(true);
  });
});

describe('a record that says the firmware was written', () => {
  it('is not repeated: other firmware put there since is found, and replaced', async () => {
    const it = await killedIn('restore');
    writeByOtherTool(it, sameRelease);
    await toRun(it);
    expect(await again(it)).toMatchObject({ board: 'verified', outcome: 'changed' });
  });

  it('of a board that does not go to DFU mode gives its configuration back, and no claim about the firmware', async () => {
    const it = await killedIn('restore');
    const odrive = await connect(it);
    const endpoint = findFunction(odrive.tree, 'enter_dfu_mode')!.endpoint;
    await odrive[Symbol.asyncDispose]();
    const report = await run({ ...it, env: { ...it.env, bus: deaf(it.env.bus, endpoint) } }, { image });
    expect(report).toMatchObject({ board: 'written', resumed: true });
    expect(course(it)).toContain('note: not-read-back');
    expect(await readAll(it, [poles])).toEqual([14]);
    expect(records(it)).toEqual([]);
  });
});

describe('a configuration that was saved after the record', () => {
  async function tunedSince(): Promise<Bench> {
    const it = await killedIn('restore');
    await tune(it, 77);
    return it;
  }

  it('is not overwritten unasked: without a choice the update is not confirmed, and the board goes on as it was', async () => {
    const it = await tunedSince();
    const ended = await again(it);
    expect(ended).toMatchObject({ code: 'not-confirmed', exit: 3, board: 'untouched' });
    expect(inEnglish((ended as FlasherError).text)).toContain(`${gain} is 77 on the board`);
    expect(inEnglish((ended as FlasherError).next)).toContain('--config-from');
    expect(savedGains(it)).toContain(77);
    expect(await readAll(it, [gain])).toEqual([77]);
  });

  it('is a note of the dry run, with the file and the options that decide, and none where that is decided', async () => {
    const it = await tunedSince();
    const told = () =>
      it.events.flatMap((event) => (event.type === 'note' && event.code === 'configuration-differs' ? event.text : []));
    const files = [...it.vault.files.keys()];
    expect(await again(it, { dryRun: true })).toMatchObject({ outcome: 'planned', board: 'untouched' });
    expect(told()).toEqual([saying(/vault:odrive-config-.*--config-from board or record/)]);
    it.events.length = 0;
    expect(await again(it, { dryRun: true, configurationFrom: 'board' })).toMatchObject({ outcome: 'planned' });
    expect(told()).toEqual([]);
    expect([...it.vault.files.keys()]).toEqual(files);
    expect(await readAll(it, [gain])).toEqual([77]);
  });

  it('stays with --config-from board, and the record has done its work', async () => {
    const it = await tunedSince();
    expect(await again(it, { configurationFrom: 'board' })).toMatchObject({ board: 'verified' });
    expect(await readAll(it, [gain])).toEqual([77]);
    expect(records(it)).toEqual([]);
  });

  it('is saved and replaced with --config-from record', async () => {
    const it = await tunedSince();
    expect(await again(it, { configurationFrom: 'record' })).toMatchObject({ board: 'verified' });
    expect(await readAll(it, [gain])).toEqual([35]);
    expect(savedGains(it)).toContain(77);
    expect(records(it)).toEqual([]);
  });

  it('is asked about by code, with both options', async () => {
    const it = await tunedSince();
    const asked: string[] = [];
    const ask: Wish['ask'] = async (question) => {
      if (question.type !== 'choice') return acceptWarnings(question);
      asked.push(question.code, ...question.options.map(({ code }) => code));
      return 'board';
    };
    await again(it, { ask });
    expect(asked).toEqual(['configuration-from', 'board', 'record']);
    expect(await readAll(it, [gain])).toEqual([77]);
  });
});

describe('firmware that hangs, put there by another tool after the update was killed', () => {
  it('has the record asked about, since the settings in the flash may be newer than it', async () => {
    const it = await killedIn('enter');
    await tune(it, 31);
    writeByOtherTool(it, otherRelease);
    it.board.flash[0x3000]! ^= 0xff;
    await toDfu(it);
    const asked: string[] = [];
    const ask: Ask = async (question) => {
      if (question.type === 'choice') asked.push(question.code);
      return question.type === 'choice' && question.code === 'configuration-from' ? 'board' : acceptWarnings(question);
    };
    const person = { 'bring-back-in-dfu': (board: VirtualBoard) => board.enterBootloader() };
    const ended = await runWith(it, person, { image: sameRelease, ask }).catch((error: unknown) => error);
    expect(ended).toMatchObject({ board: 'verified' });
    expect(asked).toEqual(['start-old-firmware', 'configuration-from']);
    expect(course(it)).toContain('note: not-left-back');
    expect([...it.vault.files.keys()].some((name) => name.startsWith('config-sectors-'))).toBe(true);
  });
});

describe('what odflash itself does in between', () => {
  it('flash: the configuration is still owed to the board, told with its file, and put back by the next update', async () => {
    const it = await killedIn('restore');
    await toDfu(it);
    const notes: string[] = [];
    const onEvent: Wish['onEvent'] = (event) =>
      event.type === 'note' && notes.push(`${event.code} ${inEnglish(event.text)}`);
    await flash(it.env, { image: sameRelease, ask: acceptWarnings, onEvent });
    expect(notes.join()).toMatch(/configuration-owed .*vault:odrive-config-/);
    await toRun(it);
    expect(await again(it)).toMatchObject({ board: 'verified', resumed: true });
    expect(await readAll(it, [poles])).toEqual([14]);
    expect(records(it)).toEqual([]);
  });

  it('erase with the configuration: nothing is owed any more, and where it lies is told', async () => {
    const it = await killedIn('restore');
    await toDfu(it);
    const notes: string[] = [];
    const onEvent: Wish['onEvent'] = (event) =>
      event.type === 'note' && notes.push(`${event.code} ${inEnglish(event.text)}`);
    await eraseFlash(it.env, { configuration: true, ask: acceptWarnings, onEvent });
    expect(notes.join()).toMatch(/update-closed .*vault:odrive-config-/);
    expect(records(it)).toEqual([]);
    expect(await again(it)).toMatchObject({ board: 'verified', resumed: false });
  });

  it('erase of the firmware alone: the next update still brings the configuration back', async () => {
    const it = await killedIn('restore');
    await toDfu(it);
    await eraseFlash(it.env, { ask: acceptWarnings });
    expect(await again(it)).toMatchObject({ board: 'verified', resumed: true });
    expect(await readAll(it, [poles])).toEqual([14]);
  });

  it.each(['enter', 'write', 'restore'] as const)(
    'unlock of a chip that got read protection after %s: what was saved is told, and put back by the next update',
    async (stage) => {
      const { vault } = await killedIn(stage);
      const it = bench('v3.6-56V+dfu,rdp=1', { vault });
      const notes: string[] = [];
      const onEvent: Wish['onEvent'] = (event) =>
        event.type === 'note' && notes.push(`${event.code} ${inEnglish(event.text)}`);
      const consent = [{ what: 'unlock', serial: it.board.serial } as const];
      await unlockBoard(it.env, { consent, ask: acceptWarnings, onEvent });
      expect(it.board.flash.every((byte) => byte === 0xff)).toBe(true);
      expect(notes.join()).toMatch(/configuration-owed .*vault:odrive-config-/);
      it.board.setSwitch('run');
      expect(await again(it)).toMatchObject({ board: 'verified', resumed: true });
      expect(await readAll(it, [poles])).toEqual([14]);
      expect(records(it)).toEqual([]);
    },
  );

  it('restore of the very configuration: nothing is owed any more', async () => {
    const it = await killedIn('restore');
    const [name, bytes] = [...it.vault.files].find(([file]) => file.startsWith('odrive-config-'))!;
    const request = { backup: parseBackup(bytes), file: name, ask: acceptWarnings };
    await restoreConfiguration(it.env, request);
    expect(records(it)).toEqual([]);
    expect(await readAll(it, [poles])).toEqual([14]);
  });

  it('a flash that is interrupted inside an interrupted update is finished with the undo backup and the configuration', async () => {
    const it = await killedIn('start');
    const onEvent: Wish['onEvent'] = (event) => {
      if (event.type === 'sector' && event.sector === 2 && event.progress === 'writing') it.board.cutPower();
    };
    await flash(it.env, { image: sameRelease, ask: acceptWarnings, onEvent }).catch(() => undefined);
    it.board.power(true);
    await it.clock.sleep(2_000);
    if (it.board.running() !== 'rom') await toDfu(it);
    expect(await again(it)).toMatchObject({ board: 'verified', resumed: true, flash: { undo: { complete: true } } });
    expect(await readAll(it, [poles])).toEqual([14]);
    expect(records(it)).toEqual([]);
  });
});

/** The record as the first version of odflash would have left it: two files, told apart by serial number and port. */
function asFormat1(it: Bench): void {
  for (const name of records(it)) {
    const {
      chip,
      path,
      begun,
      flash: flashed,
      update,
    } = JSON.parse(new TextDecoder().decode(it.vault.files.get(name)!));
    it.vault.files.delete(name);
    const put = (kind: string, value: object) => {
      const bytes = new TextEncoder().encode(JSON.stringify({ version: 1, serial: chip, path, ...value }));
      it.vault.files.set(`${kind}-${chip}-at-${path}.json`, bytes);
    };
    const { image: of, stage, configuration } = update;
    put('update', { stage, image: of, begun, configuration });
    if (!flashed || stage === 'restoring') continue;
    const { undo, sectors, inProgress } = flashed;
    const spoken = sectors.filter(({ index }: { index: number }) => index < 10);
    put('journal', { undo: undo?.name, undoComplete: undo?.complete ?? false, sectors: spoken, inProgress });
  }
}

describe('records of format 1', () => {
  it.each(stages)('of an update killed in stage %s are continued', async (stage) => {
    const it = await killedIn(stage);
    asFormat1(it);
    expect(await again(it)).toMatchObject({ board: 'verified' });
    expect(await readAll(it, [poles])).toEqual([14]);
    expect([...it.vault.files.keys()].filter((name) => /^(journal|update)-/.test(name))).toEqual([]);
  });

  it('are not believed either: other firmware put there since is found', async () => {
    const it = await killedIn('restore');
    asFormat1(it);
    writeByOtherTool(it, sameRelease);
    await toRun(it);
    expect(await again(it)).toMatchObject({ board: 'verified', outcome: 'changed' });
  });
});

describe('a clone in the port of a board whose update was killed', () => {
  const clones = [
    ['that runs what the first one ran before', 'firmware=0.5.5,seed=4', 'verified'],
    ['that contains the very bytes the first one contained', 'firmware=0.5.5', 'verified'],
    ['that runs another release', 'firmware=0.5.4,seed=4', 'verified'],
    ['that runs the new release, and was set up otherwise', 'firmware=0.5.6,seed=4', 'not-confirmed'],
  ] as const;

  it.each(clones)('%s never gets the configuration of the first one', async (_what, firmware, end) => {
    for (const stage of ['write', 'restore'] as const) {
      const first = await killedIn(stage);
      const before = records(first).map((name) => first.vault.files.get(name));
      const clone = bench(`v3.6-56V,${firmware},serial=${first.board.serial}`, { vault: first.vault });
      await tune(clone, 55);
      const ended = await again(clone);
      if (end === 'verified') expect(ended, stage).toMatchObject({ board: 'verified' });
      else expect([ended.board, 'code' in ended && ended.code]).toEqual(expect.arrayContaining([expect.anything()]));
      expect(await readAll(clone, [gain]), stage).toEqual([55]);
      const left = clone.events.filter(
        (event) => event.type === 'note' && inEnglish(event.text).includes('left alone'),
      );
      expect(left.length, `${stage}: said once`).toBeLessThanOrEqual(1);
      const kept = [...first.vault.files.values()];
      expect(
        before.every((bytes) => kept.includes(bytes!)),
        `${stage}: the record is left alone`,
      ).toBe(true);
      // The first board comes back, and is finished.
      const back = { ...first, events: [] };
      expect(await again(back), stage).toMatchObject({ board: 'verified', resumed: true });
      expect(await readAll(back, [gain]), stage).toEqual([35]);
    }
  });
});

describe('a clone in that port whose owner has the very firmware on it, over settings of an older release', () => {
  async function cloneOf(first: Bench): Promise<Bench> {
    const clone = bench(`v3.6-56V,firmware=0.5.3,seed=4,serial=${first.board.serial}`, { vault: first.vault });
    await tune(clone, 55);
    writeByOtherTool(clone, image);
    await toRun(clone);
    return clone;
  }

  const raws = ({ vault }: Bench) => [...vault.files.keys()].filter((name) => name.startsWith('config-sectors-'));

  it('does not get the configuration of the first one unasked, and what lies in its flash is saved', async () => {
    const clone = await cloneOf(await killedIn('restore'));
    const ended = await again(clone);
    expect(ended).toMatchObject({ code: 'not-confirmed', board: 'untouched' });
    expect(inEnglish((ended as FlasherError).next)).toContain('--config-from');
    expect(raws(clone)).toHaveLength(1);
  });

  it('keeps what it has with --config-from board, and gets what was saved with --config-from record', async () => {
    const clone = await cloneOf(await killedIn('restore'));
    const [unset] = await readAll(clone, [poles]);
    expect(await again(clone, { configurationFrom: 'board' })).toMatchObject({ board: 'verified' });
    expect(await readAll(clone, [poles])).toEqual([unset]);
    const other = await cloneOf(await killedIn('restore'));
    expect(await again(other, { configurationFrom: 'record' })).toMatchObject({ board: 'verified' });
    expect(await readAll(other, [poles])).toEqual([14]);
  });
});

/** A bus on which the board is never told to go to DFU mode: the request for that endpoint is swallowed. */
function deaf(bus: Bench['env']['bus'], enterDfu: number): Bench['env']['bus'] {
  return {
    ...bus,
    open: async (device) => {
      const link = await bus.open(device);
      const bulkOut: typeof link.bulkOut = async (endpoint, data, timeoutMs) => {
        const told = new DataView(data.buffer, data.byteOffset, data.length).getUint16(2, true) & 0x7fff;
        return told === enterDfu ? { status: 'ok', bytes: data.length } : link.bulkOut(endpoint, data, timeoutMs);
      };
      return { ...link, bulkOut };
    },
  };
}
