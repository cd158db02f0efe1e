// One guest, one board after the other, each flashed through an ST-Link by one tool under one fault. Started by
// bench/peers.mjs --via stlink.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serveUsbip } from '@odflash/usbip';
import { createVirtualBoard, realTime } from '@odflash/virtual';
import { expect, test } from 'vitest';
import { bootGuest } from '../../test/guest/machine/guest.ts';
import { type Attempt, judge } from './outcome.ts';
import { told } from './page.ts';
import { type ProbeCase, type ProbeSession, probeCasesOf } from './probe-cases.ts';
import { faultTable, type ProbeRun, probePage } from './probe-page.ts';
import { attachedTo, type ProbeTool, probeToolsIn } from './probe-tools.ts';
import { smallImage } from './small-image.ts';

/** Of an ST-Link/V2. */
const usbId = '0483:3748';
/** What the chip is at when a tool is dead continues so long at most, in ms. */
const restMs = 3_000;

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

/** Lets a tool flash a fresh board that has this fault; gives what became of it, and how much the probe saw. */
async function attempt(
  tool: ProbeTool,
  image: Uint8Array,
  { name, options }: { readonly name: string; readonly options: string },
): Promise<Attempt & ProbeSession> {
  const clock = realTime();
  const board = createVirtualBoard(`v3.6-56V+stlink${options}`, { clock });
  if (!board.probe) throw new RangeError('no ST-Link');
  const before = board.flash.slice();
  await using server = await serveUsbip([board.probe.socket], { port: 0 });
  const requests = board.recorder.requests();
  const commands = board.probe.commands();
  const ended = await tool.flash({ port: server.port, file: 'small.bin', name: `${name}-${tool.name}` });
  board.injectFaults('');
  await clock.sleep(restMs);
  const lines = `${ended.stdout}\n${ended.stderr}`.split(/[\r\n]/).filter((line) => line.trim() !== '');
  return {
    outcome: judge(board, before, image, ended),
    seconds: ended.seconds,
    struck: board.recorder.strikes.length > 0,
    lastWords: lines.slice(-3).join(' / ').slice(0, 400),
    transfers: board.recorder.requests() - requests,
    commands: board.probe.commands() - commands,
  };
}

/** What each tool sends when nothing goes wrong. */
async function healthySessions(
  tools: readonly ProbeTool[],
  image: Uint8Array,
): Promise<ReadonlyMap<ProbeTool, ProbeSession>> {
  const sessions = new Map<ProbeTool, ProbeSession>();
  for (const tool of tools) {
    const made = await attempt(tool, image, { name: 'healthy', options: '' });
    if (made.outcome.kind !== 'survived') throw new Error(`${tool.name} fails on a healthy board: ${made.lastWords}`);
    sessions.set(tool, made);
    console.log(`healthy board: ${tool.name} needs ${made.seconds.toFixed(1)} s, ${made.commands} commands`);
  }
  return sessions;
}

async function meet(
  sessions: ReadonlyMap<ProbeTool, ProbeSession>,
  image: Uint8Array,
  met: ProbeCase,
): Promise<ProbeRun> {
  const attempts: Partial<Record<ProbeTool['name'], Attempt & { readonly fault: string }>> = {};
  for (const [tool, session] of sessions) {
    const fault = met.fault(session);
    const options = `,seed=${met.seed},${fault}`;
    const { outcome, seconds, struck, lastWords } = await attempt(tool, image, { name: `${met.number}`, options });
    const made = { outcome, seconds, struck, lastWords };
    attempts[tool.name] = { ...made, fault };
    console.log(`${met.number} ${met.kind} (${met.percent} %) ${tool.name} ${fault}: ${told(made)}`);
    if (outcome.kind !== 'survived') console.log(`    ${lastWords}`);
  }
  const { number, kind, percent } = met;
  return { number, kind, percent, attempts: attempts as ProbeRun['attempts'] };
}

test('OpenOCD, st-flash and odflash through an ST-Link under the same single faults', async () => {
  await using guest = await bootGuest();
  const image = smallImage(seed);
  writeFileSync(join(guest.share, 'small.bin'), image);
  const tools = await probeToolsIn(guest, attachedTo(guest, usbId));
  const kernel = (await guest.run(['uname', '-sr'])).stdout.trim();
  const sessions = await healthySessions(tools, image);
  const whole = asked.only === undefined && from === 1;
  const done: ProbeRun[] = [];
  mkdirSync(join(project, '.cache/peers'), { recursive: true });
  for (const met of probeCasesOf(seed, count)) {
    if (met.number < from || (asked.only !== undefined && met.kind !== asked.only)) continue;
    done.push(await meet(sessions, image, met));
    writeFileSync(join(project, '.cache/peers/probe-runs.json'), JSON.stringify(done, undefined, 1));
    const versions = [
      ...tools.map(({ name, version }) => `${name} (${version})`),
      kernel,
      `Node.js ${process.version}`,
    ];
    if (whole) writeFileSync(join(project, 'docs/peers-stlink.md'), probePage({ runs: done, seed, versions }));
  }
  console.log(`\n${faultTable(done)}`);
  const lost = done.filter(({ attempts }) => attempts.odflash.outcome.kind !== 'survived');
  expect(lost.map(({ number }) => number)).toEqual([]);
});
