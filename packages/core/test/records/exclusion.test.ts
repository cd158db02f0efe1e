// Two programs on one board: the second one is refused before it has touched anything, whichever way the first one is at work.

import {
  eraseFlash,
  flash,
  inspectBoard,
  inspectRunning,
  LinkError,
  readFlash,
  restoreConfiguration,
  type UpdateEnv,
  type UsbBus,
  unlockBoard,
  update,
  type Vault,
} from '@odflash/core';
import { restartBoard, switchToDfu } from '@odflash/core/running';
import { swdProvider } from '@odflash/core/swd';
import { describe, expect, it } from 'vitest';
import { acceptWarnings } from '../../src/ask/settle.ts';
import { exclusion } from '../../src/records/exclusion.ts';
import { openSession } from '../../src/running/live/session.ts';
import { withLinks } from '../dfu/bench.ts';
import { type Bench, bench, firmwareImage, run } from '../update/bench.ts';

const image = firmwareImage('v3.6-56V', '0.5.6', 7, 200 * 1024);

/** Who holds which lock, as the file system of a computer knows it. */
type Owners = Map<string, { readonly process: object; times: number }>;

/** The vault as one process has it. */
function vaultOf(vault: Vault, owners: Owners): Vault {
  const process = {};
  return {
    ...vault,
    isLocked: async (name) => (owners.get(name)?.process ?? process) !== process,
    lock: async (name) => {
      const held = owners.get(name) ?? { process, times: 0 };
      if (held.process !== process) return undefined;
      held.times += 1;
      owners.set(name, held);
      return {
        [Symbol.asyncDispose]: async () => {
          held.times -= 1;
          if (held.times === 0) owners.delete(name);
        },
      };
    },
  };
}

/** The same bench as two programs see it that use the same folder. */
function twoPrograms(profile: string): { it: Bench; first: UpdateEnv; second: UpdateEnv; owners: Owners } {
  const it = bench(profile);
  const owners: Owners = new Map();
  const env = () => ({ ...it.env, vault: vaultOf(it.vault, owners) });
  return { it, first: env(), second: env(), owners };
}

/** DFU 1.1 §6. */
const upload = 2;

const ask = acceptWarnings;
const firmware = { image, name: 'firmware.hex' };
const settings = { backup: { values: new Map(), origin: {} }, file: 'settings.json' };

/** What only looks would wait for the interface, and take it from the first one in the moment in which the board restarts. */
const looks: Readonly<Record<string, (env: UpdateEnv) => Promise<unknown>>> = {
  'look at': (env) => inspectBoard(env, {}),
  'read out': (env) => readFlash(env, {}),
  'try a flash on': (env) => flash(env, { image, dryRun: true }),
  'try an update on': (env) => update(env, { firmware, dryRun: true }),
  'look at the firmware of': (env) => inspectRunning(env, {}),
  'open a session with': (env) => openSession(env, {}),
};

const changes: Readonly<Record<string, (env: UpdateEnv) => Promise<unknown>>> = {
  flash: (env) => flash(env, { image, ask }),
  erase: (env) => eraseFlash(env, { ask }),
  unlock: (env) => unlockBoard(env, { ask }),
  update: (env) => update(env, { firmware, ask }),
  'restore of settings': (env) => restoreConfiguration(env, { ...settings, ask }),
  reset: (env) => restartBoard(env, { ask }),
  'enter-dfu': (env) => switchToDfu(env, { ask }),
};

