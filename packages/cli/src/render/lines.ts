// The engine's events as prose, the same words on a terminal, in a log and in a file. Knows no cursor and no stream.

import type { Finding, FlashPlan, UpdateEvent } from '@odflash/core';
import { mainFlash } from '@odflash/core/board';
import { isSupplyStep } from '@odflash/core/dfu';
import type { SectorPlan } from '@odflash/core/flash';
import type { Message } from '@odflash/core/messages';
import type { Stage } from '@odflash/core/update';
import { bytesText, count, numbersText, rangeText, timeText } from './format.ts';
import type { Color, Colour } from './paint.ts';
import { say } from './say.ts';

const levels: Readonly<Record<Finding['level'], { readonly mark: string; readonly colour: Colour }>> = {
  ok: { mark: 'ok  ', colour: 'green' },
  warn: { mark: 'warn', colour: 'yellow' },
  consent: { mark: 'ask ', colour: 'yellow' },
  stop: { mark: 'stop', colour: 'red' },
};

/** What an event says by itself; nothing for those that only move a bar. */
export function eventLines(event: UpdateEvent, color: Color): readonly string[] {
  switch (event.type) {
    case 'opened':
      return [`Board ${color('bold', event.device.serial ?? 'without serial number')} at ${event.device.path}`];
    case 'running':
      return [runningLine(event, color)];
    case 'firmware':
      return firmwareLines(event);
    case 'stage':
      return stageLines[event.stage] ?? [];
    case 'findings':
      return findingLines(event.findings, color);
    case 'plan':
      return planLines(event.plan);
    case 'recovering':
      return [`${color('yellow', 'recovering')}  ${say(event.text)} (attempt ${event.attempt})`];
    case 'recovered':
      return ['Recovered, continuing.'];
    case 'note':
      return [`${color('cyan', 'note')}  ${say(event.text)}`];
    case 'waiting':
      return [
        ...(missing[event.for] ?? []),
        ...othersLine(event.others),
        `Waiting up to ${waitText(event.ms)}; Ctrl-C stops.`,
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
    .map(({ level, text }) => `  ${color(levels[level].colour, levels[level].mark)}  ${say(text)}`);
}

/** What takes a while and says nothing by itself. */
const stageLines: Partial<Record<Stage, readonly string[]>> = {
  enter: ['Switching the board into DFU mode.'],
  rouse: ['Starting the old firmware to read its configuration. Motors with startup_* flags will move.'],
  start: ['Starting the new firmware.'],
};

/** What has to be there before the work can begin, by what is waited for; where nothing stands, a step of a person said it. */
const missing: Readonly<Record<string, readonly string[]>> = {
  dfu: [
    'No board in DFU mode yet. Set the DIP switch to DFU (v3.5 or later; clones: hold BOOT or set its jumper), connect a USB data cable and power-cycle the DC supply.',
  ],
  stlink: ['No ST-Link yet. Plug it in, and power the board.'],
};

function othersLine(others: readonly Message[] = []): readonly string[] {
  return others.length === 0 ? [] : [`Connected, but not the board that was named: ${others.map(say).join(', ')}`];
}

/** `40 s`, `2 min`, `10 min`. */
function waitText(ms: number): string {
  return ms < 60_000 ? `${Math.round(ms / 1000)} s` : `${Math.round(ms / 60_000)} min`;
}

function runningLine(event: UpdateEvent & { type: 'running' }, color: Color): string {
  const { device, board, evidence, firmware } = event;
  const how = evidence === 'proof' ? 'confirmed by OTP' : 'as reported by its firmware';
  const what = board ? `ODrive ${board} (${how})` : 'an ODrive';
  const name = color('bold', device.serial ?? 'without serial number');
  return `Board ${name} at ${device.path}: ${what}, running firmware ${color('bold', firmware)}`;
}

/** More pieces of a file than this are counted. */
const listedRanges = 4;

/** The file, what tells its version and board, and where its bytes go. */
function firmwareLines(event: UpdateEvent & { type: 'firmware' }): readonly string[] {
  const { name, version, verified, board, format, ranges } = event;
  const about = [
    version === undefined ? 'version unknown' : `version ${version}`,
    board === undefined ? 'board unknown' : `for the ${say(board)}`,
    say(format),
    ...(verified === undefined ? [] : [verified]),
  ];
  const more = ranges.length - listedRanges;
  return [
    `Firmware ${name} (${about.join(', ')})`,
    ...ranges.slice(0, listedRanges).map((range) => `  ${rangeText(range)}  ${bytesText(range.length)}`),
    ...(more > 0 ? [`  and ${count(more, 'more range')}`] : []),
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
  const parts = [
    `${writes ? 'rewrite' : 'erase'} ${count(rewritten.length, 'sector')} (${numbersText(rewritten)})`,
    ...(writes ? [`write ${bytesText(totals.writtenBytes)}, ${width} bits at a time`] : []),
    ...(equal.length > 0 ? [`skip ${numbersText(equal)} (unchanged)`] : []),
  ];
  return [`Plan: ${parts.join('; ')}; about ${timeText(totals.ms)}`];
}

/** One line of progress for logs, which cannot be redrawn. */
export function sectorLine(event: UpdateEvent & { type: 'sector' }, fraction: number, leftMs: number): string {
  const percent = `${Math.floor(fraction * 100)} %`.padStart(5);
  return `${percent}  sector ${event.sector} ${event.progress}${leftMs > 0 ? `, ${timeText(leftMs)} left` : ''}`;
}

/** Said once when a long read begins. */
export function inspectingLine(bytes: number, ms: number): string {
  const what = bytes === mainFlash.length ? 'the whole flash' : bytesText(bytes);
  return `Reading current flash contents: ${what}, at most ${timeText(ms)}`;
}
