// An update that was killed in one of its stages, what other people do to the board, and the next update. Two rules are held here:
// "verified" is true byte for byte now, and no configuration that was on the board when the run began is lost from both board
// and disk.

import { type FlasherError, isFlasherError, type MemoryImage, type UpdateReport } from '@odflash/core';
import { parseBackup } from '@odflash/core/configuration';
import { saveConfiguration } from '@odflash/core/odrive';
import type { Stage } from '@odflash/core/update';
import { expect } from 'vitest';
import { type Bench, bench, connect, firmwareImage, type RunSpec, readAll, run } from './bench.ts';
import { killable } from './killable.ts';

export const poles = 'axis0.motor.config.pole_pairs';
export const gain = 'axis0.controller.config.pos_gain';
export const image = firmwareImage('v3.6-56V', '0.5.6');
/** The same release, other bytes: its number gives no information about them. */
export const sameRelease = firmwareImage('v3.6-56V', '0.5.6', 9);
export const otherRelease = firmwareImage('v3.6-56V', '0.5.4', 3);
const profile = 'v3.6-56V,firmware=0.5.5';

/** An update that dies when the stage begins. */
export async function killedIn(stage: Stage): Promise<Bench> {
  const it = bench(profile);
  const victim = killable(it.env);
  const onEvent: RunSpec['onEvent'] = (event) => {
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

export async function toDfu(it: Bench): Promise<void> {
  it.board.enterBootloader();
  await it.clock.sleep(1_000);
}

export async function toRun(it: Bench): Promise<void> {
  it.board.powerCycle();
  await it.clock.sleep(3_000);
}

/** Changes a setting and saves it, as a person does with odrivetool. */
export async function tune(it: Bench, value: number): Promise<void> {
  {
    await using odrive = await connect(it);
    await odrive.write(gain, value);
    await saveConfiguration(odrive);
  }
  await it.clock.sleep(3_000);
}

/** Writes an image as another tool does, which knows nothing of our records. */
export function writeByOtherTool({ board }: Bench, { segments }: MemoryImage): void {
  board.flash.fill(0xff, 0, 0xc_0000);
  for (const { address, data } of segments) board.flash.set(data, address - 0x0800_0000);
}

export const records = ({ vault }: Bench) => [...vault.files.keys()].filter((name) => name.startsWith('journal-'));

/** Everything that is saved as a configuration. */
export function savedGains({ vault }: Bench): unknown[] {
  return [...vault.files]
    .filter(([name]) => name.startsWith('odrive-config-'))
    .map(([, bytes]) => parseBackup(bytes).values.get(gain));
}

/** The same command again, as a script calls it; both rules are held. */
export async function again(it: Bench, spec: RunSpec = {}): Promise<UpdateReport | FlasherError> {
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

/** In which an update is killed. */
export const stages = ['enter-dfu', 'write', 'start', 'restore'] as const;
