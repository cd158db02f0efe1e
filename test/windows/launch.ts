// The command under Windows' own Node in Wine, for the tests of test/cli. Paths of this system are translated on the way in:
// Wine's drive Z is the root folder here.

import { EventEmitter } from 'node:events';
import { tmpdir } from 'node:os';
import { PassThrough, Writable } from 'node:stream';
import { type CommandProcess, type Launcher, root } from '../cli/launch.ts';
import { type Console, type FromConsole, openConsole } from './console.ts';

const { ODFLASH_TEST_NODE: windowsNode = '' } = process.env;
const screen = await openConsole(windowsNode);
const running = new Map<number, (message: FromConsole) => void>();
screen.onMessage((message) => running.get(message.id)?.(message));
let last = 0;

/** A path here as Windows has it; other words stay as they are. */
function windowsPath(word: string): string {
  const isPath = [root, tmpdir()].some((folder) => word.startsWith(folder));
  return isPath ? `Z:${word.replaceAll('/', '\\')}` : word;
}

export const launcher: Launcher = {
  platform: 'win32',
  node: windowsNode,
  path: windowsPath,
  pathHere: (path) => path.replace(/^Z:(?=\\)/, '').replaceAll('\\', '/'),
  start({ words, cwd, env, uid }) {
    if (uid !== undefined || words[0] === '/bin/sh' || words[0] === 'unshare')
      throw new Error('a test that needs a user, a shell or mounts of Linux does not run in Windows');
    const translated = Object.entries(env).map(([name, value]) => [
      name,
      value === undefined ? null : windowsPath(value),
    ]);
    const start = { words: words.map(windowsPath), cwd: windowsPath(cwd), env: Object.fromEntries(translated) };
    last += 1;
    return new WindowsProcess(screen, last, start) as unknown as CommandProcess;
  },
};

/** One process in the console, as the tests of the command use a child of theirs. */
class WindowsProcess extends EventEmitter {
  readonly stdin: Writable;
  readonly stdout = new PassThrough();
  readonly stderr = new PassThrough();
  readonly #console: Console;
  readonly #id: number;

  constructor(console: Console, id: number, start: object) {
    super();
    this.#console = console;
    this.#id = id;
    running.set(id, (message) => this.#hear(message));
    const tell = (message: object): void => console.send({ id, ...message });
    tell({ start });
    this.stdin = new Writable({
      write(bytes: Buffer, _encoding, done) {
        tell({ input: bytes.toString('base64') });
        done();
      },
      final(done) {
        tell({ close: 'stdin' });
        done();
      },
    });
    for (const name of ['stdout', 'stderr'] as const) this[name].on('close', () => tell({ close: name }));
  }

  /** SIGINT is Ctrl-C, which everything in the console gets; any other signal ends the process, as it does in Windows. */
  kill(signal: NodeJS.Signals = 'SIGTERM'): boolean {
    if (signal === 'SIGINT') this.#console.pressCtrlC();
    else this.#console.send({ id: this.#id, kill: signal });
    return true;
  }

  #hear({ stdout, stderr, failed, closed }: FromConsole): void {
    if (stdout !== undefined && !this.stdout.destroyed) this.stdout.write(Buffer.from(stdout, 'base64'));
    if (stderr !== undefined && !this.stderr.destroyed) this.stderr.write(Buffer.from(stderr, 'base64'));
    if (failed !== undefined) this.emit('error', new Error(failed));
    if (closed === undefined) return;
    running.delete(this.#id);
    void this.#end(closed);
  }

  /** A child of Node's says `close` when both streams have ended. */
  async #end([status, signal]: NonNullable<FromConsole['closed']>): Promise<void> {
    for (const stream of [this.stdout, this.stderr]) if (!stream.destroyed) stream.end();
    this.emit('close', status, signal);
  }
}
