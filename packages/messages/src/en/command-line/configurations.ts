import type { ConfigurationMessages, SkippedGroup } from '../../command-line/configurations.ts';
import type { Say, Texts } from '../../language.ts';

const ways = {
  compared: 'It was already there: every byte was read and compared, nothing was written.',
  written: 'Every byte was read back.',
  'written-earlier':
    'It was written and verified by the interrupted run and not checked in this one, because the board cannot enter DFU mode.',
} as const;

const buses = {
  'not-compared': 'bus voltage not compared',
  same: 'bus voltage as before',
  changed: 'the voltage reads differently than before',
  'wrong-class': 'the voltage reads as with firmware for another voltage',
} as const;

const values = (count: number) => (count === 1 ? '1 value' : `${count} values`);

function skippedText(skipped: readonly SkippedGroup[], say: Say): string {
  const groups = skipped.map(({ count, reason }) => `${values(count)} (${say(reason)})`);
  return groups.length > 0 ? ` Skipped: ${groups.join(', ')}.` : '';
}

export const configurations: Texts<ConfigurationMessages> = {
  'configuration.dry-run-update': ({ warnings }) =>
    `Dry run: ${warnings === 0 ? 'all checks passed' : `possible, ${warnings === 1 ? '1 warning' : `${warnings} warnings`} to confirm`}. The board was left running.`,
  'configuration.firmware-as-reported': ({ firmware }) =>
    `Nothing was changed: the board reports firmware ${firmware}. The flash contents were not compared.`,
  'configuration.held-off': ({ flags }) => `Off until you set them again: ${flags.join(', ')}.`,
  'configuration.updated': ({ after, before, how, time }) =>
    `Done: ${after === undefined ? 'The firmware is on the board' : `The board runs firmware ${after}`}${before === undefined ? '' : ` (before: ${before})`}. ${ways[how]} It took ${time}.`,
  'configuration.not-restored': ({ file }, say) =>
    `The configuration was not restored, as announced: the units of this firmware differ. It is saved as ${say.word(file)}`,
  'configuration.restore-identical': ({ file }, say) =>
    `To restore the values whose units are identical: odflash restore ${say.word(file)} --force-config`,
  'configuration.saved-files': ({ files }, say) => `Saved configuration: ${files.map(say.word).join(', ')}`,
  'configuration.remains-saved': ({ file }, say) => `It remains saved as ${say.word(file)}`,
  'configuration.restored': ({ written, matched, skipped }, say) =>
    `The configuration ${written === 0 ? 'was complete' : `is restored: ${values(written)} written and read back`}${matched > 0 ? `, ${matched} already matched` : ''}.${skippedText(skipped, say)}`,
  'configuration.comparison': ({ differing, same, skipped }, say) =>
    `Dry run: nothing was written. ${values(differing)} would be, ${same} already match.${skippedText(skipped, say)}`,
  'configuration.cannot-be-restored': ({ count }) => `Cannot be restored: ${values(count)}`,
  'configuration.took': ({ time }) => `It took ${time}.`,
  'configuration.healthy': ({ bus }) => `Health: no new errors, no calibration lost, ${buses[bus]}, settings valid.`,
  'configuration.worse': 'Health: the board is worse than before.',
  'configuration.lost-calibrations': ({ names }) => `Calibrations that no longer hold: ${names.join(', ')}`,
  'configuration.bus': ({ bus }) => `Bus: ${buses[bus]}.`,
};
