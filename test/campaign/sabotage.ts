// Engines that are broken on purpose, through the seams the engine has anyway: each leaves out one thing that everything
// else relies on. They exist to show that the campaign would notice.

import type { Ask, UsbLink } from '@odflash/core';
import { mainFlash } from '@odflash/core/board';
import type { Block } from '@odflash/core/bytes';
import { formatBackup, parseBackup } from '@odflash/core/configuration';
import { dfuProvider } from '@odflash/core/dfu';
import type { Target, TargetProvider } from '@odflash/core/target';
import type { OpenedFile } from '@odflash/node';
import type { Rule } from '../../bench/faults/judge/rules.ts';
import type { RunOptions, Sabotage } from '../../bench/faults/run/types.ts';
import { type FileSabotage, isConfigurationFile } from '../../bench/faults/testbed/disk.ts';
import { answers } from '../../bench/faults/testbed/operator.ts';
import type { OperationName, Scenario } from '../../bench/faults/types.ts';

/** The same target but for what `changes` makes of it. */
function changed(target: Target, changes: (target: Target) => Partial<Target>): Target {
  return Object.assign(Object.create(target) as Target, changes(target));
}

const throughTarget =
  (changes: (target: Target, wanted: readonly Block[]) => Partial<Target>): Sabotage =>
  (env, { wanted }) => {
    const sound: TargetProvider = env.target ?? (dfuProvider as TargetProvider);
    const open: TargetProvider['open'] = async (connection, source) =>
      changed(await sound.open(connection, source), (opened) => changes(opened, wanted));
    return { ...env, target: { ...sound, open } };
  };

/** What was written is taken for what is there. */
const skipsTheVerify = throughTarget((target) => {
  let written = false;
  return {
    rewrite: (...input) => {
      written = true;
      return target.rewrite(...input);
    },
    matches: async (...input) => (written ? undefined : await target.matches(...input)),
  };
});

/** The vectors are written as soon as their sector is erased, not when everything else is there. */
const writesVectorsFirst = throughTarget((target, wanted) => ({
  rewrite: async (sector, blocks, options) => {
    await target.rewrite(sector, blocks, options);
    const first = wanted.find(({ address }) => address === mainFlash.address);
    if (sector.index === 0 && first) await target.program({ ...first, data: first.data.slice(0, 8) });
  },
}));

/** One byte of every sector but the first is read wrongly before anything is written. */
const misreadsWhatItBacksUp = throughTarget((target) => {
  let written = false;
  return {
    rewrite: (...input) => {
      written = true;
      return target.rewrite(...input);
    },
    read: async (range, options) => {
      const bytes = await target.read(range, options);
      const [first] = written || range.address === mainFlash.address ? [] : bytes;
      if (first !== undefined) bytes[0] = first ^ 1;
      return bytes;
    },
  };
});

/** However much the device took or gave, it is taken for what was asked. */
const ignoresCounts: Sabotage = (env) => {
  const blind = (link: UsbLink): UsbLink => ({
    ...link,
    controlIn: async (setup, length, timeoutMs) => {
      const { status, data } = await link.controlIn(setup, length, timeoutMs);
      const whole = new Uint8Array(length);
      whole.set(data);
      return { status, data: status === 'ok' ? whole : data };
    },
    controlOut: async (setup, data, timeoutMs) => {
      const { status } = await link.controlOut(setup, data, timeoutMs);
      return { status, bytes: data.length };
    },
  });
  return { ...env, bus: { ...env.bus, open: async (device) => blind(await env.bus.open(device)) } };
};

/** Opened files whose fsync does nothing. */
const withoutSync = (file: OpenedFile): OpenedFile => ({
  writeFile: (bytes) => file.writeFile(bytes),
  sync: async () => undefined,
  [Symbol.asyncDispose]: () => file[Symbol.asyncDispose](),
});

const forgetsToSync =
  (what: 'files' | 'folders'): FileSabotage =>
  (files) => ({
    ...files,
    open: async (path, flags) => {
      const file = await files.open(path, flags);
      return (flags === 'wx') === (what === 'files') ? withoutSync(file) : file;
    },
  });

