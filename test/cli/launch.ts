// How the command under test becomes a process: with this Node, as the self-contained binary that ODFLASH_TEST_BINARY names, or
// in another system, by the module that ODFLASH_TEST_LAUNCHER names.

import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));
const command = join(root, 'packages/cli/bin/odflash.js');

if (!existsSync(join(root, 'packages/cli/dist/main.js')))
  throw new Error('The command is not built. Run "npm run build" first, or "npm test", which does it.');

/** A process of the command. */
export type CommandProcess = Pick<ChildProcessWithoutNullStreams, 'stdin' | 'stdout' | 'stderr' | 'kill' | 'on'>;

interface Start {
  /** The program and its words. */
  readonly words: readonly [string, ...string[]];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Runs as that user. */
  readonly uid?: number;
}

export interface Launcher {
  /** The system that the command under test sees. */
  readonly platform: NodeJS.Platform;
  /** Node there. */
  readonly node: string;
  /** A path here as the command sees and shows it. */
  path(here: string): string;
  /** The path here of one that it shows. */
  pathHere(shown: string): string;
  start(start: Start): CommandProcess;
}

const here: Launcher = {
  platform: process.platform,
  node: process.execPath,
  path: (path) => path,
  pathHere: (path) => path,
  start({ words: [program, ...words], cwd, env, uid }) {
    return spawn(program, words, {
      cwd,
      env: { ...process.env, ...env },
      ...(uid === undefined ? {} : { uid, gid: uid }),
    });
  },
};

const { ODFLASH_TEST_LAUNCHER: other } = process.env;
export const launcher: Launcher =
  other === undefined ? here : ((await import(other)) as { readonly launcher: Launcher }).launcher;

/** The program under test, after the module in the file `preload` if there is one. Throws where it cannot load one. */
export function programUnderTest(preload?: string): readonly string[] {
  const { ODFLASH_TEST_BINARY: binary } = process.env;
  if (binary === undefined)
    return [launcher.node, ...(preload === undefined ? [] : ['--import', fileUrl(launcher.path(preload))]), command];
  if (preload !== undefined) throw new Error('the self-contained binary loads no module before its own');
  return [binary];
}

/** The URL of a path of that system, which Node here does not know how to make. */
function fileUrl(path: string): string {
  const slashes = path.replaceAll('\\', '/');
  return `file://${slashes.startsWith('/') ? '' : '/'}${encodeURI(slashes)}`;
}
