import { hex32 } from '@odflash/core/bytes';
import type { FileWitness, PreflightMessages, WrongBoardEffect } from '@odflash/core/messages';
import type { Texts } from '../language.ts';
import { boardsText } from './words.ts';

const witnesses: Readonly<Record<FileWitness, string>> = {
  bytes: 'its contents',
  digest: 'the digest of its release',
  name: 'its name',
};

const by = (kinds: readonly FileWitness[]): string =>
  kinds.length === 0 ? '' : `by ${kinds.map((kind) => witnesses[kind]).join(' and ')}`;

const withArticle = (boards: string): string => (boards.startsWith('an ') ? boards : `the ${boards}`);

const volts = (voltages: readonly number[]): string => `${voltages.join(' or ')} V`;

const ownBackupText = 'The file is a backup of this board.';

/** Of 24 V boards the divider of the bus voltage is 11, of 48 and 56 V boards 19. */
const scales = {
  low: '0.58 times the true supply voltage, so that its over-voltage protection acts too late',
  high: '1.73 times the true supply voltage',
  other: 'currents and voltages as those of the other board',
} as const;

function effectText({ version, checks, scale }: WrongBoardEffect): string {
  if (version === undefined || checks === undefined)
    return `Firmware from 0.5.2 on does not start on another board; an earlier one runs and reads ${scales[scale]}.`;
  if (checks) return `Firmware ${version} does not start on another board than the one it was built for.`;
  return `Firmware ${version} does not check the board: it would run and read ${scales[scale]}.`;
}

const notAnOdrive = {
  'not-an-f405': 'its memory is not that of an STM32F405',
  'layout-untold': 'its bootloader does not describe its flash',
  'otp-blank': 'its OTP memory is blank',
  'otp-foreign': 'its OTP memory contains another record',
  'otp-unreadable': 'its OTP memory cannot be read',
} as const;

const claimants = {
  running: 'The firmware that ran on the board',
  installed: 'The firmware in the flash',
} as const;

const openQuestions = {
  version: () => 'which board version',
  voltage: volts,
} as const;

const ways = 'odflash update saves and restores them; --fresh-config erases them.';

const rawWhy =
  'The image contains a configuration (sectors 10 and 11) that is not known to be from this board with this firmware: its limits and calibration may be wrong here.';

type Unusable = PreflightMessages['preflight.records-unusable']['unusable'][number];

function unusableText({ location, why, program, begun, files }: Unusable): string {
  const author = program === undefined ? 'a newer odflash' : `a newer odflash (${program})`;
  const what = why === 'newer' ? `was written by ${author}` : 'is damaged';
  const when = begun === undefined ? '' : ` of ${begun}`;
  const named = files.length === 0 ? '' : ` It refers to ${files.join(', ')}.`;
  return `The record ${location} of an interrupted run${when} ${what} and cannot be used.${named}`;
}

