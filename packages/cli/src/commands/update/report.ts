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
import type { SkippedGroup } from '@odflash/messages';
import type { JsonFields } from '../../outcome.ts';
import { timeText } from '../../render/format.ts';
import { say, worded } from '../../render/say.ts';
import { visiblePart } from '../../render/shown.ts';
import { reportFields, reportText } from '../../shared/flash-report.ts';
import { healthFields } from './health.ts';

export function updateText(report: UpdateReport): string {
  const { outcome, flash, held } = report;
  if (outcome === 'planned')
    return flash
      ? reportText(flash, 'firmware')
      : worded('configuration.dry-run-update', { warnings: warningsIn(report) });
  if (outcome === 'left-alone')
    return worded('configuration.firmware-as-reported', { firmware: report.firmware.before ?? '' });
  return [
    flashText(report),
    ...restoredText(report),
    ...(held.length > 0 ? [worded('configuration.held-off', { flags: held })] : []),
  ].join('\n');
}

function warningsIn({ findings }: UpdateReport): number {
  return findings.filter(({ level }) => level === 'warn').length;
}

function flashText({ flash, firmware, outcome, ms, via }: UpdateReport): string {
  const before = firmware.before !== firmware.after ? firmware.before : undefined;
  const how = flash ? (outcome === 'unchanged' ? 'compared' : 'written') : 'written-earlier';
  const done = worded('configuration.updated', { after: firmware.after, before, how, time: timeText(ms) });
  if (!flash?.undo?.complete) return done;
  const back = { path: flash.undo.location, via: via === 'dfu' ? undefined : via };
  return `${done}\n${worded('result.back-by-update', back)}`;
}

function restoredText({ configuration, saved, left }: UpdateReport): readonly string[] {
  if (left !== undefined)
    return [
      worded('configuration.not-restored', { file: left }),
      worded('configuration.restore-identical', { file: left }),
    ];
  if (!configuration) return saved.length > 0 ? [worded('configuration.saved-files', { files: saved })] : [];
  return [`${configurationText(configuration)} ${worded('configuration.remains-saved', { file: configuration.file })}`];
}

/** One sentence, and one more for what was skipped on purpose. */
export function configurationText(configuration: RestoredConfiguration): string {
  const { values, written } = configuration;
  const matched = written > 0 ? values.length - written : 0;
  const text = worded('configuration.restored', { written, matched, skipped: skippedGroups(configuration) });
  return [text, ...restoreNotes(configuration).map((note) => visiblePart(say(note), 2000))].join('\n');
}

function skippedGroups(configuration: RestoredConfiguration): readonly SkippedGroup[] {
  return [...leftOutCounts(configuration)].map(([reason, count]) => ({
    count,
    reason: message('settings.unmissed-reason', { reason }),
  }));
}

/** A dry run: every value that would be written or could not be restored, by name. */
export function comparisonText(configuration: RestoredConfiguration): string {
  const differing = differingValues(configuration);
  const missed = missedValues(configuration);
  const lines = (text: Message) => `  ${visiblePart(say(text))}`;
  return [
    worded('configuration.comparison', {
      differing: differing.length,
      same: configuration.values.length - differing.length,
      skipped: skippedGroups(configuration),
    }),
    ...differing.map(lines),
    ...(missed.length > 0
      ? [worded('configuration.cannot-be-restored', { count: missedCount(configuration) }), ...missed.map(lines)]
      : []),
  ].join('\n');
}

export function updateFields(report: UpdateReport): JsonFields {
  const { flash, configuration, health, ...rest } = report;
  return {
    ...rest,
    health: health && healthFields(health),
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
    differs: differs.length > 0 ? differs : undefined,
    skipped: leftOut,
    held,
    refused: refused.map(({ path, rule }) => ({ path, rule })),
    repeat,
  };
}
