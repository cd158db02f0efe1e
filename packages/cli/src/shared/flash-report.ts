// The end of a flash or an erase: for people in a few lines, for machines as fields.

import type { FlashReport } from '@odflash/core';
import type { UndoReport } from '@odflash/core/flash';
import type { Via } from '../options.ts';
import type { JsonFields } from '../outcome.ts';
import { bytesText, count, numbersText, timeText } from '../render/format.ts';
import { planFields } from '../render/json.ts';
import { programsAnything } from '../render/lines.ts';
import { shellWord } from '../render/shell-word.ts';

/** `what`: what was put there, with its article. */
export function reportText(report: FlashReport, what: string, via?: Via): string {
  const { outcome, plan, undo, part, leftOut } = report;
  if (outcome === 'planned') {
    const todo = plan.steps.length === 0 ? 'nothing to do' : `this would take about ${timeText(plan.totals.ms)}`;
    return `Dry run: ${todo}. Nothing was changed.`;
  }
  if (outcome === 'unchanged' && part) {
    const text = 'Nothing to do: the board already contains this part. The firmware around it was not checked.';
    return [text, ...deadText(report)].join('\n');
  }
  if (outcome === 'unchanged') {
    const time = timeText(report.ms);
    const compared =
      leftOut.length > 0
        ? `Nothing to do: the board already contains ${what} (${time}). ${leftOutText(leftOut, 'compared')}`
        : `Nothing to do: the board already contains ${what}; every byte was read and compared (${time}).`;
    return [compared, ...startText(report)].join('\n');
  }
  return [
    part
      ? `Part written and verified; the firmware around it was not checked. ${effort(report)}`
      : `Verified: the board contains ${what}. ${effort(report)}`,
    ...hurdles(report),
    ...(leftOut.length > 0 ? [leftOutText(leftOut, 'written')] : []),
    ...(undo ? [undoText(undo, report, via)] : []),
    ...startText(report),
    ...deadText(report),
  ].join('\n');
}

/** What a file brings for the configuration sectors and a flash leaves as it is on the board. */
export function leftOutText(leftOut: FlashReport['leftOut'], action: 'written' | 'compared'): string {
  const numbers = leftOut.map(({ sector }) => sector);
  const bytes = leftOut.reduce((sum, piece) => sum + piece.bytes, 0);
  const [where, were] = numbers.length === 1 ? ['Sector', 'was'] : ['Sectors', 'were'];
  return `${where} ${numbersText(numbers)} ${were} not ${action}: ${bytesText(bytes)} of the file belong to the configuration, which stays unchanged on the board.`;
}

/** The way back from where the board is now: an ODrive firmware that was started goes to DFU mode by itself. */
function undoText({ location, complete }: UndoReport, { start, findings }: FlashReport, via?: Via): string {
  const path = shellWord(location);
  if (!complete) return `The previous flash contents (not a complete firmware) are saved in ${path}`;
  if (start !== 'started' || via === 'stlink') return `To go back: odflash restore ${path}`;
  const isOdrive = findings.some(({ code, level }) => code === 'image-board' && level === 'ok');
  return isOdrive
    ? `To go back: odflash update ${path}`
    : `To go back, with the board in DFU mode: odflash restore ${path}`;
}

function effort({ bytes, plan, width, ms }: FlashReport): string {
  const parts = [
    `${count(plan.totals.erasedSectors, 'sector')} erased`,
    ...(programsAnything(plan) ? [`${bytesText(bytes.written)} written ${width} bits at a time`] : []),
    `${bytesText(bytes.readBack)} read back`,
  ];
  return `${parts.join(', ')}, in ${timeText(ms)}.`;
}

function hurdles({ recoveries, redone, resumed }: FlashReport): readonly string[] {
  return [
    ...(resumed ? ['An interrupted run was continued.'] : []),
    ...recoveryText(recoveries),
    ...(redone.length > 0 ? [`Rewritten after a failed check: sector ${numbersText(redone)}.`] : []),
  ];
}

/** What was not as written was the flash, not the connection. */
function recoveryText(recoveries: FlashReport['recoveries']): readonly string[] {
  const inFlash = recoveries.filter(({ code }) => code === 'verify-failed').length;
  const onUsb = recoveries.length - inFlash;
  const parts = [
    ...(onUsb > 0 ? [count(onUsb, 'connection error')] : []),
    ...(inFlash > 0 ? [`${count(inFlash, 'sector')} that read back differently from what was written`] : []),
  ];
  return parts.length === 0 ? [] : [`Recovered from ${parts.join(' and ')}.`];
}

/** What the engine could not do itself it has told as a human step already. */
function startText({ start }: FlashReport): readonly string[] {
  if (start === 'started')
    return ['The firmware was started. If the DIP switch is on DFU, set it to RUN before the next power-up.'];
  if (start === 'not-asked')
    return ['The board stays in DFU mode. To start it, set the DIP switch to RUN and power-cycle it.'];
  if (start === 'not-confirmed')
    return [
      'The firmware was not started because a motor may move (not confirmed; --yes confirms). To start it, set the DIP switch to RUN and power-cycle the board, or run: odflash reset',
    ];
  if (start === 'not-checked')
    return [
      'The firmware was not started: the board stays in DFU mode. To start it, set the DIP switch to RUN and power-cycle the board.',
    ];
  return [];
}

/** Of a part: what is around it was not written, and does not start. */
function deadText({ start, part }: FlashReport): readonly string[] {
  const text = 'The board contains no bootable firmware: flash a complete firmware.';
  return part && start === 'not-startable' ? [text] : [];
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
    ...(leftOut.length > 0 && { leftOut }),
    undo,
    start,
    human,
  };
}
