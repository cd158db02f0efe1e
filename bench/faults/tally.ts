// What many runs come to. Plain data that can be added up in any order, so that processes may share the work.

import type { RunSeed } from './chance.ts';
import type { Rule, Weakness } from './rules.ts';
import type { AttemptResult, RunResult } from './run.ts';
import type { Situation } from './situations.ts';

type Count<Key extends string = string> = Partial<Record<Key, number>>;

/** Attempts of one sort. */
export interface Row {
  attempts: number;
  /** Ended well: verified, or told truly. */
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

export interface Tally {
  runs: number;
  attempts: number;
  /** Attempts in which a fault came to pass. */
  struck: number;
  /** Virtual time of all attempts, in ms. */
  ms: number;
  /** Attempts with one fault that came to pass, by its kind. */
  readonly single: { readonly passing: Record<string, Row>; readonly lasting: Record<string, Row> };
  /** The same, by deed, machine and by board by the book or not; passing faults only. */
  readonly deeds: Record<string, Row>;
  readonly hosts: Record<string, Row>;
  readonly boards: Record<string, Row>;
  /** Attempts with several faults. */
  readonly several: Row;
  /** Attempts with one passing fault in which somebody did what was asked for; not among those above. */
  readonly helped: Row;
  readonly lost: Lost[];
  readonly breaches: Found[];
  readonly weaknesses: Count<Weakness>;
  /** Runs in which it came up. */
  readonly situations: Count<Situation>;
  readonly slowest: Slow[];
}

export function newTally(): Tally {
  return {
    runs: 0,
    attempts: 0,
    struck: 0,
    ms: 0,
    single: { passing: {}, lasting: {} },
    deeds: {},
    hosts: {},
    boards: {},
    several: newRow(),
    helped: newRow(),
    lost: [],
    breaches: [],
    weaknesses: {},
    situations: {},
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

export function addRun(tally: Tally, run: RunResult): void {
  tally.runs += 1;
  for (const attempt of run.attempts) addAttempt(tally, run, attempt);
  for (const { rule, text } of run.breaches) tally.breaches.push({ seed: run.seed, rule, text });
  for (const weakness of run.weaknesses) add(tally.weaknesses, weakness);
  for (const situation of run.situations) add(tally.situations, situation);
}

function addAttempt(tally: Tally, { seed, host, board }: RunResult, attempt: AttemptResult): void {
  tally.attempts += 1;
  tally.ms += attempt.ms;
  const { ms, planMs, text, kinds, course, deed } = attempt;
  tally.slowest.push({ seed, ms, planMs, text });
  keepSlowest(tally);
  if (!attempt.struck) return;
  tally.struck += 1;
  const [kind = ''] = kinds;
  if (kinds.length > 1 || course === 'lasting') {
    count(kinds.length > 1 ? tally.several : rowOf(tally.single.lasting, kind), attempt);
    return;
  }
  if (attempt.helped) {
    count(tally.helped, attempt);
    return;
  }
  if (attempt.how !== 'done') tally.lost.push({ seed, kind, ending: attempt.ending });
  count(rowOf(tally.single.passing, kind), attempt);
  count(rowOf(tally.deeds, deed), attempt);
  count(rowOf(tally.hosts, host), attempt);
  count(rowOf(tally.boards, board.includes(',') ? 'with a character of its own' : 'by the book'), attempt);
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

function keepSlowest({ slowest }: Tally): void {
  slowest.sort((a, b) => b.ms - a.ms || a.seed.campaign - b.seed.campaign || a.seed.run - b.seed.run);
  slowest.length = Math.min(slowest.length, slowestCount);
}

/** Adds `more` to `tally`. */
export function addTally(tally: Tally, more: Tally): void {
  for (const key of ['runs', 'attempts', 'struck', 'ms'] as const) tally[key] += more[key];
  addRows(tally.single.passing, more.single.passing);
  addRows(tally.single.lasting, more.single.lasting);
  addRows(tally.deeds, more.deeds);
  addRows(tally.hosts, more.hosts);
  addRows(tally.boards, more.boards);
  addRow(tally.several, more.several);
  addRow(tally.helped, more.helped);
  tally.lost.push(...more.lost);
  tally.breaches.push(...more.breaches);
  addCounts(tally.weaknesses, more.weaknesses);
  addCounts(tally.situations, more.situations);
  tally.slowest.push(...more.slowest);
  keepSlowest(tally);
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
