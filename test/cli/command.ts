// The built command as a stranger runs it: a process with a standard output, a standard error and an exit status.

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { mainFlash } from '@odflash/core/board';
import { type Ended, jsonLines } from './ended.ts';
import { type CommandProcess, launcher, programUnderTest, root } from './launch.ts';
import { mustRun } from './printed.ts';

export type { Ended, Line } from './ended.ts';
export { root } from './launch.ts';

/** The system that the command under test sees. */
export const { platform } = launcher;

/** A path here as the command shows it, and back. */
export const { path: shownPath, pathHere } = launcher;

export interface RunOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** What stands on its standard input; nothing by default. */
  readonly input?: string | Buffer;
  /** Its standard input stays open, for `meanwhile` or `onLine` to write to. */
  readonly keepInput?: true;
  /** Runs as that user; needs root. */
  readonly uid?: number;
  /** Runs below this shell line, e.g. `ulimit -f 100`. */
  readonly shell?: string;
  /** Runs with these file systems of its own over folders; see {@link canMount}. */
  readonly mounts?: readonly Mount[];
  /** A module of preload/ that the process loads before anything else. */
  readonly preload?: 'fall-at' | 'jumping-date' | 'terminal';
  /** Has a terminal, at which a person answers the questions one after the other with this. */
  readonly types?: readonly string[];
  /** Called with the process once it is there. */
  readonly meanwhile?: (child: CommandProcess) => void;
  /** Called for every whole line of stdout and stderr as it comes. */
  readonly onLine?: (line: string, child: CommandProcess) => void;
}

/** Runs odflash; unless told otherwise it has no terminal. What it prints to be copied is run, too. */
export async function odflash(args: readonly string[], options: RunOptions = {}): Promise<Ended> {
  const run = await start(args, options);
  if (options.cwd === undefined && launcher.platform === process.platform) await mustRun(args, run, inThisProcess);
  return run;
}

async function inThisProcess(words: readonly string[]): Promise<Ended> {
  const { odflashInProcess } = await import('./in-process.ts');
  return odflashInProcess(words);
}

function start(args: readonly string[], options: RunOptions): Promise<Ended> {
  const { cwd = root, uid, mounts = [], types, meanwhile, onLine } = options;
  const { preload = types && 'terminal' } = options;
  // A terminal that cannot be redrawn: what it shows are plain lines.
  const env = { ...(types && { TERM: 'dumb' }), ...options.env };
  const node = programUnderTest(preload && join(root, 'test/cli/preload', `${preload}.mjs`));
  const shell = [...mounts.map(mountLine), ...(options.shell === undefined ? [] : [options.shell])].join('; ');
  const below = shell === '' ? [] : ['/bin/sh', '-c', `${shell}; exec "$@"`, 'sh'];
  const [program = '', ...words] = [...(mounts.length > 0 ? ownMounts : []), ...below, ...node, ...args];
  const child = launcher.start({
    words: [program, ...words],
    cwd,
    env: { NO_COLOR: undefined, FORCE_COLOR: undefined, CI: undefined, ...env },
    ...(uid !== undefined && { uid }),
  });
  if (types) answerQuestions(child, types);
  else if (!options.keepInput) child.stdin.end(options.input);
  meanwhile?.(child);
  return ended(child, (line) => onLine?.(line, child));
}

/** A question is a line that waits behind its last sign. */
const questions = /(\[[yn]\/[yn]\]|type its serial number:|type its USB port:|\(Enter: [a-z-]+\):) /gi;

function answerQuestions(child: CommandProcess, types: readonly string[]): void {
  let shown = '';
  let answered = 0;
  child.stderr.on('data', (text: Buffer) => {
    shown += text.toString();
    const asked = shown.match(questions)?.length ?? 0;
    for (; answered < asked; answered++) child.stdin.write(types[answered] ?? '\u0004');
  });
  // One that asks nothing ends by itself; writing to it is not a failure of the test.
  child.stdin.on('error', () => undefined);
}

