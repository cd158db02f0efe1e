// One guest, one board after the other, each flashed by one tool under one fault. Started by bench/peers.mjs.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { exportBoard } from '../../test/guest/machine/exported-board.ts';
import { bootGuest, type Guest } from '../../test/guest/machine/guest.ts';
import type { TraceEntry } from '../../test/guest/machine/trace.ts';
import { type Case, casesOf } from './cases.ts';
import { type Attempt, atRest, judge } from './outcome.ts';
import { page, type Run, tableOf, told } from './page.ts';
import { smallImage } from './small-image.ts';
import { type Session, sessionOf } from './steps.ts';
import { type Tool, toolsIn } from './tools.ts';

const rom = '0483:df11';
const profile = 'v3.6-56V+dfu,time=real';
/** A tool that has not ended by then never ends for a person either. */
const patienceMs = 60_000;

const asked = JSON.parse(process.env.PEERS ?? '{}') as {
  readonly runs?: string;
  readonly seed?: string;
  readonly only?: string;
  readonly from?: string;
};
const seed = Number(asked.seed ?? 1);
const runs = Number(asked.runs ?? 40);
const from = Number(asked.from ?? 1);
const project = fileURLToPath(new URL('../..', import.meta.url));

interface Bench {
  readonly guest: Guest;
  readonly image: Uint8Array;
}

/** Lets a tool flash a fresh board that has this fault; gives what became of it, and what the board saw. */
async function attempt(
  { guest, image }: Bench,
  tool: Tool,
  name: string,
  board: { readonly seed: number; readonly fault: string },
): Promise<Attempt & { readonly trace: readonly TraceEntry[] }> {
  await guest.gone(rom);
  const faulty = board.fault === '' ? '' : `,${board.fault}`;
  await using exported = await exportBoard(`${profile},seed=${board.seed}${faulty}`, `peers-${name}-${tool.name}`);
  const before = exported.board.flash.slice();
  await guest.attach(exported.port);
  await guest.waitFor(rom);
  const started = performance.now();
  const ended = await guest.run(tool.argv('/share/image.bin', name), { timeoutMs: patienceMs });
  const seconds = (performance.now() - started) / 1000;
  await guest.detach(exported.port);
  await atRest(exported.board);
  const { strikes, operations } = exported.board.recorder;
  const struck =
    strikes.length > 0 || (board.fault.startsWith('slow') && operations.some(({ kind }) => kind === 'erase'));
  const outcome = judge(exported.board, before, image, ended);
  return { outcome, seconds, struck, lastWords: lastLine(ended.stdout, ended.stderr), trace: exported.trace };
}

function lastLine(...outputs: readonly string[]): string {
  const lines = outputs.flatMap((output) => output.split(/[\r\n]/)).filter((line) => line.trim() !== '');
  return lines.slice(-3).join(' / ').slice(0, 400);
}

/** What each tool sends when nothing goes wrong. */
async function healthySessions(bench: Bench, tools: readonly Tool[]): Promise<ReadonlyMap<Tool, Session>> {
  const sessions = new Map<Tool, Session>();
  for (const tool of tools) {
    const { outcome, trace, lastWords, seconds } = await attempt(bench, tool, 'healthy', { seed: 1, fault: '' });
    if (outcome.kind !== 'survived') throw new Error(`${tool.name} fails on a healthy board: ${lastWords}`);
    console.log(`healthy board: ${tool.name} needs ${seconds.toFixed(1)} s`);
    sessions.set(tool, sessionOf(trace));
  }
  return sessions;
}

async function meet(bench: Bench, sessions: ReadonlyMap<Tool, Session>, met: Case): Promise<Run> {
  const attempts: Partial<Record<Tool['name'], Attempt & { readonly fault: string }>> = {};
  for (const [tool, session] of sessions) {
    const fault = met.fault(session);
    const { trace: _, ...result } = await attempt(bench, tool, `${met.number}`, { seed: met.seed, fault });
    attempts[tool.name] = { ...result, fault };
    console.log(`${met.number} ${met.kind} (${met.where}) ${tool.name} ${fault}: ${told(result)}`);
    if (result.outcome.kind !== 'survived') console.log(`    ${result.lastWords}`);
  }
  return { kind: met.kind, number: met.number, where: met.where, attempts: attempts as Run['attempts'] };
}

test('dfu-util and odflash under the same single faults', async () => {
  await using guest = await bootGuest();
  const image = smallImage(seed);
  writeFileSync(join(guest.share, 'image.bin'), image);
  const tools = await toolsIn(guest);
  const kernel = (await guest.run(['uname', '-sr'])).stdout.trim();
  const bench = { guest, image };
  const sessions = await healthySessions(bench, tools);

  const chosen = casesOf(seed, runs).filter(
    ({ number, kind }) => number >= from && (asked.only === undefined || kind === asked.only),
  );
  const done: Run[] = [];
  mkdirSync(join(project, '.cache/peers'), { recursive: true });
  const whole = asked.only === undefined && from === 1;
  const kept = join(project, '.cache/peers', whole ? 'runs.json' : 'some-runs.json');
  for (const next of chosen) {
    done.push(await meet(bench, sessions, next));
    writeFileSync(kept, JSON.stringify(done, undefined, 1));
  }
  console.log(`\n${tableOf(done)}`);
  const versions = [...tools.map(({ name, version }) => `${name} (${version})`), kernel, `Node.js ${process.version}`];
  if (whole) writeFileSync(join(project, 'docs/peers-under-faults.md'), page({ runs: done, seed, profile, versions }));
  expect(
    done.filter(({ attempts }) => attempts.odflash.outcome.kind !== 'survived').map(({ number }) => number),
  ).toEqual([]);
});
