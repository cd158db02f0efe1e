// One guest, one board after the other, each flashed through an ST-Link by one tool: first five times for the clock, then under
// single faults. Started by bench/peers.mjs --via stlink.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serveUsbip } from '@odflash/usbip';
import { createVirtualBoard, realTime, seededRandom } from '@odflash/virtual';
import { expect, test } from 'vitest';
import { bootGuest, type Guest } from '../../test/guest/guest.ts';
import { type Attempt, judge } from './outcome.ts';
import { told } from './page.ts';
import { type ProbeCase, type ProbeSession, probeCasesOf } from './probe-cases.ts';
import { faultTable, type ProbeRun, type ProbeTimes, probePage, timesTable } from './probe-page.ts';
import { type ProbeTool, probeToolsIn } from './probe-tools.ts';

/** USB ids by profile option. */
const ids = { v2: '0483:3748', v3: '0483:374e' } as const;
type Probe = keyof typeof ids;

/** A tool that has not ended by then never ends for a person either. */
const patienceMs = 60_000;
/** What the chip is at when a tool is dead goes on so long at most. */
const restMs = 3_000;
const rounds = 5;

const asked = JSON.parse(process.env.PEERS ?? '{}') as {
  readonly runs?: string;
  readonly seed?: string;
  readonly only?: string;
  readonly from?: string;
};
const seed = Number(asked.seed ?? 1);
const count = Number(asked.runs ?? 28);
const from = Number(asked.from ?? 1);
const project = fileURLToPath(new URL('../..', import.meta.url));

/** A vector table that starts (stack at the end of RAM, entry in flash); the rest is chance. */
function imageOf(length: number, purpose: string): Uint8Array {
  const random = seededRandom(seed, purpose);
  const image = Uint8Array.from({ length }, () => random.below(256));
  new DataView(image.buffer).setUint32(0, 0x2002_0000, true);
  new DataView(image.buffer).setUint32(4, 0x0800_0201, true);
  return image;
}

const small = imageOf(24 * 1024, 'image');
const large = imageOf(256 * 1024, 'large image');

interface Errand {
  readonly guest: Guest;
  readonly probe: Probe;
  readonly options: string;
  readonly image: Uint8Array;
  readonly argv: readonly string[];
}

/** Lets a tool flash a fresh board; gives what became of it, and how much the probe saw. */
async function attempt({ guest, probe, options, image, argv }: Errand): Promise<Attempt & ProbeSession> {
  const clock = realTime();
  const board = createVirtualBoard(`v3.6-56V+stlink,probe=${probe}${options}`, { clock });
  if (!board.probe) throw new RangeError('no ST-Link');
  const before = board.flash.slice();
  await guest.gone(ids[probe]);
  await using server = await serveUsbip([board.probe.socket], { port: 0 });
  await guest.attach(server.port);
  await guest.waitFor(ids[probe]);
  const requests = board.recorder.requests();
  const commands = board.probe.commands();
  const started = performance.now();
  const ended = await guest.run(argv, { timeoutMs: patienceMs });
  const seconds = (performance.now() - started) / 1000;
  await guest.detach(server.port);
  board.injectFaults('');
  await clock.sleep(restMs);
  const struck = board.recorder.strikes.length > 0;
  const outcome = judge(board, before, image, ended);
  const lines = `${ended.stdout}\n${ended.stderr}`.split(/[\r\n]/).filter((line) => line.trim() !== '');
  return {
    outcome,
    seconds,
    struck,
    lastWords: lines.slice(-3).join(' / ').slice(0, 400),
    transfers: board.recorder.requests() - requests,
    commands: board.probe.commands() - commands,
  };
}

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

