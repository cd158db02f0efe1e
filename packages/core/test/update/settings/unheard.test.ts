// What is said to a running board and not heard, what it answers and is misheard, and a restart that comes before it has saved: none
// of it costs a setting, and nothing is called saved that is not.

import { acceptWarnings, backupConfiguration, restoreConfiguration, type UpdateEnv } from '@odflash/core';
import { type ConfigurationBackup, parseBackup } from '@odflash/core/configuration';
import { describe, expect, it } from 'vitest';
import { failure } from '../../flash/bench.ts';
import { type Bench, bench, readAll, run } from '../bench.ts';
import { endpointOf, interfered } from '../interfered.ts';
import { small } from '../refusing.ts';

const polePairs = 'axis0.motor.config.pole_pairs';
const brake = 'config.brake_resistance';
const settings = [polePairs, brake];

async function tuned(made: Bench): Promise<ConfigurationBackup> {
  const { backup } = await backupConfiguration(made.env, {});
  return { ...backup, values: new Map([...backup.values, [polePairs, 21], [brake, 1.5]]) };
}

async function afterPowerCycle(made: Bench) {
  made.board.powerCycle();
  await made.clock.sleep(2_000);
  return readAll(made, settings);
}

describe('a configuration that is put back', () => {
  const restore = (env: UpdateEnv, backup: ConfigurationBackup) =>
    restoreConfiguration(env, { backup, file: 'mine.json', ask: acceptWarnings });

  it('is written again when the board restarts before it has saved, so that nothing of it is lost', async () => {
    const made = bench('v3.6-56V');
    const backup = await tuned(made);
    const endpoint = await endpointOf(made, 'save_configuration');
    let saves = 0;
    const request = () => {
      saves += 1;
      if (saves === 1) made.board.powerCycle();
      return undefined;
    };
    expect(await restore(interfered(made, { endpoint, request }), backup)).toMatchObject({ outcome: 'changed' });
    expect(saves).toBe(2);
    expect(await afterPowerCycle(made)).toEqual([21, 1.5]);
  });

  it('is called saved only when the board has left the bus for it: a request to save that was lost is made again', async () => {
    const made = bench('v3.6-56V');
    const backup = await tuned(made);
    const endpoint = await endpointOf(made, 'save_configuration');
    const request = (count: number) => (count === 1 ? ('lost' as const) : undefined);
    expect(await restore(interfered(made, { endpoint, request }), backup)).toMatchObject({ outcome: 'changed' });
    expect(await afterPowerCycle(made)).toEqual([21, 1.5]);
  });

  it('that the board never saves is not called restored', async () => {
    const made = bench('v3.6-56V');
    const backup = await tuned(made);
    const endpoint = await endpointOf(made, 'save_configuration');
    const error = await failure(restore(interfered(made, { endpoint, request: () => 'lost' }), backup));
    expect(error).toMatchObject({ code: 'config-not-restored', board: 'config-changed' });
  });
});

describe('a value that is read wrongly', () => {
  const flipped = (data: Uint8Array) => (data.length > 2 ? data.with(2, data[2]! ^ 1) : data);

  it('in the first reading is not what is kept on the disk and put back after the update', async () => {
    const made = bench('v3.6-56V,firmware=0.4.11');
    const endpoint = await endpointOf(made, polePairs);
    const answer = (data: Uint8Array, count: number) => (count === 1 ? flipped(data) : data);
    await run({ ...made, env: interfered(made, { endpoint, answer }) }, { image: small });
    const [, file] = [...made.vault.files].find(([name]) => name.startsWith('odrive-config-'))!;
    expect(parseBackup(file).values.get(polePairs)).toBe(14);
    expect(await readAll(made, [polePairs])).toEqual([14]);
  });

  it('in every other reading stops the update before anything is changed, and no file of it is kept', async () => {
    const made = bench('v3.6-56V,firmware=0.4.11');
    const endpoint = await endpointOf(made, polePairs);
    const answer = (data: Uint8Array, count: number) => (count % 2 === 1 ? flipped(data) : data);
    const before = made.board.flash.slice();
    const error = await failure(run({ ...made, env: interfered(made, { endpoint, answer }) }, { image: small }));
    expect(error).toMatchObject({ code: 'unexpected-reply', board: 'untouched' });
    expect(Buffer.from(made.board.flash).equals(before)).toBe(true);
    expect([...made.vault.files.keys()].filter((name) => !name.startsWith('descriptor-'))).toEqual([]);
  });
});
