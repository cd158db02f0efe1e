// The engine's events as prose, the same words on a terminal, in a log and in a file. Knows no cursor and no stream.

import type { Finding, UpdateEvent } from '@odflash/core';
import { mainFlash } from '@odflash/core/board';
import { isSupplyStep } from '@odflash/core/dfu';
import type { FlashPlan, SectorPlan } from '@odflash/core/flash';
import type { Message } from '@odflash/core/messages';
import type { Connection } from '@odflash/core/target';
import type { Stage } from '@odflash/core/update';
import type { CommandLineCode } from '@odflash/messages';
import { cellsOf, padded } from './cells.ts';
import type { Color, Colour } from './color.ts';
import { bytesText, numbersText, rangeText, timeText } from './format.ts';
import { emphasised, say, worded } from './say.ts';

const levels = {
  ok: { label: 'mark.ok', colour: 'green' },
  warn: { label: 'mark.warning', colour: 'yellow' },
  consent: { label: 'mark.question', colour: 'yellow' },
  stop: { label: 'mark.stop', colour: 'red' },
} as const satisfies Readonly<Record<Finding['level'], { readonly label: CommandLineCode; readonly colour: Colour }>>;

/** What an event says by itself; nothing for those that only move a bar. */
export function eventLines(event: UpdateEvent, color: Color): readonly string[] {
  switch (event.type) {
    case 'opened':
      return [boardLine(event.device, color)];
    case 'running':
      return [runningLine(event, color)];
    case 'firmware':
      return firmwareLines(event);
    case 'stage':
      return stageLine(event.stage);
    case 'findings':
      return findingLines(event.findings, color);
    case 'plan':
      return planLines(event.plan);
    case 'recovering':
      return [
        `${color('yellow', worded('mark.recovering'))}  ${worded('progress.recovering', { cause: event.text, attempt: event.attempt })}`,
      ];
    case 'recovered':
      return [worded('progress.recovered')];
    case 'note':
      return [`${color('cyan', worded('mark.note'))}  ${say(event.text)}`];
    case 'waiting':
      return [
        ...missingLine(event.for),
        ...othersLine(event.others),
        worded('progress.waiting', { time: waitText(event.ms) }),
      ];
    case 'human':
      // Nothing goes before what keeps a board from burning, not even a mark.
      if (isSupplyStep(event.step)) return [color('red', say(event.text))];
      return [`${color('bold', '→')} ${color('bold', say(event.text))}`];
    default:
      return [];
  }
}

/**
 * A consent is asked for in its own words, or refused in them, and the first stop is the error that follows: neither is
 * said twice.
 */
function findingLines(findings: readonly Finding[], color: Color): readonly string[] {
  const thrown = findings.find(({ level }) => level === 'stop');
  return findings
    .filter((finding) => finding.level !== 'consent' && finding !== thrown)
    .map(({ level, text }) => `  ${levelMark(level, color)}  ${say(text)}`);
}

/** All of one width, so that the sentences behind them begin in one column. */
function levelMark(level: Finding['level'], color: Color): string {
  const words = Object.values(levels).map(({ label }) => worded(label));
  const { label, colour } = levels[level];
  return color(colour, padded(worded(label), Math.max(...words.map(cellsOf))));
}

/** What takes a while and says nothing by itself. */
const slowStages = {
  'enter-dfu': 'progress.entering-dfu',
  'boot-old-firmware': 'progress.starting-old',
  start: 'progress.starting-new',
} as const satisfies Partial<Record<Stage, CommandLineCode>>;

function stageLine(stage: Stage): readonly string[] {
  const code = stage in slowStages ? slowStages[stage as keyof typeof slowStages] : undefined;
  return code === undefined ? [] : [worded(code)];
}

/** What has to be there before the work can begin, by what is waited for; where nothing stands, a step of a person said it. */
function missingLine(awaited: string): readonly string[] {
  if (awaited === 'dfu') return [worded('progress.no-board-in-dfu')];
  return awaited === 'stlink' ? [worded('progress.no-probe')] : [];
}

function othersLine(others: readonly Message[] = []): readonly string[] {
  return others.length === 0 ? [] : [worded('progress.other-boards', { others })];
}

/** `40 s`, `2 min`, `10 min`. */
function waitText(ms: number): string {
  return ms < 60_000 ? `${Math.round(ms / 1000)} s` : `${Math.round(ms / 60_000)} min`;
}

function runningLine(event: UpdateEvent & { type: 'running' }, color: Color): string {
  const { device, board, evidence, firmware } = event;
  const { serial, path } = device;
  const text = worded('progress.running', { serial, path, board, evidence, firmware });
  return emphasised(emphasised(text, serial, color), firmware, color);
}

function boardLine({ serial, path }: Connection, color: Color): string {
  return emphasised(worded('progress.board', { serial, path }), serial, color);
}

/** More pieces of a file than this are counted. */
const listedRanges = 4;

/** The file, what shows its version and board, and where its bytes go. */
function firmwareLines(event: UpdateEvent & { type: 'firmware' }): readonly string[] {
  const { name, version, verified, board, format, ranges } = event;
  const more = ranges.length - listedRanges;
  return [
    worded('progress.firmware', { name, version, board, format, verified }),
    ...ranges.slice(0, listedRanges).map((range) => `  ${rangeText(range)}  ${bytesText(range.length)}`),
    ...(more > 0 ? [`  ${worded('progress.more-ranges', { count: more })}`] : []),
  ];
}

/** What is programmed beyond the vectors' own invalidation and commit: nothing, when sectors are only erased. */
export function programsAnything({ steps }: FlashPlan): boolean {
  return steps.some((step) => step.kind === 'rewrite' && step.blocks.length > 0);
}

function planLines(plan: FlashPlan): readonly string[] {
  const { sectors, steps, totals, width } = plan;
  const of = (wanted: SectorPlan['action']) =>
    sectors.filter(({ action }) => action === wanted).map(({ sector }) => sector.index);
  if (steps.length === 0) return [];
  const [equal, rewritten] = [of('skip'), of('rewrite')];
  const writes = programsAnything(plan);
  return [
    worded('progress.plan', {
      action: writes ? 'rewrite' : 'erase',
      count: rewritten.length,
      sectors: numbersText(rewritten),
      write: writes ? { size: bytesText(totals.writtenBytes), width } : undefined,
      unchanged: equal.length > 0 ? numbersText(equal) : undefined,
      time: timeText(totals.ms),
    }),
  ];
}

/** One line of progress for logs, which cannot be redrawn. */
export function sectorLine(event: UpdateEvent & { type: 'sector' }, fraction: number, leftMs: number): string {
  const percent = `${Math.floor(fraction * 100)} %`.padStart(5);
  const { sector, progress } = event;
  const left = leftMs > 0 ? timeText(leftMs) : undefined;
  return `${percent}  ${worded('progress.sector', { sector, again: progress === 'redoing', left })}`;
}

/** Said once when a long read begins. */
export function inspectingLine(bytes: number, ms: number): string {
  const size = bytes === mainFlash.length ? undefined : bytesText(bytes);
  return worded('progress.reading', { size, time: timeText(ms) });
}
