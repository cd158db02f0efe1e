// What a campaign came to, as a page. The same runs give the same page.

import { interventions } from '../interventions/interventions.ts';
import { allowedMs } from '../judge/judge.ts';
import { type KnownLimitation, limitations, type Rule, rules } from '../judge/rules.ts';
import { type Situation, situationsOf } from '../judge/situations.ts';
import { seedText } from '../scenario/describe.ts';
import type { RunSeed } from '../types.ts';
import { type Row, type Stats, sumOf } from './stats.ts';

export interface ReportInput {
  /** The command that makes this page. */
  readonly command: string;
  readonly campaigns: readonly number[];
  readonly runsEach: number;
  readonly stats: Stats;
  /** What else there is to say, as Markdown. */
  readonly notes: string;
  readonly via?: 'stlink' | undefined;
}

const number = (value: number) => value.toLocaleString('en-US');
const percent = (part: number, whole: number) => (whole === 0 ? '–' : `${((100 * part) / whole).toFixed(2)} %`);
const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;

export function replayCommand(seed: RunSeed): string {
  return `npm run bench:faults -- --replay ${seedText(seed)}`;
}

export function reportPage(input: ReportInput): string {
  const { command, stats, via } = input;
  return [
    via ? '# Fault campaign through an ST-Link' : '# Fault campaign',
    `Made by \`${command}\`. Every run follows from its seed alone, on virtual time, so the same command gives the same page.`,
    ...summary(input),
    '## What must hold after every run',
    ruleTable(stats),
    '## One fault that passes',
    'Attempts in which exactly one such fault came to pass, at a random transfer (or erase, or programmed block) of the whole session. *Well* means verified without an operator.',
    passingTable(stats),
    ...lostAttempts(stats),
    '## One fault that lasts',
    'The operator has to act afterwards. Every state reported was true (see the rules above), and the same command without faults ended verified.',
    lastingTable(stats),
    '## Several faults, and the state unknown',
    ...severalFaults(stats),
    ...(via ? [] : otherPeople(stats)),
    '## What came up',
    'A rule that held where nothing was at stake says nothing. A campaign of 10,000 runs or more fails if one of these never came up.',
    situationTable(stats, via),
    '## The slowest attempts',
    slowestTable(stats),
    '## Known limitations',
    limitationTable(stats),
    input.notes.trim(),
    '',
  ].join('\n\n');
}

function summary({ stats, campaigns, runsEach }: ReportInput): string[] {
  const passing = sumOf(stats.single.passing);
  const violations = stats.violations.length;
  const facts = [
    ['Campaigns', `${campaigns.length} (seeds ${campaigns.join(', ')}), ${number(runsEach)} runs each`],
    ['Runs', number(stats.runs)],
    ['Attempts with faults', `${number(stats.attempts)}; in ${number(stats.hit)} of them a fault came to pass`],
    ['Runs in which a rule was broken', violations === 0 ? '**0**' : `**${number(violatedRuns(stats))}**`],
    [
      'One passing fault: verified without an operator',
      `${percent(passing.well, passing.attempts)} of ${number(passing.attempts)}`,
    ],
    ['Virtual time flashed', `${number(Math.round(stats.ms / 3_600_000))} hours`],
  ];
  return [table(['', ''], facts), ...(violations > 0 ? [violationList(stats)] : [])];
}

function violatedRuns({ violations }: Stats): number {
  return new Set(violations.map(({ seed }) => seedText(seed))).size;
}

const maxViolations = 20;

function violationList({ violations }: Stats): string {
  const lines = violations
    .slice(0, maxViolations)
    .map(({ seed, rule, text }) => `- *${rule}*: ${text} — \`${replayCommand(seed)}\``);
  return lines.join('\n');
}

function ruleTable({ violations, stakes, runs }: Stats): string {
  const rows = Object.entries(rules).map(([rule, text]) => [
    rule,
    text,
    number(stakes[rule as Rule] ?? 0),
    number(violations.filter((violation) => violation.rule === rule).length),
  ]);
  return table(['rule', 'which means', `at stake in (of ${number(runs)} runs)`, 'broken'], rows);
}

