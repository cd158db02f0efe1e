import type { MessageParameters, UpdateMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';
import { deviceText } from './words.ts';

/** Values named in the question; all of them are in the details of the failure. */
const maxNamed = 8;

const verifiedBy = {
  publisher: ', as published',
  mirror: ', as listed by the mirror',
  'not-verified': ', not verified',
} as const;

export const update: Texts<UpdateMessages> = {
  'update.no-release-list': 'No list of firmware releases is available.',
  'update.board-version-unknown': 'The board version is unknown, so no firmware can be chosen.',
  'update.no-such-release': ({ version, board, available }) =>
    `${version === undefined ? 'No released firmware' : `No firmware ${version}`} for the ODrive ${board}. Available: ${available.join(', ') || 'none'}.`,
  'update.voltage-unknown': ({ board }) =>
    `The voltage of the ODrive ${board} is unknown, and each voltage has its own firmware.`,
  'update.versions': versionsText,
  'update.compare-equal-release': ({ release }) =>
    `The board already reports firmware ${release}. Compare every byte (switches the board into DFU mode and back)?`,
  'update.compare-equal-release.compare': 'compare every byte and write the differences',
  'update.compare-equal-release.leave': 'leave the board as it is',
  'update.other-release': ({ asked, came, name }) =>
    `Firmware ${asked} was chosen, and the board now reports ${came}: ${name} is not the version in the list of releases.`,

  'update.no-configuration': 'The board has no saved configuration to migrate.',
  'update.configuration-stays': 'The configuration will be saved first and restored afterwards.',
  'update.configuration-stays-if-accepted':
    'The configuration will be saved first and restored afterwards if the new firmware accepts it (the version of the file is unknown).',
  'update.units-change': ({ from, to, force }) =>
    `From firmware ${from} to ${to} the units of the configuration change (counts and turns, currents and torques): ${force ? 'only values whose units are identical will be restored' : 'it will be saved, but not restored'}.`,
  'update.configuration-erased': 'The configuration will be saved as a file, erased and not restored.',
  'update.sectors-saved': ({ file, stays }) =>
    `${stays ? 'The configuration stays in the flash (sectors 10 and 11) and is' : 'The configuration sectors (10 and 11) are'} saved as ${file}. Only firmware of the same layout can read it: the old one, or a close relative.`,
  'update.configuration-loaded': 'The new firmware loaded the configuration that stayed in the flash.',
  'update.configuration-not-loaded': ({ file }) =>
    `Neither the old nor the new firmware loaded the contents of the configuration sectors (10 and 11): they have a different layout. They are saved as ${file}.`,
  'update.configuration-unreadable':
    'The new firmware cannot read the configuration that stayed in the flash, because the layout differs: only the old firmware can.',

  'update.difference': ({ path, board, record }) => `${path} is ${board} on the board, ${record} in the file`,
  'update.configurations-differ': ({ file, kept, differences }, say) => {
    const more = differences.length > maxNamed ? `; and ${differences.length - maxNamed} more` : '';
    const named = differences.slice(0, maxNamed).map(say).join('; ');
    const where = kept === undefined ? '' : ` The configuration of the board is saved as ${kept}.`;
    return `The configuration of the board differs from the one saved by the interrupted update in ${file}: ${named}${more}.${where}`;
  },
  'update.configurations-may-differ': ({ file }) =>
    `The configuration of the board differs from the one saved by the interrupted update in ${file}. Whether it was saved since is known only in DFU mode; if so, the update asks which one to use (--config-from board or record).`,
  'update.record-doubtful': ({ begun, file }) =>
    `The update of ${begun} was interrupted before it read the flash, so it is unknown whether the configuration of the board was changed since, or this is another board with this serial number. Restore the configuration that update saved in ${file}?`,
  'update.configuration-of-others': ({ file }) =>
    `The flash contains a configuration that the firmware does not load and that is not from the interrupted update: this board was changed by other means since, or is another board with this serial number. Restore the configuration that update saved in ${file}?`,
  'update.keep-board': 'keep the configuration of the board',
  'update.restore-record': 'restore the configuration saved by the interrupted update',

  'update.resumed': ({ begun, file }) =>
    `Continuing the update of ${begun}${file === undefined ? '' : `, with the configuration in ${file}`}.`,
  'update.record-not-written': ({ cause }, say) => `The record of the update could not be written: ${say(cause)}.`,

  'update.startup-held': ({ flags, file }) =>
    `${flags.length > 0 ? `Switched off and saved: ${flags.join(', ')}` : 'All startup flags saved as off'}. The file ${file} contains their previous values.`,
  'update.startup-not-held': 'The board does not save its startup flags as off.',
  'update.saving-refused': 'The board refuses to save while an axis is armed.',
  'update.startup-moves': ({ flags }) => `A motor will move by itself when the firmware starts: ${flags.join(', ')}.`,
  'update.startup-unknown':
    'A configuration is saved on the board, and its startup flags are unknown: a motor may move when the firmware starts.',

  'update.not-read-back':
    'The board cannot enter DFU mode, so its firmware is not verified in this run; the interrupted run verified it. Restoring its configuration.',
  'update.start-old-firmware':
    'The board is in DFU mode and contains a complete firmware, and only that firmware can read its configuration. Start it to back up the configuration first? Warning: motors with startup_* flags will move.',
  'update.start-old-firmware.start': 'start it and save the configuration',
  'update.start-old-firmware.skip': 'continue without a backup of the configuration',
  'update.old-firmware-skipped':
    'The old firmware was not started (not confirmed; --yes confirms): the configuration is not backed up.',
  'update.old-firmware-hangs': 'The old firmware could not be started; continuing without it.',
  'update.no-bootable-firmware': 'The flash contains no bootable firmware.',
  'update.not-shown':
    'The firmware was started. A browser shows the running board only after it is allowed, so its firmware was not asked.',
  'update.not-started': ({ failure }, say) => `The firmware could not be started: ${say(failure)}`,
  'update.not-back': ({ device, inDfu }) =>
    `The firmware is on the board, but the board ${deviceText(device)} ${inDfu ? 'is in DFU mode again: its DIP switch is on DFU (clones: its BOOT jumper is set)' : 'did not reconnect'}.`,
  'update.old-firmware-runs': 'The board is running its old firmware again.',
  'update.old-firmware-not-started': ({ failure }, say) =>
    `The old firmware is untouched, but could not be started: ${say(failure).replace(/\.$/, '')}. With the DIP switch on RUN, a power cycle starts it.`,
  'update.no-answer': 'it does not answer',
  'update.no-reconnection': 'it did not reconnect',

  'update.bus-changed': (bus) => `Bus voltage: ${voltsText(bus)}.`,
  'update.bus-wrong-class': ({ undo, ...bus }) =>
    `WARNING: the bus voltage reads ${voltsText(bus)}: the new firmware is for boards of another voltage, and its over-voltage protection acts at the wrong voltage. Switch the supply off, then flash the right firmware. ${undo === undefined ? 'Flash firmware for this board.' : `The way back: odflash update ${undo}`}`,

  'update.retrying': ({ failure }, say) => `${say(failure)} Retrying.`,
  'update.failed': ({ failure, configuration, held }, say) => {
    const said = say(failure);
    return [
      said,
      ...(configuration && !said.includes(configuration) ? [`The configuration is saved as ${configuration}.`] : []),
      ...(held.length > 0 ? [`These flags stay off: ${held.join(', ')}.`] : []),
    ].join(' ');
  },
  'update.configuration-owed': ({ failure }, say) =>
    `The firmware is on the board, but its configuration is not restored: ${say(failure)}`,
};

function versionsText({ installed, reported, next, verified, isDowngrade }: MessageParameters['update.versions']) {
  const runs = reported === installed ? installed : `${installed} (it reports ${reported})`;
  const wanted = next ? `the new version is ${next}` : 'the version of the file is unknown';
  const how = verified ? verifiedBy[verified] : '';
  return `The board runs firmware ${runs}; ${wanted}${how}.${isDowngrade ? ' That is a downgrade.' : ''}`;
}

function voltsText({ before, after }: { readonly before: number; readonly after: number }): string {
  return `${before.toFixed(1)} V before the update and ${after.toFixed(1)} V now`;
}
