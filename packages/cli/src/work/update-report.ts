// The end of an update, for people in a few lines, for machines as fields.

import { leftOutValues, type RestoredConfiguration, type UpdateReport } from '@odflash/core';
import type { JsonFields } from '../act.ts';
import { count, timeText } from '../render/format.ts';
import { reportFields, reportText } from './report.ts';

export function updateText(report: UpdateReport): string {
  const { outcome, flash, held } = report;
  if (outcome === 'planned')
    return flash
      ? reportText(flash, 'that firmware')
      : 'Dry run: nothing speaks against it. The board was not taken to DFU mode, and goes on running.';
  return [
    flashText(report),
    ...restoredText(report),
    ...(held.length > 0 ? [`Off until you set them again: ${held.join(', ')}.`] : []),
  ].join('\n');
}

function flashText({ flash, firmware, outcome, ms }: UpdateReport): string {
  const runs = firmware.after ? `The board runs firmware ${firmware.after}` : 'The firmware is on the board';
  const before = firmware.before && firmware.before !== firmware.after ? ` (before: ${firmware.before})` : '';
  const read = flash
    ? outcome === 'unchanged'
      ? 'It was there already: every byte was read and compared, nothing was written.'
      : 'Every byte was read back.'
    : 'An earlier run wrote it and read it back.';
  const undo = flash?.undo?.complete ? `\nTo go back: odflash update ${quoted(flash.undo.location)}` : '';
  return `Done: ${runs}${before}. ${read} It took ${timeText(ms)}.${undo}`;
}

function restoredText({ configuration, saved }: UpdateReport): readonly string[] {
  const files = saved.map(quoted).join(', ');
  if (!configuration) return files ? [`What was saved of the configuration: ${files}`] : [];
  return [`${configurationText(configuration)} It stays saved as ${quoted(configuration.file)}`];
}

/** One sentence, and one more for what was left out on purpose. */
export function configurationText(configuration: RestoredConfiguration): string {
  const { values, written } = configuration;
  const leftOut = leftOutValues(configuration).length;
  const was = written === 0 ? 'was all there' : `is back: ${count(written, 'value')} written and read back`;
  const others = written > 0 && values.length > written ? `, ${values.length - written} were right already` : '';
  const out = leftOut > 0 ? ` Left out, because the firmware or the motor decides: ${count(leftOut, 'value')}.` : '';
  return `The configuration ${was}${others}.${out}`;
}

function quoted(location: string): string {
  return location.includes(' ') ? `"${location}"` : location;
}

export function updateFields(report: UpdateReport): JsonFields {
  const { flash, configuration, ...rest } = report;
  return {
    ...rest,
    ...(flash && { flash: reportFields(flash) }),
    ...(configuration && { configuration: configurationFields(configuration) }),
  };
}

/** Counts, and by name only what is not simply as it was. */
export function configurationFields({ file, values, skipped, written, held }: RestoredConfiguration): JsonFields {
  const leftOut = skipped.map(({ path, reason }) => ({ path, reason }));
  return { file, values: values.length, written, skipped: leftOut, held };
}
