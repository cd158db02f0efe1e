// A console of Windows in which processes run, and the keyboard of it. Wine gives a program a console where its standard input
// is a terminal; script(1) makes one.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** What comes from a process in the console; see agent.mjs. */
export interface FromConsole {
  readonly id: number;
  readonly stdout?: string;
  readonly stderr?: string;
  readonly failed?: string;
  readonly closed?: readonly [status: number | null, signal: NodeJS.Signals | null];
}

export interface Console {
  /** Sends a message; see agent.mjs. */
  send(message: object): void;
  /** The one who hears what comes from all processes. */
  onMessage(listener: (message: FromConsole) => void): void;
  /** Presses Ctrl-C: every process in the console gets it. */
  pressCtrlC(): void;
}

const agent = fileURLToPath(new URL('agent.mjs', import.meta.url));

/** `node`: Windows' Node. Ends with this process. */
export async function openConsole(node: string): Promise<Console> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const screen = spawn('script', ['--quiet', '--flush', '--command', `wine '${node}' '${agent}' ${port}`, '/dev/null']);
  process.on('exit', () => screen.kill());
  const [socket] = (await Promise.race([once(server, 'connection'), failed(screen)])) as [Socket];
  server.close();
  let listener: (message: FromConsole) => void = () => undefined;
  const lines = createInterface({ input: socket });
  const ready = once(lines, 'line');
  lines.on('line', (line) => listener(JSON.parse(line)));
  await ready;
  // A test process that is done does not wait for its console.
  for (const each of [screen, socket, screen.stdin, screen.stdout, screen.stderr]) (each as ChildProcess).unref();
  return {
    send: (message) => void socket.write(`${JSON.stringify(message)}\n`),
    onMessage(hear) {
      listener = hear;
    },
    pressCtrlC: () => void screen.stdin.write('\u0003'),
  };
}

async function failed(screen: ChildProcess): Promise<never> {
  let shown = '';
  for (const stream of [screen.stdout, screen.stderr]) stream?.on('data', (text: Buffer) => (shown += text));
  const [status] = await once(screen, 'close');
  throw new Error(`Wine's console ended with ${status}: ${shown}`);
}