function passingTable({ single, operations, hosts, boards, helped }: Stats): string {
  const line = (name: string, row: Row) => [
    name,
    number(row.attempts),
    percent(row.well, row.attempts),
    listed(row.codes) || '–',
  ];
  const head = ['', 'attempts', 'well', 'the others ended with'];
  const kinds = Object.entries(single.passing)
    .sort()
    .map(([name, row]) => line(name, row));
  const operationRows = Object.entries(operations)
    .sort()
    .map(([name, row]) => line(operationNames[name] ?? name, row));
  const machines = Object.entries(hosts)
    .sort()
    .map(([name, row]) => line(`on ${name}`, row));
  const quirks = Object.entries(boards)
    .sort()
    .map(([name, row]) => line(`a board ${name}`, row));
  const all = line('**all**', sumOf(single.passing));
  const others = line('beside these: an update with an operator who does what is asked for', helped);
  return table(head, [...kinds, all, ...operationRows, ...machines, ...quirks, others]);
}

const maxLost = 30;

function lostAttempts({ lost }: Stats): string[] {
  if (lost.length === 0) return [];
  const lines = lost
    .slice(0, maxLost)
    .map(({ seed, kind, ending }) => `- \`${seedText(seed)}\` ${kind}: ${firstSentence(ending)}`);
  const more = lost.length > maxLost ? [`- and ${number(lost.length - maxLost)} more`] : [];
  return ['Those that were not verified by themselves:', [...lines, ...more].join('\n')];
}

function firstSentence(text: string): string {
  return text.replace(/(?<=[.)]) .*$/s, '');
}

const operationNames: Readonly<Record<string, string>> = {
  flash: 'flash, switch on DFU',
  erase: 'erase, switch on DFU',
  read: 'read',
  verify: 'verify',
  update: 'update of a running board, switch on RUN, no operator',
};

function lastingTable({ single }: Stats): string {
  const rows = Object.entries(single.lasting)
    .sort()
    .map(([name, row]) => [
      name,
      number(row.attempts),
      number(row.well),
      number(row.killed),
      listed(row.states) || '–',
    ]);
  return table(['', 'attempts', 'verified all the same', 'killed', 'states of the others'], rows);
}

function severalFaults({ several, single }: Stats): string[] {
  const all = sumOf({ several, passing: sumOf(single.passing), lasting: sumOf(single.lasting) });
  const failed = Object.values(all.states).reduce<number>((sum, count) => sum + (count ?? 0), 0);
  const unknown = all.states.unknown ?? 0;
  const { attempts, well, killed } = several;
  return [
    `Two or three faults: ${number(attempts)} attempts, ${number(well)} verified, ${number(killed)} killed; the others left the board ${listed(several.states) || '–'}.`,
    `Of ${number(failed)} failures of all attempts ${number(unknown)} (${percent(unknown, failed)}) had to call the board's state *unknown*, each because the board could not be read back any more.`,
  ];
}

function slowestTable({ slowest }: Stats): string {
  const rows = slowest.map(({ seed, ms, planMs, text }) => [
    `\`${seedText(seed)}\``,
    seconds(ms),
    seconds(planMs),
    percent(ms, allowedMs(planMs)),
    text,
  ]);
  return table(['run', 'took', 'undisturbed', 'of what is allowed', 'attempt'], rows);
}

function otherPeople(stats: Stats): string[] {
  return [
    '## Other people between two runs',
    'Between two runs of the program other people work on the board and on the files that odflash keeps. A campaign of 10,000 runs or more fails if one of these never came up.',
    interventionTable(stats),
  ];
}

function situationTable({ situations: counts, runs }: Stats, via: ReportInput['via']): string {
  const rows = Object.entries(situationsOf(via)).map(([situation, text]) => [
    text,
    `${number(counts[situation as Situation] ?? 0)} of ${number(runs)} runs`,
  ]);
  return table(['', 'seen in'], rows);
}

function interventionTable({ interventions: counts, runs }: Stats): string {
  const rows = Object.entries(interventions).map(([name, { text }]) => [
    text,
    `${number(counts[name] ?? 0)} of ${number(runs)} runs`,
  ]);
  return table(['', 'done in'], rows);
}

function limitationTable({ limitations: counts, runs }: Stats): string {
  const rows = Object.entries(limitations).map(([limitation, text]) => [
    limitation,
    text,
    `${number(counts[limitation as KnownLimitation] ?? 0)} of ${number(runs)} runs`,
  ]);
  return `What no flasher can rule out on this chip and this connection. Each was seen only where its cause came to pass:\n\n${table(['', '', 'seen in'], rows)}`;
}

function listed(counts: Readonly<Record<string, number | undefined>>): string {
  return Object.entries(counts)
    .sort(([, a = 0], [, b = 0]) => b - a)
    .map(([name, count = 0]) => `${name} ${number(count)}`)
    .join(', ');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