export const preflight: Texts<PreflightMessages> = {
  'preflight.image-in-flash': 'The image lies inside the flash.',
  'preflight.image-outside-flash': ({ from, to }) =>
    `The image covers ${hex32(from)} to ${hex32(to)}, outside the flash (0x08000000 to 0x080FFFFF).`,
  'preflight.image-bytes': ({ bytes }) => `The image contains ${bytes} bytes.`,
  'preflight.image-ends-early': ({ address }) =>
    `The file ends before the firmware does, whose data from ${hex32(address)} on are missing: it was cut off.`,
  'preflight.image-without-data': 'The image contains no data for the flash.',
  'preflight.image-all-erased': 'The image contains only 0xFF: no data.',
  'preflight.image-note': ({ note }, say) => `${say(note)}.`,
  'preflight.vectors-cut':
    'The image writes into the sector of the vector table but contains none: the board would not start.',
  'preflight.vectors-valid': ({ why }, say) => `The vector table is valid: ${say(why)}.`,
  'preflight.may-not-start': ({ why }, say) => `The firmware may not start: ${say(why)}.`,
  'preflight.would-not-start': ({ why }, say) => `The firmware would not start: ${say(why)}.`,
  'preflight.part': 'The image has no vector table: it is part of a firmware, and the rest on the board stays.',
  'preflight.only-part': 'The image has no vector table: it is only part of a firmware.',
  'preflight.part-overwrites': ({ sectors }) => {
    const where = `${sectors.length === 1 ? 'sector' : 'sectors'} ${sectors.join(', ')}`;
    return `The image has no vector table and overwrites part of a bootable firmware (${where}): the rest stays and would run into the new bytes.`;
  },
  'preflight.no-bootable-firmware': ({ why }, say) =>
    `The board contains no bootable firmware: ${say(why)}, as on a blank board or after an interrupted run. This part does not change that. Flash a complete firmware, or the undo backup of that run.`,

  'preflight.file-contradicts': ({ contradiction }, say) => `${say(contradiction)}.`,
  'preflight.file-of-product': ({ product, named, ownBackup }, say) => {
    const what = `The file is firmware of another product: ${say(product)}.`;
    if (named) return `${what} But ${witnesses[named.by]} says ${boardsText(named.boards)}.`;
    const text = `${what} It drives the pins for another circuit, which can damage the board's power stage and what is connected to it.`;
    return ownBackup ? `${text} ${ownBackupText}` : text;
  },
  'preflight.installed-product': ({ product }, say) =>
    `The firmware on the board is another product's: ${say(product)}.`,
  'preflight.installed-other': ({ board, boards }) =>
    `The firmware on the board is for ${withArticle(boardsText(boards))}, the board is an ODrive ${board}.`,
  'preflight.installed-contradicts': ({ board }) =>
    `The firmware on the board contradicts itself, the board is an ODrive ${board}.`,
  'preflight.file-unidentified':
    'The contents of the file do not identify it as ODrive firmware for this board: the board may not start with it, or not appear on USB.',
  'preflight.file-board-open': ({ fileBoard, board, open, voltages }) =>
    `The file is for the ODrive ${fileBoard} but does not specify ${open.map((what) => openQuestions[what](voltages)).join(' and ')}; the board is an ODrive ${board}.`,
  'preflight.board-voltage-open': ({ boards, voltages }) =>
    `The file is for the ${boardsText(boards)}; whether the board is for ${volts(voltages)} is unknown.`,
  'preflight.file-fits': (file) => `The file is for the ${boardsText(file.boards)}, ${by(file.by)}.`,
  'preflight.file-for-other-board': ({ board, effect, ownBackup, ...file }) => {
    const what = `The file is for ${withArticle(boardsText(file.boards))} ${by(file.by)}, the board is an ODrive ${board}.`;
    return `${what} ${effectText(effect)}${ownBackup ? ` ${ownBackupText}` : ''}`;
  },

  'preflight.read-protected': 'The chip is read-protected: it can be neither read nor written.',
  'preflight.not-read-protected': 'The chip is not read-protected.',
  'preflight.not-write-protected': 'None of the sectors to be written is write-protected.',
  'preflight.write-protected': ({ sectors }) =>
    sectors.length === 1
      ? `Sector ${sectors[0]} is write-protected: it would silently ignore the new bytes.`
      : `Sectors ${sectors.join(', ')} are write-protected: they would silently ignore the new bytes.`,
  'preflight.not-an-odrive': ({ why, maybeOld }) =>
    `Cannot confirm that the device in DFU mode is an ODrive: ${notAnOdrive[why]}.${maybeOld ? ' If the board is marked v3.4 or lower, remove its DC supply now.' : ''}`,
  'preflight.otp-contradicts': ({ board, named }) =>
    `OTP says that the board is an ODrive ${board}, not the ${named} given with --board.`,
  'preflight.board': ({ board, evidence }) =>
    evidence === 'otp' ? `Board identified by OTP: ODrive ${board}.` : `ODrive ${board} (from --board).`,
  'preflight.wrong-firmware': ({ firmware, claimed }) =>
    `${claimants[firmware]} is built for the ODrive ${claimed}: the wrong firmware for this board.`,
  'preflight.claims-differ': ({ firmware, claimed, named }) =>
    `${claimants[firmware]} is built for the ODrive ${claimed}, --board is ${named}, and OTP confirms neither.`,

  'preflight.erases-firmware': 'The firmware will be erased: the board will not start until it is flashed again.',
  'preflight.erases-configuration': 'Sectors 10 and 11 will be erased too: the configuration is lost.',
  'preflight.erases-configuration-to-defaults':
    'Sectors 10 and 11 will be erased: the configuration is lost, and the firmware starts with its defaults.',
  'preflight.raw-confirmed':
    'The configuration in the image will be written unchanged (confirmed). When the board runs, odflash doctor checks it.',
  'preflight.raw-own':
    'The configuration in the image was saved from this board with this firmware; it replaces the one that is there now.',
  'preflight.raw-foreign': rawWhy,
  'preflight.raw-skipped': ({ consent }) => `${rawWhy} It is skipped; --consent ${consent} writes it.`,
  'preflight.settings-of-other-generation': ({ from, to }) =>
    `The settings on the board stay, and were saved by firmware ${from.join(' or ')}: ${to.join(' or ')} uses different units and names, and may not read them or may interpret them differently. ${ways}`,
  'preflight.settings-of-newer': ({ from, to }) =>
    `A downgrade from ${from.join(' or ')} to ${to.join(' or ')}: the settings on the board stay, and the older firmware may not read them or may interpret them differently. ${ways}`,
  'preflight.start-new-firmware': 'Start the firmware after verification? A motor may move.',
  'preflight.start-new-firmware.yes': 'start it',
  'preflight.start-new-firmware.no': 'leave the board in DFU mode',

  'preflight.records-unusable': ({ failure, unusable, unread }) =>
    [
      ...(failure === undefined ? [] : [`Records of earlier runs cannot be read (${failure.replace(/\.$/, '')}).`]),
      ...unusable.map(unusableText),
      ...(unread > 0 ? [`${unread} more records of earlier runs were not read: there are too many.`] : []),
      'Whether an earlier run was interrupted is unknown.',
    ].join(' '),
};