function ended(child: CommandProcess, onLine: (line: string) => void): Promise<Ended> {
  const texts = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (text: string) => {
      const begun = texts[name].lastIndexOf('\n') + 1;
      texts[name] += text;
      for (const line of texts[name].slice(begun).split('\n').slice(0, -1)) onLine(line);
    });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status, signal) => {
      const lines = () => jsonLines(texts.stdout);
      resolve({ status, signal, ...texts, lines, last: () => lines().at(-1) ?? { type: 'nothing' } });
    });
  });
}

/** A file system in memory that only this process sees. */
interface Mount {
  readonly over: string;
  /** Options of tmpfs(5): `ro`, `size=64k`. */
  readonly options: string;
}

/** A name space of mounts, in which the user of the tests is root. */
const ownMounts = ['unshare', '--map-root-user', '--mount'];

/** Fails the whole run instead of continuing without. */
function mountLine({ over, options }: Mount): string {
  return `mount -t tmpfs -o ${options} odflash-test '${over}' || exit 99`;
}

/** False where the system has no such name spaces, or does not give them to every user. */
export function canMount(): boolean {
  const [program = '', ...words] = ownMounts;
  return spawnSync(program, [...words, '/bin/sh', '-c', mountLine({ over: tmpdir(), options: 'ro' })]).status === 0;
}

/** A folder that is gone at the end of the test. */
export interface Scratch extends Disposable {
  readonly path: string;
  at(name: string): string;
}

export function scratch(): Scratch {
  const path = mkdtempSync(join(tmpdir(), 'odflash-cli-'));
  return {
    path,
    at: (name) => join(path, name),
    [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }),
  };
}

/** What a virtual board holds, its flash as a digest: comparing a MiB byte by byte takes a test a second. */
interface Content {
  readonly flash: string;
  readonly options: string;
  readonly otp: string;
}

export interface KeptBoard {
  /** The options that name it. */
  readonly options: readonly string[];
  /** What runs on it. */
  running(): string;
  content(): Content;
  /** Bytes of its main flash. */
  bytes(address?: number, length?: number): Uint8Array;
}

const made = new Map<string, Promise<string>>();

/** A virtual board that keeps what it holds in `folder`, already made, so that what it held before can be compared. */
export async function keptBoard(folder: string, profile = 'v3.6-56V+dfu'): Promise<KeptBoard> {
  const model = made.get(profile) ?? makeBoard(profile);
  made.set(profile, model);
  // Who has the model open has not the copy.
  cpSync(await model, folder, { recursive: true, filter: (path) => basename(path) !== 'in-use' });
  const flash = () => readFileSync(join(folder, 'flash.bin'));
  return {
    options: ['--virtual', profile, '--virtual-state', folder],
    running: () => stateIn(folder).running,
    content() {
      const state = stateIn(folder);
      const digest = createHash('sha256').update(flash()).digest('hex');
      return { flash: digest, options: JSON.stringify(state.options), otp: String(state.otp) };
    },
    bytes: (address = mainFlash.address, length = mainFlash.length) =>
      new Uint8Array(flash()).slice(address - mainFlash.address, address - mainFlash.address + length),
  };
}

function stateIn(folder: string) {
  return JSON.parse(readFileSync(join(folder, 'state.jsonl'), 'utf8').split('\n').at(-1) ?? '');
}

/** Their folders, gone with this process. */
const models = new Set<string>();

function forgetModels(): void {
  for (const folder of models) rmSync(folder, { recursive: true, force: true });
}

async function makeBoard(profile: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'odflash-board-'));
  if (models.size === 0) process.once('exit', forgetModels);
  models.add(folder);
  const words = ['list', '--virtual', profile, '--virtual-state', folder];
  const done = await (launcher.platform === process.platform ? inThisProcess(words) : start(words, {}));
  if (done.status !== 0) throw new Error(`no virtual board ${profile}: ${done.stderr}`);
  return folder;
}
