import type { ProgressMessages } from '../../command-line/progress.ts';
import type { Texts } from '../../language.ts';

const knownBy = { proof: 'confirmed by OTP', claim: 'as reported by its firmware' } as const;

/** What the system's codes mean for a file that could be opened. */
const reasons: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'it has reached the maximum file size',
  EROFS: 'the file system has become read-only',
  EIO: 'the disk reported an error',
  EPIPE: 'its reader was closed',
  EAGAIN: 'its reader does not read',
};

export const progress: Texts<ProgressMessages> = {
  'progress.board': ({ serial, path }) => `Board ${serial ?? 'without serial number'} at ${path}`,
  'progress.running': ({ serial, path, board, evidence, firmware }) =>
    `Board ${serial ?? 'without serial number'} at ${path}: ${board === undefined ? 'an ODrive' : `ODrive ${board} (${knownBy[evidence]})`}, running firmware ${firmware}`,
  'progress.entering-dfu': 'Switching the board into DFU mode.',
  'progress.starting-old':
    'Starting the old firmware to read its configuration. Motors with startup_* flags will move.',
  'progress.starting-new': 'Starting the new firmware.',
  'progress.recovering': ({ cause, attempt }, say) => `${say(cause)} (attempt ${attempt})`,
  'progress.recovered': 'Recovered, continuing.',
  'progress.waiting': ({ time }) => `Waiting up to ${time}; Ctrl-C stops.`,
  'progress.no-board-in-dfu':
    'No board in DFU mode yet. Set the DIP switch to DFU (v3.5 or later; clones: hold BOOT or set its jumper), connect a USB data cable and power-cycle the DC supply.',
  'progress.no-probe': 'No ST-Link yet. Plug it in, and power the board.',
  'progress.other-boards': ({ others }, say) =>
    `Connected, but not the board that was selected: ${others.map(say).join(', ')}`,
  'progress.firmware': ({ name, version, board, format, verified }, say) =>
    `Firmware ${name} (${[version === undefined ? 'version unknown' : `version ${version}`, board === undefined ? 'board unknown' : `for the ${say(board)}`, say(format), ...(verified === undefined ? [] : [verified])].join(', ')})`,
  'progress.more-ranges': ({ count }) => `and ${count} more ${count === 1 ? 'range' : 'ranges'}`,
  'progress.plan': ({ action, count, sectors, write, unchanged, time }) =>
    `Plan: ${[`${action} ${count} ${count === 1 ? 'sector' : 'sectors'} (${sectors})`, ...(write === undefined ? [] : [`write ${write.size}, ${write.width} bits at a time`]), ...(unchanged === undefined ? [] : [`skip ${unchanged} (unchanged)`])].join('; ')}; about ${time}`,
  'progress.reading': ({ size, time }) =>
    `Reading current flash contents: ${size ?? 'the whole flash'}, at most ${time}`,
  'progress.sector': ({ sector, again, left }) =>
    `sector ${sector} ${again ? 'redoing' : 'verified'}${left === undefined ? '' : `, ${left} left`}`,
  'progress.time-left': ({ time }) => `${time} left`,
  'progress.record-ends': ({ record, path, why }, say) => `The ${record} ${path} ends here: ${say(why)}`,
  'progress.record-reason': ({ system }) => `${reasons[system] ?? 'it cannot be written'} (${system})`,
  'progress.record-full': ({ mebibytes }) => `it has reached its limit of ${mebibytes} MiB`,
  'progress.idling-first': ({ axes }) =>
    `${axes.join(' and ')} ${axes.length === 1 ? 'is' : 'are'} being set to IDLE, then this ends. To stop the motor at once, switch off the supply.`,
  'progress.stopping-leaves-unbootable':
    'The flash is being written. If you stop now, the board will not boot until it is flashed again. Press Ctrl-C again to stop at the next block.',
  'progress.phase-connect': 'Connecting',
  'progress.phase-inspect': 'Reading',
  'progress.phase-erase': 'Erasing',
  'progress.phase-write': 'Writing',
  'progress.phase-verify': 'Verifying',
  'progress.phase-start': 'Starting',
  'progress.phase-backup': 'Saving',
  'progress.phase-restore': 'Restoring',
};
