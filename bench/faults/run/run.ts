// One run, from its seed to its verdict: attempts with faults, each judged, what other people do in between, and one
// attempt without faults, which must end well.

import type { FlasherError } from '@odflash/core';
import { speaker } from '@odflash/messages';
import { english } from '@odflash/messages/en';
import { interventions } from '../interventions/interventions.ts';
import { collectFindings } from '../judge/findings.ts';
import { newHistory, reuseCopies } from '../judge/origin.ts';
import { judgeStart } from '../judge/post-checks.ts';
import { knowing } from '../judge/running.ts';
import { settingsOf } from '../judge/settings.ts';
import { strayRejections } from '../judge/stray.ts';
import { describe, describeAttempt } from '../scenario/describe.ts';
import { drawScenario } from '../scenario/draw.ts';
import { rngFor } from '../scenario/rng.ts';
import { bringBack, createTestbed, restoreConnections, tryToStart } from '../testbed/testbed.ts';
import type { Attempt, RunSeed, Scenario } from '../types.ts';
import { describeEnding } from './attempt.ts';
import { finalAttempt, firstOperation } from './final-attempt.ts';
import { sizeOf } from './size.ts';
import { judgedAttempt } from './turn.ts';
import type { AttemptResult, RunOptions, RunResult, RunState } from './types.ts';

/** Runs are made one after the other. */
export function runScenario(seed: RunSeed, options: RunOptions = {}): Promise<RunResult> {
  return play(drawScenario(seed), options);
}

/** Runs a scenario, drawn or made by hand. */
async function play(scenario: Scenario, options: RunOptions = {}): Promise<RunResult> {
  const run = await begin(scenario, options);
  const { testbed, findings, log } = run;
  const results: AttemptResult[] = [];
  for (const [index, next] of scenario.attempts.entries()) {
    const result = await disturbedAttempt(run, next, index);
    results.push(result);
    log.push(...linesOf(result));
    if (next.triesToStart) judgeStart(run, await tryToStart(testbed));
    await (scenario.running ? restoreConnections(testbed) : bringBack(testbed, result.next));
    if (findings.violations.length > 0) break;
    await intervene(run, next);
  }
  if (findings.violations.length === 0) await finalAttempt(run);
  const [stray] = await strayRejections();
  findings.judge('no stray rejection', stray);
  return {
    seed: scenario.seed,
    text: describe(scenario),
    board: scenario.board,
    host: scenario.host,
    attempts: results,
    log,
    interventions: [...run.interventions],
    stakes: [...findings.stakes],
    violations: findings.violations,
    limitations: [...findings.limitations],
    situations: [...findings.situations],
  };
}

async function begin(scenario: Scenario, options: RunOptions): Promise<RunState> {
  reuseCopies();
  const first = firstOperation(scenario);
  const testbed = await createTestbed(scenario, first, options.files);
  const { learnt } = await sizeOf(scenario, first);
  if (scenario.running?.known) testbed.disk.place(learnt);
  const history = newHistory(testbed.board);
  if (scenario.running) history.given.push(await settingsOf(testbed, knowing(learnt)));
  return {
    scenario,
    testbed,
    options,
    findings: collectFindings(),
    interventions: new Set(),
    histories: [history],
    history,
    strangeRecords: new Set(),
    rivalRecords: new Set(),
    log: [],
    learnt,
    handedOver: false,
  };
}

/** Places the faults of an attempt, runs it and judges it. */
async function disturbedAttempt(run: RunState, next: Attempt, index: number): Promise<AttemptResult> {
  const { scenario } = run;
  const size = await sizeOf(scenario, next.operation);
  const rng = rngFor(scenario.seed, `faults ${index}`);
  const injections = next.kinds.flatMap((kind) => kind.place(rng, size));
  const attended = scenario.running?.attended === true;
  const { operation, ending, ms, planMs, hit, asked } = await judgedAttempt(run, {
    choice: next.operation,
    injections,
    attended,
    second: next.second,
  });
  const course = next.kinds.some((kind) => kind.course === 'lasting') ? 'lasting' : 'passing';
  return {
    text: describeAttempt(next, injections, operation),
    operation: operation.name,
    kinds: next.kinds.map(({ name }) => name),
    course,
    hit,
    how: ending.how,
    ...(ending.how === 'failed' && pickFrom(ending.error)),
    ...(ending.how === 'done' && {
      board: ending.done.board,
      ...(ending.done.start === 'needs-power-cycle' && restart),
    }),
    ending: describeEnding(ending),
    ms,
    planMs,
    helped: attended && asked > 0,
  };
}

function linesOf({ text, ending, ms, planMs }: AttemptResult): string[] {
  return [text, `  → ${ending}`, `  ${Math.round(ms)} ms; undisturbed ${Math.round(planMs)} ms`];
}

const said = speaker(english);

/** What the operator is asked if the bootloader did not leave. */
const restart = { next: 'Set the DIP switch to RUN and power-cycle the board.' };

function pickFrom({ code, board, next }: FlasherError): Pick<AttemptResult, 'code' | 'board' | 'next'> {
  return { code, board, next: said(next) };
}

/** What other people do after an attempt; then the board is as the operator left it, in the port, with its supply on. */
async function intervene(run: RunState, { operation, interventions: choices }: Attempt): Promise<void> {
  const { testbed, scenario } = run;
  for (const { name, seed } of choices) {
    const rng = rngFor({ campaign: 0, run: seed }, `intervention ${name}`);
    const more = await interventions[name]?.apply({ run, rng, choice: operation });
    if (more === undefined) continue;
    run.interventions.add(name);
    run.log.push(`${name}${more === '' ? '' : ` (${more})`}`);
    await (scenario.running ? restoreConnections(testbed) : bringBack(testbed));
  }
}
