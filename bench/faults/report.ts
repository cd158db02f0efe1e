// What a campaign came to, as a page. The same runs give the same page.

import type { RunSeed } from './chance.ts';
import { allowedMs } from './judge.ts';
import { rules, type Weakness, weaknesses } from './rules.ts';
import { seedText } from './scenario.ts';
import { type Situation, situations } from './situations.ts';
import { type Row, sumOf, type Tally } from './tally.ts';

export interface ReportInput {
  /** The command that makes this page. */
  readonly command: string;
  readonly campaigns: readonly number[];
  readonly runsEach: number;
  readonly tally: Tally;
  /** What else there is to say, as Markdown. */
  readonly remarks: string;
}

const number = (value: number) => value.toLocaleString('en-US');
const percent = (part: number, whole: number) => (whole === 0 ? '–' : `${((100 * part) / whole).toFixed(2)} %`);
const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;

export function replayCommand(seed: RunSeed): string {
  return `npm run bench:faults -- --replay ${seedText(seed)}`;
}

export function reportPage(input: ReportInput): string {
  const { command, tally } = input;
  return [
    '# Fault campaign',
    `Made by \`${command}\`. Every run follows from its seed alone, on virtual time, so the same command gives the same page.`,
    ...summary(input),
    '## What must hold after every run',
    ruleTable(tally),
    '## One fault that passes',
    'Attempts in which exactly one such fault came to pass, at a random transfer (or erase, or programmed block) of the whole session. *Well* means verified, with nobody touching anything.',
    passingTable(tally),
    ...lostAttempts(tally),
    '## One fault that lasts',
    'Somebody has to act afterwards. Every state named was true (see the rules above), and the same command without faults ended verified.',
    lastingTable(tally),
    '## Several faults, and the state unknown',
    ...severalFaults(tally),
    '## What came up',
    'A rule that held where nothing was at stake says nothing. A campaign of 10,000 runs or more fails if one of these never came up.',
    situationTable(tally),
    '## The slowest attempts',
    slowestTable(tally),
    '## Weaknesses',
    weaknessTable(tally),
    input.remarks.trim(),
    '',
  ].join('\n\n');
}

function summary({ tally, campaigns, runsEach }: ReportInput): string[] {
  const passing = sumOf(tally.single.passing);
  const breaches = tally.breaches.length;
  const facts = [
    ['Campaigns', `${campaigns.length} (seeds ${campaigns.join(', ')}), ${number(runsEach)} runs each`],
    ['Runs', number(tally.runs)],
    ['Attempts with faults', `${number(tally.attempts)}; in ${number(tally.struck)} of them a fault came to pass`],
    ['Runs in which a rule was broken', breaches === 0 ? '**0**' : `**${number(breachedRuns(tally))}**`],
    [
      'One passing fault: verified without anybody',
      `${percent(passing.well, passing.attempts)} of ${number(passing.attempts)}`,
    ],
    ['Virtual time flashed', `${number(Math.round(tally.ms / 3_600_000))} hours`],
  ];
  return [table(['', ''], facts), ...(breaches > 0 ? [breachList(tally)] : [])];
}

function breachedRuns({ breaches }: Tally): number {
  return new Set(breaches.map(({ seed }) => seedText(seed))).size;
}

const mostBreaches = 20;

function breachList({ breaches }: Tally): string {
  const lines = breaches
    .slice(0, mostBreaches)
    .map(({ seed, rule, text }) => `- *${rule}*: ${text} — \`${replayCommand(seed)}\``);
  return lines.join('\n');
}

function ruleTable({ breaches }: Tally): string {
  const rows = Object.entries(rules).map(([rule, text]) => [
    rule,
    text,
    number(breaches.filter((breach) => breach.rule === rule).length),
  ]);
  return table(['rule', 'which means', 'broken'], rows);
}

function passingTable({ single, deeds, hosts, boards, helped }: Tally): string {
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
  const errands = Object.entries(deeds)
    .sort()
    .map(([name, row]) => line(deedNames[name] ?? name, row));
  const machines = Object.entries(hosts)
    .sort()
    .map(([name, row]) => line(`on ${name}`, row));
  const characters = Object.entries(boards)
    .sort()
    .map(([name, row]) => line(`a board ${name}`, row));
  const all = line('**all**', sumOf(single.passing));
  const others = line('beside these: an update with somebody who does what is asked for', helped);
  return table(head, [...kinds, all, ...errands, ...machines, ...characters, others]);
}

const mostLost = 30;

function lostAttempts({ lost }: Tally): string[] {
  if (lost.length === 0) return [];
  const lines = lost
    .slice(0, mostLost)
    .map(({ seed, kind, ending }) => `- \`${seedText(seed)}\` ${kind}: ${firstSentence(ending)}`);
  const more = lost.length > mostLost ? [`- and ${number(lost.length - mostLost)} more`] : [];
  return ['Those that were not verified by themselves:', [...lines, ...more].join('\n')];
}

function firstSentence(text: string): string {
  return text.replace(/(?<=[.)]) .*$/s, '');
}

const deedNames: Readonly<Record<string, string>> = {
  flash: 'flash, switch on DFU',
  erase: 'erase, switch on DFU',
  read: 'read',
  verify: 'verify',
  update: 'update of a running board, switch on RUN, nobody there',
};

function lastingTable({ single }: Tally): string {
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

function severalFaults({ several, single }: Tally): string[] {
  const all = sumOf({ several, passing: sumOf(single.passing), lasting: sumOf(single.lasting) });
  const failed = Object.values(all.states).reduce<number>((sum, count) => sum + (count ?? 0), 0);
  const unknown = all.states.unknown ?? 0;
  const { attempts, well, killed } = several;
  return [
    `Two or three faults: ${number(attempts)} attempts, ${number(well)} verified, ${number(killed)} killed; the others left the board ${listed(several.states) || '–'}.`,
    `Of ${number(failed)} failures of all attempts ${number(unknown)} (${percent(unknown, failed)}) had to call the board's state *unknown*, each because the board could not be read back any more.`,
  ];
}

function slowestTable({ slowest }: Tally): string {
  const rows = slowest.map(({ seed, ms, planMs, text }) => [
    `\`${seedText(seed)}\``,
    seconds(ms),
    seconds(planMs),
    percent(ms, allowedMs(planMs)),
    text,
  ]);
  return table(['run', 'took', 'undisturbed', 'of what is allowed', 'attempt'], rows);
}

function situationTable({ situations: counts, runs }: Tally): string {
  const rows = Object.entries(situations).map(([situation, text]) => [
    text,
    `${number(counts[situation as Situation] ?? 0)} of ${number(runs)} runs`,
  ]);
  return table(['', 'seen in'], rows);
}

function weaknessTable({ weaknesses: counts, runs }: Tally): string {
  const rows = Object.entries(weaknesses).map(([weakness, text]) => [
    weakness,
    text,
    `${number(counts[weakness as Weakness] ?? 0)} of ${number(runs)} runs`,
  ]);
  return `What nothing can be done about on this chip and this wire. Seen where its cause came to pass, and nowhere else:\n\n${table(['', '', 'seen in'], rows)}`;
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
