// The bundle in this process: loaded anew for every mutant, so that nothing a test or a mutant left behind in a module counts for the
// next one. Compiled once.

import { createRequire } from 'node:module';
import { Script } from 'node:vm';
import { externals } from './bundle.ts';
import type { CollectedTest } from './test-api.ts';

/** One loading of the bundle. */
interface Subject {
  /** The tests of a file, in the order of its text. */
  load(file: string): Promise<readonly CollectedTest[]>;
}

/** `active`: the number of the mutant that is on, or -1. */
export type Loader = (active: number, reached?: Uint8Array) => Subject;

interface Exports {
  readonly files: Readonly<Record<string, () => Promise<unknown>>>;
  readonly takeTests: () => CollectedTest[];
}

export async function loaderOf(code: string, path: string): Promise<Loader> {
  const modules = new Map<string, unknown>();
  for (const name of externals) modules.set(name, await import(name));
  const native = createRequire(import.meta.url);
  const need = (name: string): unknown => modules.get(name) ?? native(name);
  const script = new Script(`(function (require, exports) {${code}\n})`, { filename: path });
  return (active, reached) => {
    Object.assign(globalThis, { odflashMutants: { active, reached } });
    const exports: Partial<Exports> = {};
    script.runInThisContext()(need, exports);
    const { files, takeTests } = exports as Exports;
    return {
      load: async (file) => {
        await files[file]?.();
        return takeTests();
      },
    };
  };
}
