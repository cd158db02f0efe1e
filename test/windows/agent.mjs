// Runs in Windows' Node, in a console, and starts processes there for tests that run outside (launch.ts): standard streams of
// their own as pipes, the console shared. Wine gives no program a pipe from outside.
//
//   node agent.mjs PORT        the port of 127.0.0.1 where the tests listen
//
// One line of JSON a message. In: { id, start: { words, cwd, env } }, { id, input }, { id, close: 'stdin' | 'stdout' | 'stderr' },
// { id, kill: SIGNAL }. Out: { ready }, { id, stdout }, { id, stderr }, { id, failed }, { id, closed: [status, signal] }; bytes in base64.

import { spawn } from 'node:child_process';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';

/** A value that takes a variable away, which JSON has no word for. */
const without = null;

const children = new Map();
const socket = connect(Number(process.argv[2]), '127.0.0.1');
const tell = (message) => socket.write(`${JSON.stringify(message)}\n`);

// Ctrl-C is for the processes that share the console.
process.on('SIGINT', () => undefined);
socket.on('connect', () => tell({ ready: process.version }));
socket.on('close', () => {
  for (const child of children.values()) child.kill('SIGKILL');
  process.exit();
});
socket.on('error', () => process.exit(1));
createInterface({ input: socket }).on('line', (line) => {
  const { id, start, input, close, kill } = JSON.parse(line);
  if (start) return begin(id, start);
  const child = children.get(id);
  if (input !== undefined) child?.stdin.write(Buffer.from(input, 'base64'));
  if (close === 'stdin') child?.stdin.end();
  else if (close !== undefined) child?.[close].destroy();
  if (kill !== undefined) child?.kill(kill);
});

function begin(id, { words: [program, ...words], cwd, env }) {
  const all = { ...process.env, ...env };
  for (const [name, value] of Object.entries(all)) if (value === without) delete all[name];
  const child = spawn(program, words, { cwd, env: all });
  children.set(id, child);
  for (const name of ['stdout', 'stderr'])
    child[name].on('data', (bytes) => tell({ id, [name]: bytes.toString('base64') }));
  child.stdin.on('error', () => undefined);
  child.on('error', ({ message }) => tell({ id, failed: message }));
  child.on('close', (status, signal) => {
    children.delete(id);
    tell({ id, closed: [status, signal] });
  });
}
