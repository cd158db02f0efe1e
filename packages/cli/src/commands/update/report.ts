// The end of an update, for people in a few lines, for machines as fields.

import type { UpdateReport } from '@odflash/core';
import {
  differingValues,
  leftOutCounts,
  missedCount,
  missedValues,
  type RestoredConfiguration,
  restoreNotes,
} from '@odflash/core/configuration';
import { type Message, message } from '@odflash/core/messages';
import type { JsonFields } from '../../outcome.ts';
import { count, timeText } from '../../render/format.ts';
import { say } from '../../render/say.ts';
import { shellWord } from '../../render/shell-word.ts';
import { visiblePart } from '../../render/shown.ts';
import { reportFields, reportText } from '../../shared/flash-report.ts';
import { healthFields } from './health.ts';

export function updateText(report: UpdateReport): string {
  const { outcome, flash, held } = report;
  if (outcome === 'planned')
    return flash ? reportText(flash, 'that firmware') : `Dry run: ${objections(report)} The board was left running.`;
  if (outcome === 'left-alone')
    return `Nothing was changed: the board reports firmware ${visiblePart(report.firmware.before ?? '')}. The flash contents were not compared.`;
  return [
    flashText(report),
    ...restoredText(report),
    ...(held.length > 0 ? [`Off until you set them again: ${visiblePart(held.join(', '))}.`] : []),
  ].join('\n');
}

function objections({ findings }: UpdateReport): string {
  const warnings = findings.filter(({ level }) => level === 'warn').length;
  return warnings === 0 ? 'all checks passed.' : `possible, ${count(warnings, 'warning')} to confirm.`;
}

function flashText({ flash, firmware, outcome, ms, via }: UpdateReport): string {
  const runs = firmware.after
    ? `The board runs firmware ${visiblePart(firmware.after)}`
    : 'The firmware is on the board';
  const before =
    firmware.before && firmware.before !== firmware.after ? ` (before: ${visiblePart(firmware.before)})` : '';
  const read = flash
    ? outcome === 'unchanged'
      ? 'It was already there: every byte was read and compared, nothing was written.'
      : 'Every byte was read back.'
    : 'It was written and verified by the interrupted run and not checked in this one, because the board cannot enter DFU mode.';
  const undo = flash?.undo?.complete
    ? `
To go back: odflash update ${shellWord(flash.undo.location)}${via === 'dfu' ? '' : ` --via ${via}`}`
    : '';
  return `Done: ${runs}${before}. ${read} It took ${timeText(ms)}.${undo}`;
}

function restoredText({ configuration, saved, left }: UpdateReport): readonly string[] {
  if (left !== undefined)
    return [
      `The configuration was not restored, as announced: the units of this firmware differ. It is saved as ${shellWord(left)}`,
      `To restore the values whose units are identical: odflash restore ${shellWord(left)} --force-config`,
    ];
  const files = saved.map((file) => shellWord(file)).join(', ');
  if (!configuration) return files ? [`Saved configuration: ${files}`] : [];
  return [`${configurationText(configuration)} It remains saved as ${shellWord(configuration.file)}`];
}

/** One sentence, and one more for what was left out on purpose. */
export function configurationText(configuration: RestoredConfiguration): string {
  const { values, written } = configuration;
  const was = written === 0 ? 'was complete' : `is restored: ${count(written, 'value')} written and read back`;
  const others = written > 0 && values.length > written ? `, ${values.length - written} already matched` : '';
  const notes = restoreNotes(configuration).map((note) => `\n${visiblePart(say(note), 2000)}`);
  return `The configuration ${was}${others}.${leftOutText(configuration)}${notes.join('')}`;
}

function leftOutText(configuration: RestoredConfiguration): string {
  const groups = [...leftOutCounts(configuration)].map(
    ([reason, values]) => `${count(values, 'value')} (${say(message('settings.unmissed-reason', { reason }))})`,
  );
  return groups.length > 0 ? ` Skipped: ${groups.join(', ')}.` : '';
}

/** A dry run: every value that would be written or could not be put back, by name. */
export function comparisonText(configuration: RestoredConfiguration): string {
  const differing = differingValues(configuration);
  const missed = missedValues(configuration);
  const same = configuration.values.length - differing.length;
  const lines = (text: Message) => `  ${visiblePart(say(text))}`;
  return [
    `Dry run: nothing was written. ${count(differing.length, 'value')} would be, ${same} already match.${leftOutText(configuration)}`,
    ...differing.map(lines),
    ...(missed.length > 0
      ? [`Cannot be restored: ${count(missedCount(configuration), 'value')}`, ...missed.map(lines)]
      : []),
  ].join('\n');
}

export function updateFields(report: UpdateReport): JsonFields {
  const { flash, configuration, health, ...rest } = report;
  return {
    ...rest,
    ...(health && { health: healthFields(health) }),
    flash: flash && reportFields(flash),
    configuration: configuration && configurationFields(configuration),
  };
}

/** Counts, and by name only what is not simply as it was. */
export function configurationFields(configuration: RestoredConfiguration): JsonFields {
  const { file, values, skipped, written, held, refused, repeat } = configuration;
  const leftOut = skipped.map(({ path, reason }) => ({ path, reason }));
  const differs = values.filter(({ outcome }) => outcome === 'differs').map(({ path }) => path);
  return {
    file,
    values: values.length,
    written,
    ...(differs.length > 0 && { differs }),
    skipped: leftOut,
    held,
    refused: refused.map(({ path, rule }) => ({ path, rule })),
    repeat,
  };
}
