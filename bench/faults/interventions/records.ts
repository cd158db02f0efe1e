// A person works on the files that odflash keeps: removes, copies or damages them, or another version of odflash has
// written them.

import { forgetBackups } from '../judge/origin.ts';
import { leaveRecords } from '../judge/post-checks.ts';
import { forgetRecords } from '../judge/running.ts';
import { type Disk, isBackup, isRecord } from '../testbed/disk.ts';
import type { Rng } from '../types.ts';
import { asFormat1, asNewer, copied } from './record-formats.ts';
import type { Intervention, Scene } from './types.ts';

const everywhere = (weight: number) => ({ dfu: weight, running: weight });

/** Removes the files that are meant. Gives their names, `undefined` if there are none. */
function remove({ disk }: Scene['run']['testbed'], isMeant: (name: string) => boolean): string | undefined {
  const names = [...disk.files.keys()].filter(isMeant);
  disk.place(new Map(names.map((name) => [name, undefined])));
  return names.length === 0 ? undefined : names.join(', ');
}

/** Which of two records that fit is of this board is shown by its undo backup: without it one of them may stay. */
function loseBackups(run: Scene['run']): void {
  forgetBackups(run.history, run.testbed.disk);
  if ([...run.testbed.disk.files.keys()].filter(isRecord).length > 1) leaveRecords(run);
}

type Damage = (bytes: Uint8Array, rng: Rng) => Uint8Array;

const damages: readonly Damage[] = [
  (bytes, rng) => bytes.slice(0, rng.below(bytes.length)),
  (bytes) => new Uint8Array(bytes.length),
  () => new Uint8Array(0),
  (bytes, rng) => {
    const changed = bytes.slice();
    const at = rng.below(bytes.length);
    changed[at] = (changed[at] ?? 0) ^ (1 << rng.below(8));
    return changed;
  },
];

function damageOne({ run, rng }: Scene, isMeant: (name: string) => boolean): string | undefined {
  const { disk } = run.testbed;
  const found = [...disk.files].filter(([name]) => isMeant(name));
  if (found.length === 0) return undefined;
  const [name, bytes] = rng.pick(found);
  disk.place(new Map([[name, rng.pick(damages)(bytes, rng)]]));
  return name;
}

/** Every record in the place of itself, as `change` has it. `undefined` if there are none, or none that changes. */
function rewrite(
  disk: Disk,
  change: (name: string, bytes: Uint8Array) => ReadonlyMap<string, Uint8Array | undefined> | undefined,
): string | undefined {
  const changes = [...disk.files].filter(([name]) => isRecord(name)).map(([name, bytes]) => change(name, bytes));
  const made = changes.filter((map) => map !== undefined);
  for (const map of made) disk.place(map);
  return made.length === 0 ? undefined : made.flatMap((map) => [...map.keys()]).join(', ');
}

export const recordInterventions: Readonly<Record<string, Intervention>> = {
  'records removed': {
    text: 'The records of the interrupted run are removed.',
    weights: everywhere(2),
    apply: ({ run }) => {
      const removed = remove(run.testbed, isRecord);
      if (removed !== undefined) forgetRecords(run);
      return removed;
    },
  },
  'backups removed': {
    text: 'The undo backups are removed.',
    weights: everywhere(2),
    apply: ({ run }) => {
      const removed = remove(run.testbed, isBackup);
      if (removed !== undefined) loseBackups(run);
      return removed;
    },
  },
  'everything removed': {
    text: 'The folder of records and backups is removed.',
    weights: everywhere(1),
    apply: ({ run }) => {
      const removed = remove(run.testbed, () => true);
      if (removed !== undefined) forgetRecords(run);
      if (removed !== undefined) forgetBackups(run.history, run.testbed.disk);
      return removed;
    },
  },
  'record damaged': {
    text: 'A record is damaged.',
    weights: everywhere(3),
    apply: (scene) => {
      const name = damageOne(scene, isRecord);
      if (name === undefined) return undefined;
      scene.run.strangeRecords.add(name);
      forgetRecords(scene.run);
      return name;
    },
  },
  'backup damaged': {
    text: 'An undo backup is damaged.',
    weights: everywhere(1),
    apply: (scene) => {
      const name = damageOne(scene, isBackup);
      if (name !== undefined) loseBackups(scene.run);
      return name;
    },
  },
  'records copied': {
    text: 'The records are there twice, as if copied back from another folder.',
    weights: everywhere(2),
    apply: ({ run }) => {
      const { disk } = run.testbed;
      const before = new Set(disk.files.keys());
      const names = new Set(before);
      const done = rewrite(disk, (name, bytes) => {
        const files = copied(name, bytes, (free) => names.has(free));
        for (const made of files?.keys() ?? []) names.add(made);
        return files;
      });
      for (const name of disk.files.keys()) if (!before.has(name)) run.strangeRecords.add(name);
      return done;
    },
  },
  'records of format 1': {
    text: 'The records are of an odflash that wrote format 1.',
    weights: everywhere(3),
    apply: ({ run: { testbed, strangeRecords, rivalRecords } }) => {
      const taken = new Set<string>();
      return rewrite(testbed.disk, (name, bytes) => {
        const files = asFormat1(name, bytes);
        const made = [...(files?.keys() ?? [])];
        // It had one record for a serial number and a port: the second board's would have taken the place of the first one's.
        if (made.some((each) => taken.has(each))) {
          strangeRecords.add(name);
          rivalRecords.add(name);
          return undefined;
        }
        for (const each of made) taken.add(each);
        if (strangeRecords.has(name)) for (const each of made) strangeRecords.add(each);
        return files;
      });
    },
  },
  'records of a newer odflash': {
    text: 'The records are of a newer odflash.',
    weights: everywhere(2),
    apply: ({ run }) => {
      for (const name of run.testbed.disk.files.keys()) if (isRecord(name)) run.strangeRecords.add(name);
      const done = rewrite(run.testbed.disk, asNewer);
      if (done !== undefined) forgetRecords(run);
      return done;
    },
  },
};
