// The end of a flash or an erase: for people in a few lines, for machines as fields.

import type { FlashReport } from '@odflash/core';
import type { UndoReport } from '@odflash/core/flash';
import type { Said } from '@odflash/core/messages';
import { type CommandLineMessages, commandMessage } from '@odflash/messages';
import type { Via } from '../options.ts';
import type { JsonFields } from '../outcome.ts';
import { bytesText, numbersText, timeText } from '../render/format.ts';
import { planFields } from '../render/json.ts';
import { programsAnything } from '../render/lines.ts';
import { say, worded } from '../render/say.ts';

/** What was put there. */
export type Written = CommandLineMessages['result.verified']['what'];

export function reportText(report: FlashReport, what: Written, via?: Via): string {
  const { outcome, plan, undo, part, leftOut } = report;
  if (outcome === 'planned')
    return plan.steps.length === 0
      ? worded('result.dry-run-nothing')
      : worded('result.dry-run', { time: timeText(plan.totals.ms) });
  if (outcome === 'unchanged' && part) return [worded('result.part-unchanged'), ...deadText(report)].join('\n');
  if (outcome === 'unchanged') {
    const time = timeText(report.ms);
    const compared =
      leftOut.length > 0
        ? worded('result.unchanged-but', { what, time, leftOut: leftOutMessage(leftOut, 'compared') })
        : worded('result.unchanged', { what, time });
    return [compared, ...startText(report)].join('\n');
  }
  const effort = effortOf(report);
  return [
    part ? worded('result.part-written', { effort }) : worded('result.verified', { what, effort }),
    ...hurdles(report),
    ...(leftOut.length > 0 ? [say(leftOutMessage(leftOut, 'written'))] : []),
    ...(undo ? [undoText(undo, report, via)] : []),
    ...startText(report),
    ...deadText(report),
  ].join('\n');
}

/** What a file brings for the configuration sectors and a flash leaves as it is on the board. */
export function leftOutMessage(leftOut: FlashReport['leftOut'], action: 'written' | 'compared'): Said {
  const numbers = leftOut.map(({ sector }) => sector);
  const bytes = leftOut.reduce((sum, piece) => sum + piece.bytes, 0);
  return commandMessage('result.left-out', {
    sectors: numbersText(numbers),
    count: numbers.length,
    size: bytesText(bytes),
    action,
  });
}

/** The way back from where the board is now: an ODrive firmware that was started can enter DFU mode on its own. */
function undoText({ location: path, complete }: UndoReport, { start, findings }: FlashReport, via?: Via): string {
  if (!complete) return worded('result.previous-saved', { path });
  if (start !== 'started' || via === 'stlink') return worded('result.back-by-restore', { path });
  const isOdrive = findings.some(({ code, level }) => code === 'image-board' && level === 'ok');
  return isOdrive ? worded('result.back-by-update', { path }) : worded('result.back-by-restore-in-dfu', { path });
}

function effortOf({ bytes, plan, width, ms }: FlashReport): Said {
  return commandMessage('result.effort', {
    erased: plan.totals.erasedSectors,
    written: programsAnything(plan) ? { size: bytesText(bytes.written), width } : undefined,
    readBack: bytesText(bytes.readBack),
    time: timeText(ms),
  });
}

function hurdles({ recoveries, redone, resumed }: FlashReport): readonly string[] {
  // What was not as written was the flash, not the connection.
  const sectors = recoveries.filter(({ code }) => code === 'verify-failed').length;
  return [
    ...(resumed ? [worded('result.continued')] : []),
    ...(recoveries.length > 0
      ? [worded('result.recovered', { connection: recoveries.length - sectors, sectors })]
      : []),
    ...(redone.length > 0 ? [worded('result.rewritten', { sectors: numbersText(redone) })] : []),
  ];
}

const starts = {
  started: 'result.started',
  'not-asked': 'result.stays-in-dfu',
  'not-confirmed': 'result.start-not-confirmed',
  'not-checked': 'result.start-not-checked',
} as const;

/** What the engine could not do itself was said as a human step already. */
function startText({ start }: FlashReport): readonly string[] {
  return start in starts ? [worded(starts[start as keyof typeof starts])] : [];
}

/** Of a part: what is around it was not written, and does not start. */
function deadText({ start, part }: FlashReport): readonly string[] {
  return part && start === 'not-startable' ? [worded('result.not-bootable')] : [];
}

export function reportFields(report: FlashReport): JsonFields {
  const {
    outcome,
    identity,
    findings,
    plan,
    width,
    phases,
    ms,
    bytes,
    recoveries,
    redone,
    resumed,
    part,
    leftOut,
    undo,
    start,
    human,
  } = report;
  return {
    outcome,
    device: identity.device,
    findings,
    plan: planFields(plan),
    width,
    phases,
    ms,
    bytes,
    recoveries,
    redone,
    resumed,
    part,
    leftOut: leftOut.length > 0 ? leftOut : undefined,
    undo,
    start,
    human,
  };
}
