// A file system in memory that forgets: what was written is safe only after fsync, a name only after the fsync of its
// folder (fsync(2)). When the computer loses its supply, each name that was not synced may be old or new, and the content
// of a file that was not synced may be anything: nothing, a part, zeros.

import { dirname } from 'node:path';
import type { FileSystem, OpenedFile } from '@odflash/node';
import type { Random } from '@odflash/virtual';

export interface SimulatedFiles extends FileSystem {
  /** Every file as a process sees it now, by path. */
  now(): ReadonlyMap<string, Uint8Array>;
  /** Puts a file there, or takes it away, as if long ago. */
  place(path: string, bytes: Uint8Array | undefined): void;
  /** Stops forever after that many more calls, in the middle of whatever runs then, and calls `stopped`. */
  stopAfter(calls: number, stopped: () => void): void;
  /** The supply was lost and is back: what was not synced is lost, or not, by chance. Takes calls again. */
  loseUnsynced(random: Random): void;
}

interface File {
  content: Uint8Array;
  /** What is safe of it. */
  synced: Uint8Array | undefined;
}

type Entry = File | 'folder';

/** A change of a folder that is not safe yet. */
interface Change {
  readonly folder: string;
  readonly path: string;
  /** What is there afterwards; `undefined`: nothing. */
  readonly entry: Entry | undefined;
  /** The name a renamed file had: gone with the same change. */
  readonly from?: string | undefined;
}

const empty = new Uint8Array(0);

/** `onReplace`: called when a file takes the place of another one. */
export function simulatedFiles(onReplace: (path: string) => void): SimulatedFiles {
  let entries = new Map<string, Entry>();
  let safe = new Map<string, Entry>();
  let changes: Change[] = [];
  let callsLeft = Number.POSITIVE_INFINITY;
  let stopped: () => void = () => undefined;

  /** Does `work` as one call, unless the supply is gone. */
  const call = <T>(work: () => T): Promise<T> => {
    if (callsLeft === 0) return new Promise<never>(() => undefined);
    callsLeft -= 1;
    if (callsLeft === 0) stopped();
    return callsLeft === 0 ? new Promise<never>(() => undefined) : new Promise((resolve) => resolve(work()));
  };
  const change = (path: string, entry: Entry | undefined, from?: string) => {
    const made: Change = { folder: dirname(path), path, entry, from };
    apply(entries, made);
    changes.push(made);
  };
  const syncFolder = (folder: string) => {
    for (const made of changes) if (made.folder === folder) apply(safe, made);
    changes = changes.filter((made) => made.folder !== folder);
  };
  const fileAt = (path: string): File => {
    const entry = entries.get(path);
    if (entry === undefined || entry === 'folder') throw missing(path);
    return entry;
  };
  const opened = (path: string, entry: Entry): OpenedFile => ({
    writeFile: (bytes) => call(() => void Object.assign(entry, { content: bytes.slice() })),
    sync: () =>
      call(() => {
        if (entry === 'folder') syncFolder(path);
        else entry.synced = entry.content;
      }),
    [Symbol.asyncDispose]: async () => undefined,
  });
  const makeFolder = (path: string): readonly string[] => {
    if (entries.get(path) === 'folder' || dirname(path) === path) return [];
    const above = makeFolder(dirname(path));
    change(path, 'folder');
    return [...above, path];
  };

  return {
    syncsFolders: true,
    open: (path, flags) =>
      call(() => {
        const there = entries.get(path) ?? (dirname(path) === path ? 'folder' : undefined);
        if (flags === 'wx' && there) throw failure('EEXIST', path);
        if (flags === 'wx') change(path, { content: empty, synced: undefined });
        return opened(path, flags === 'wx' ? fileAt(path) : (there ?? fileAt(path)));
      }),
    readdir: (folder) =>
      call(() => {
        if (entries.get(folder) !== 'folder') throw missing(folder);
        return [...entries.keys()]
          .filter((path) => dirname(path) === folder)
          .map((path) => path.slice(folder.length + 1));
      }),
    readFile: (path) => call(() => fileAt(path).content.slice()),
    rename: (from, to) =>
      call(() => {
        const file = fileAt(from);
        if (entries.has(to)) onReplace(to);
        change(to, file, from);
      }),
    remove: (path) => call(() => (entries.has(path) ? change(path, undefined) : undefined)),
    makeFolder,
    now: () => new Map([...entries].flatMap(([path, entry]) => (entry === 'folder' ? [] : [[path, entry.content]]))),
    place: (path, bytes) => {
      makeFolder(dirname(path));
      const file: File | undefined = bytes && { content: bytes, synced: bytes };
      for (const made of [...changes, { folder: dirname(path), path, entry: file }]) {
        apply(entries, made);
        apply(safe, made);
      }
      changes = [];
    },
    stopAfter: (calls, whenStopped) => {
      callsLeft = calls + 1;
      stopped = whenStopped;
    },
    loseUnsynced: (random) => {
      for (const made of changes) if (random.coin()) apply(safe, made);
      for (const entry of safe.values()) {
        if (entry === 'folder' || entry.content === entry.synced) continue;
        entry.content = remains(entry, random);
        entry.synced = entry.content;
      }
      const isThere = (path: string): boolean => dirname(path) === path || (safe.has(path) && isThere(dirname(path)));
      safe = new Map([...safe].filter(([path]) => isThere(path)));
      entries = new Map(safe);
      changes = [];
      callsLeft = Number.POSITIVE_INFINITY;
    },
  };
}

function apply(entries: Map<string, Entry>, { path, entry, from }: Change): void {
  if (from !== undefined) entries.delete(from);
  if (entry === undefined) entries.delete(path);
  else entries.set(path, entry);
}

/** What is left of a file whose last content was never synced. */
function remains({ content, synced }: File, random: Random): Uint8Array {
  const length = random.below(content.length + 1);
  const possible = [synced ?? empty, content, content.slice(0, length), new Uint8Array(content.length)];
  return possible[random.below(possible.length)] ?? empty;
}

const missing = (path: string) => failure('ENOENT', path);

function failure(code: string, path: string): Error {
  return Object.assign(new Error(`${code}: ${path}`), { code });
}