/** Every configuration but the first one is saved nowhere. */
const savesOneConfiguration: Sabotage = (env) => ({
  ...env,
  vault: {
    ...env.vault,
    put: async (name, bytes) => {
      const isSecond = isConfigurationFile(name) && (await env.vault.list('odrive-config-')).length > 0;
      if (!isSecond) await env.vault.put(name, bytes);
    },
  },
});

/** No process is kept from a board that another process works on. */
const locksNothing: Sabotage = ({ vault: { lock: _, ...vault }, ...env }) => ({ ...env, vault });

/** Every file counts as one of the very board. */
const takesFilesForItsOwn: Sabotage = (env) => ({
  ...env,
  vault: {
    ...env.vault,
    get: async (name) => {
      const bytes = await env.vault.get(name);
      if (!bytes || !name.startsWith('foreign-')) return bytes;
      const [device] = await env.bus.list();
      const { values } = parseBackup(bytes);
      return new TextEncoder().encode(formatBackup({ origin: { serial: device?.serial ?? '' }, values }));
    },
  },
});

/** What a record has is put on whatever board is there. */
const prefersRecords: Ask = async (question) =>
  question.type === 'choice' && question.code === 'configuration-from' ? 'record' : answers(question);

/** After an attempt in which that was done, the next one is of that kind. */
const isFollowedBy =
  (intervention: string, operation: OperationName) =>
  ({ attempts, running }: Scenario): boolean =>
    running !== undefined &&
    attempts.some(
      ({ interventions }, index) =>
        interventions.some(({ name }) => name === intervention) && attempts[index + 1]?.operation.name === operation,
    );

export interface SabotageCase {
  readonly name: string;
  /** The rule that must turn red. */
  readonly rule: Rule;
  readonly options: RunOptions;
  /** Runs in which the rule can be at stake at all; the others are passed over. Default: every run. */
  readonly concerns?: (scenario: Scenario) => boolean;
  /** Number of the first run to look at, to save time where few runs concern it. Default 0. */
  readonly from?: number;
}

const losesSupply = ({ attempts, backup }: Scenario) =>
  backup && attempts.some(({ kinds }) => kinds.some(({ name }) => name === 'computer loses its supply'));

export const sabotages: readonly SabotageCase[] = [
  { name: 'an engine that skips the verify', rule: 'verified is true', options: { sabotage: skipsTheVerify } },
  {
    name: 'an engine that writes the vectors first',
    rule: 'whole or nothing',
    options: { sabotage: writesVectorsFirst },
  },
  {
    name: 'an engine that misreads what it backs up',
    rule: 'undo restores',
    options: { sabotage: misreadsWhatItBacksUp },
  },
  { name: 'an engine that ignores counts', rule: 'undo on the disk', options: { sabotage: ignoresCounts } },
  {
    name: 'an engine that saves one configuration only',
    rule: 'configuration kept',
    options: { sabotage: savesOneConfiguration },
    concerns: isFollowedBy('other settings', 'restore settings'),
  },
  {
    name: 'a record that counts more than the board in the port',
    rule: 'only its own record',
    options: { ask: prefersRecords },
    concerns: isFollowedBy('a clone in the port', 'update'),
    from: 36_000,
  },
  {
    name: 'an engine that takes every file for one of the very board',
    rule: 'settings by the rules',
    options: { sabotage: takesFilesForItsOwn },
    concerns: ({ attempts }) => attempts.some(({ operation }) => operation.name === 'restore a file'),
  },
  {
    name: 'a vault that locks nothing',
    rule: 'one at a time',
    options: { sabotage: locksNothing },
    concerns: ({ attempts }) => attempts.some(({ second }) => second !== undefined),
  },
  {
    name: 'a vault that does not sync its files',
    rule: 'undo on the disk',
    options: { files: forgetsToSync('files') },
    concerns: losesSupply,
  },
  {
    name: 'a vault that does not sync its folder',
    rule: 'undo on the disk',
    options: { files: forgetsToSync('folders') },
    concerns: losesSupply,
  },
];
