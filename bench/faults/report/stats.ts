// What many runs come to. Plain data that can be added up in any order, so that processes may share the work.

import type { KnownLimitation, Rule } from '../judge/rules.ts';
import type { Situation } from '../judge/situations.ts';
import type { AttemptResult, RunResult } from '../run/types.ts';
import type { RunSeed } from '../types.ts';

type Count<Key extends string = string> = Partial<Record<Key, number>>;

/** Attempts of one sort. */
export interface Row {
  attempts: number;
  /** Ended well: verified, or reported truly. */
  well: number;
  /** Killed in the middle. */
  killed: number;
  /** Of the others: the board's state as it was named, and the error's code. */
  readonly states: Count;
  readonly codes: Count;
}

interface Found {
  readonly seed: RunSeed;
  readonly rule: Rule;
  readonly text: string;
}

/** An attempt with one passing fault that did not end well by itself. */
interface Lost {
  readonly seed: RunSeed;
  readonly kind: string;
  readonly ending: string;
}

interface Slow {
  readonly seed: RunSeed;
  readonly ms: number;
  readonly planMs: number;
  readonly text: string;
}

export interface Stats {
  runs: number;
  attempts: number;
  /** Attempts in which a fault came to pass. */
  hit: number;
  /** Virtual time of all attempts, in ms. */
  ms: number;
  /** Attempts with one fault that came to pass, by its kind. */
  readonly single: { readonly passing: Record<string, Row>; readonly lasting: Record<string, Row> };
  /** The same, by operation, by machine, and by whether the board is as specified; passing faults only. */
  readonly operations: Record<string, Row>;
  readonly hosts: Record<string, Row>;
  readonly boards: Record<string, Row>;
  /** Attempts with several faults. */
  readonly several: Row;
  /** Attempts with one passing fault in which the operator did what was asked for; not among those above. */
  readonly helped: Row;
  readonly lost: Lost[];
  readonly violations: Found[];
  readonly limitations: Count<KnownLimitation>;
  /** Runs in which it came up. */
  readonly situations: Count<Situation>;
  /** Runs in which other people did it. */
  readonly interventions: Count;
  /** Runs in which the rule was at stake. */
  readonly stakes: Count<Rule>;
  readonly slowest: Slow[];
}

export function newStats(): Stats {
  return {
    runs: 0,
    attempts: 0,
    hit: 0,
    ms: 0,
    single: { passing: {}, lasting: {} },
    operations: {},
    hosts: {},
    boards: {},
    several: newRow(),
    helped: newRow(),
    lost: [],
    violations: [],
    limitations: {},
    situations: {},
    interventions: {},
    stakes: {},
    slowest: [],
  };
}

function newRow(): Row {
  return { attempts: 0, well: 0, killed: 0, states: {}, codes: {} };
}

function rowOf(rows: Record<string, Row>, name: string): Row {
  const row = rows[name] ?? newRow();
  rows[name] = row;
  return row;
}

function add<Key extends string>(counts: Count<Key>, key: Key, by = 1): void {
  counts[key] = (counts[key] ?? 0) + by;
}

export function addRun(stats: Stats, run: RunResult): void {
  stats.runs += 1;
  for (const attempt of run.attempts) addAttempt(stats, run, attempt);
  for (const { rule, text } of run.violations) stats.violations.push({ seed: run.seed, rule, text });
  for (const limitation of run.limitations) add(stats.limitations, limitation);
  for (const situation of run.situations) add(stats.situations, situation);
  for (const intervention of run.interventions) add(stats.interventions, intervention);
  for (const rule of run.stakes) add(stats.stakes, rule);
}

function addAttempt(stats: Stats, { seed, host, board }: RunResult, attempt: AttemptResult): void {
  stats.attempts += 1;
  stats.ms += attempt.ms;
  const { ms, planMs, text, kinds, course, operation } = attempt;
  stats.slowest.push({ seed, ms, planMs, text });
  keepSlowest(stats);
  if (!attempt.hit) return;
  stats.hit += 1;
  const [kind = ''] = kinds;
  if (kinds.length > 1 || course === 'lasting') {
    count(kinds.length > 1 ? stats.several : rowOf(stats.single.lasting, kind), attempt);
    return;
  }
  if (attempt.helped) {
    count(stats.helped, attempt);
    return;
  }
  if (attempt.how !== 'done') stats.lost.push({ seed, kind, ending: attempt.ending });
  count(rowOf(stats.single.passing, kind), attempt);
  count(rowOf(stats.operations, operation), attempt);
  count(rowOf(stats.hosts, host), attempt);
  count(rowOf(stats.boards, board.includes(',') ? 'with peculiarities' : 'as specified'), attempt);
}

function count(row: Row, { how, board, code }: AttemptResult): void {
  row.attempts += 1;
  if (how === 'done') row.well += 1;
  if (how === 'killed') row.killed += 1;
  if (how !== 'failed') return;
  add(row.states, board ?? '');
  add(row.codes, code ?? '');
}

const slowestCount = 10;

function keepSlowest({ slowest }: Stats): void {
  slowest.sort((a, b) => b.ms - a.ms || a.seed.campaign - b.seed.campaign || a.seed.run - b.seed.run);
  slowest.length = Math.min(slowest.length, slowestCount);
}

/** Adds `more` to `stats`. */
export function addStats(stats: Stats, more: Stats): void {
  for (const key of ['runs', 'attempts', 'hit', 'ms'] as const) stats[key] += more[key];
  addRows(stats.single.passing, more.single.passing);
  addRows(stats.single.lasting, more.single.lasting);
  addRows(stats.operations, more.operations);
  addRows(stats.hosts, more.hosts);
  addRows(stats.boards, more.boards);
  addRow(stats.several, more.several);
  addRow(stats.helped, more.helped);
  stats.lost.push(...more.lost);
  stats.violations.push(...more.violations);
  addCounts(stats.limitations, more.limitations);
  addCounts(stats.situations, more.situations);
  addCounts(stats.interventions, more.interventions);
  addCounts(stats.stakes, more.stakes);
  stats.slowest.push(...more.slowest);
  keepSlowest(stats);
}

function addRows(rows: Record<string, Row>, more: Readonly<Record<string, Row>>): void {
  for (const [name, row] of Object.entries(more)) addRow(rowOf(rows, name), row);
}

function addRow(row: Row, more: Row): void {
  for (const key of ['attempts', 'well', 'killed'] as const) row[key] += more[key];
  addCounts(row.states, more.states);
  addCounts(row.codes, more.codes);
}

function addCounts(counts: Count, more: Count): void {
  for (const [key, by] of Object.entries(more)) add(counts, key, by);
}

/** All rows as one. */
export function sumOf(rows: Readonly<Record<string, Row>>): Row {
  const sum = newRow();
  for (const row of Object.values(rows)) addRow(sum, row);
  return sum;
}