describe('a second program', () => {
  it.each(Object.keys(changes))(
    'is refused to %s as long as the first one flashes, and changes nothing',
    async (name) => {
      const { first, second, owners } = twoPrograms('v3.6-56V+dfu');
      const refused: unknown[] = [];
      const onEvent = ({ type }: { readonly type: string }) => {
        if (type !== 'changing') return;
        refused.push(
          changes[name]?.(second).then(
            () => 'done',
            (error: unknown) => error,
          ),
        );
      };
      expect(await flash(first, { image, ask, onEvent })).toMatchObject({ board: 'verified' });
      expect(await Promise.all(refused)).toMatchObject([{ code: 'device-busy', board: 'untouched' }]);
      expect(owners.size).toBe(0);
    },
  );

  it.each(Object.keys(looks))('is refused at once to %s a board that the first one flashes', async (name) => {
    const { it: shared, first, second, owners } = twoPrograms('v3.6-56V+dfu');
    const refused: Promise<unknown>[] = [];
    let ms = -1;
    const onEvent = ({ type }: { readonly type: string }) => {
      if (type !== 'changing') return;
      const began = shared.clock.now();
      const refusal = looks[name]?.(second).catch((error: unknown) => error);
      if (refusal) refused.push(refusal.finally(() => (ms = shared.clock.now() - began)));
    };
    expect(await flash(first, { image, ask, onEvent })).toMatchObject({ board: 'verified' });
    expect(await Promise.all(refused)).toMatchObject([
      { code: 'device-busy', message: expect.stringMatching(/^records\.board-taken/) },
    ]);
    expect(ms).toBeLessThan(100);
    expect(owners.size).toBe(0);
  });

  it('is refused in every stage of an update, while the board is not even on the bus', async () => {
    const { it: shared, first, second, owners } = twoPrograms('v3.6-56V,firmware=0.5.5');
    const refused: Promise<unknown>[] = [];
    const onEvent = ({ type }: { readonly type: string }) => {
      if (type === 'stage')
        refused.push(
          shared.clock
            .sleep(300)
            .then(() => changes.update?.(second))
            .catch((error) => error),
        );
    };
    expect(await run({ ...shared, env: first }, { image, onEvent })).toMatchObject({ board: 'verified' });
    for (const error of await Promise.all(refused.slice(0, -1))) expect(error).toMatchObject({ code: 'device-busy' });
    expect(owners.size).toBe(0);
  });

  it('is refused at a probe before it has opened anything', async () => {
    const { it: shared, first, second } = twoPrograms('v3.6-56V+stlink,firmware=0.5.5');
    const target = swdProvider();
    const opened: string[] = [];
    const watched: UsbBus = {
      ...shared.env.bus,
      open: (device) => {
        opened.push(device.path);
        return shared.env.bus.open(device);
      },
    };
    const refused: Promise<unknown>[] = [];
    const onEvent = ({ type }: { readonly type: string }) => {
      const again = { ...second, bus: watched, target };
      if (type === 'stage') refused.push(update(again, { firmware, ask }).catch((error: unknown) => error));
    };
    const one = { ...shared, env: { ...first, target } };
    expect(await run(one, { image, onEvent })).toMatchObject({ board: 'verified' });
    expect(refused.length).toBeGreaterThan(2);
    for (const error of await Promise.all(refused))
      expect(error).toMatchObject({ code: 'device-busy', board: 'untouched' });
    expect(opened).toEqual([]);
  });

  it('in a browser is refused under whatever name it sees the board: no port tells which it is', async () => {
    const { it: shared, owners } = twoPrograms('v3.6-56V+dfu');
    const [device] = await shared.env.bus.list();
    const seenAs = (path: string) => ({ path, serial: path, nameOnly: true as const });
    await using first = exclusion(vaultOf(shared.vault, owners));
    await using second = exclusion(vaultOf(shared.vault, owners));
    await first.take(seenAs(device?.serial ?? ''));
    await first.take(seenAs('misread'));
    const refused = second.take(seenAs('misread'));
    await expect(refused).rejects.toMatchObject({ code: 'device-busy', message: 'records.board-taken {}' });
    await first[Symbol.asyncDispose]();
    await second.take(seenAs('misread'));
  });

  it('that has none of several boards chosen for it does not open the one that is flashed, to see what it needs', async () => {
    const { it: shared, first, second, owners } = twoPrograms('v3.6-56V+dfu');
    const opened: string[] = [];
    const watched: UsbBus = {
      ...shared.env.bus,
      open: (device) => {
        if (owners.size > 0) opened.push(device.path);
        return shared.env.bus.open(device);
      },
    };
    const elsewhere = { path: 'not there' };
    const refused: Promise<unknown>[] = [];
    const onEvent = ({ type }: { readonly type: string }) => {
      if (type !== 'changing') return;
      const again = { ...second, bus: watched };
      for (const attempt of [
        flash(again, { image, ask, selection: elsewhere }),
        update(again, { firmware, ask, selection: elsewhere }),
      ])
        refused.push(attempt.catch((error: unknown) => error));
    };
    expect(await flash(first, { image, ask, onEvent })).toMatchObject({ board: 'verified' });
    expect(await Promise.all(refused)).toMatchObject([{ code: 'no-device' }, { code: 'no-device' }]);
    expect(opened).toEqual([]);
  });

  it('may continue when the first one has failed', async () => {
    const { it: shared, first, second } = twoPrograms('v3.6-56V+dfu');
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(flash(first, { image, ask, signal })).rejects.toMatchObject({ code: 'aborted' });
    expect(await flash(second, { image, ask })).toMatchObject({ board: 'verified' });
    expect(shared.board.running()).not.toBe('nothing');
  });
});

it('a program without records of ours is waited for six seconds, once, and then said to hold the board', async () => {
  const { first } = twoPrograms('v3.6-56V+dfu');
  let claims = 0;
  const bus = withLinks(first.bus, () => ({
    claim: async () => {
      claims += 1;
      throw new LinkError('busy', 'held');
    },
  }));
  await expect(inspectBoard({ ...first, bus }, {})).rejects.toMatchObject({ code: 'device-busy', board: 'untouched' });
  expect(claims).toBe(6);
});

it('a disk that takes no lock stops nothing', async () => {
  const { it: shared } = twoPrograms('v3.6-56V+dfu');
  const vault: Vault = {
    ...shared.vault,
    lock: () => Promise.reject(new Error('EROFS')),
    isLocked: () => Promise.reject(new Error('EIO')),
  };
  const env = { ...shared.env, vault };
  expect(await inspectBoard(env, {})).toMatchObject({ interrupted: false });
  expect(await flash(env, { image, ask })).toMatchObject({ board: 'verified' });
});

describe('a board that opens but does not say who it is', () => {
  it.each(Object.keys(changes))('is closed and free for others again after %s failed', async (name) => {
    const { first, second, owners } = twoPrograms('v3.6-56V+dfu');
    let open = 0;
    const bus = withLinks(first.bus, (link) => {
      open += 1;
      return {
        controlIn: async (setup, ...more) => {
          if (setup.request === upload) throw new LinkError('no-driver', 'none');
          return link.controlIn(setup, ...more);
        },
        [Symbol.asyncDispose]: async () => {
          open -= 1;
          await link[Symbol.asyncDispose]();
        },
      };
    });
    const failed = await changes[name]?.({ ...first, bus }).catch((error: unknown) => error);
    expect([open, owners.size]).toEqual([0, 0]);
    if (!(failed instanceof Error)) return;
    expect(failed).toMatchObject({ board: 'untouched' });
    expect(await flash(second, { image, ask })).toMatchObject({ board: 'verified' });
  });
});