async function timesOf(guest: Guest, tools: readonly ProbeTool[], probe: Probe): Promise<ProbeTimes> {
  const all = new Map<ProbeTool['name'], number[]>(tools.map(({ name }) => [name, []]));
  for (let round = 1; round <= rounds; round++) {
    for (const tool of tools) {
      const argv = tool.plain('/share/large.bin', `speed-${probe}-${round}`);
      const made = await attempt({ guest, probe, options: `,seed=${round}`, image: large, argv });
      if (made.outcome.kind === 'failed') throw new Error(`${tool.name} fails on a healthy board: ${made.lastWords}`);
      console.log(`${probe} ${round} ${tool.name}: ${made.seconds.toFixed(1)} s`);
      all.get(tool.name)?.push(made.seconds);
    }
  }
  const medians = Object.fromEntries([...all].map(([name, seconds]) => [name, median(seconds)]));
  return {
    probe: probe === 'v2' ? 'ST-Link/V2 (V2J37)' : 'ST-Link V3',
    rounds,
    medians: medians as ProbeTimes['medians'],
  };
}

async function healthySessions(guest: Guest, tools: readonly ProbeTool[]): Promise<Map<ProbeTool, ProbeSession>> {
  const sessions = new Map<ProbeTool, ProbeSession>();
  for (const tool of tools) {
    const argv = tool.argv('/share/small.bin', 'healthy');
    const made = await attempt({ guest, probe: 'v2', options: '', image: small, argv });
    if (made.outcome.kind !== 'survived') throw new Error(`${tool.name} fails on a healthy board: ${made.lastWords}`);
    sessions.set(tool, made);
    console.log(`healthy board: ${tool.name} needs ${made.seconds.toFixed(1)} s, ${made.commands} commands`);
  }
  return sessions;
}

async function meet(guest: Guest, sessions: ReadonlyMap<ProbeTool, ProbeSession>, met: ProbeCase): Promise<ProbeRun> {
  const attempts: Partial<Record<ProbeTool['name'], Attempt & { readonly fault: string }>> = {};
  for (const [tool, session] of sessions) {
    const fault = met.fault(session);
    const argv = tool.argv('/share/small.bin', `${met.number}`);
    const options = `,seed=${met.seed},${fault}`;
    const { outcome, seconds, struck, lastWords } = await attempt({ guest, probe: 'v2', options, image: small, argv });
    const made = { outcome, seconds, struck, lastWords };
    attempts[tool.name] = { ...made, fault };
    console.log(`${met.number} ${met.kind} (${met.percent} %) ${tool.name} ${fault}: ${told(made)}`);
    if (outcome.kind !== 'survived') console.log(`    ${lastWords}`);
  }
  return { ...met, attempts: attempts as ProbeRun['attempts'] };
}

test('OpenOCD, st-flash and odflash through the same ST-Link, timed and under the same single faults', async () => {
  await using guest = await bootGuest();
  writeFileSync(join(guest.share, 'small.bin'), small);
  writeFileSync(join(guest.share, 'large.bin'), large);
  const tools = await probeToolsIn(guest);
  const kernel = (await guest.run(['uname', '-sr'])).stdout.trim();
  const sessions = await healthySessions(guest, tools);
  const whole = asked.only === undefined && from === 1;
  const times: ProbeTimes[] = [];
  if (whole) for (const probe of ['v2', 'v3'] as const) times.push(await timesOf(guest, tools, probe));
  console.log(`\n${timesTable(times)}\n`);
  const done: ProbeRun[] = [];
  mkdirSync(join(project, '.cache/peers'), { recursive: true });
  for (const met of probeCasesOf(seed, count)) {
    if (met.number < from || (asked.only !== undefined && met.kind !== asked.only)) continue;
    done.push(await meet(guest, sessions, met));
    writeFileSync(join(project, '.cache/peers/probe-runs.json'), JSON.stringify({ times, done }, undefined, 1));
  }
  console.log(`\n${faultTable(done)}`);
  const versions = [...tools.map(({ name, version }) => `${name} (${version})`), kernel, `Node.js ${process.version}`];
  if (whole) writeFileSync(join(project, 'docs/peers-stlink.md'), probePage({ runs: done, times, seed, versions }));
  expect(
    done.filter(({ attempts }) => attempts.odflash.outcome.kind !== 'survived').map(({ number }) => number),
  ).toEqual([]);
});
