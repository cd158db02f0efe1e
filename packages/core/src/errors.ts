// Every failure odflash can report, as data: code, exit status, next step. Knows no protocol and no platform.
// A test holds this table against docs/errors/<code>.md, so that each code has its page.

import { isMessage, type Message, message, messageTrace, type Text } from './messages/message.ts';
import { printableExcerpt, printableLines } from './printable.ts';

/** What is on the board now. `unknown` only where reading back was impossible. */
export type BoardState =
  | 'untouched'
  | 'config-changed'
  | 'unbootable'
  | 'partly-written'
  | 'written'
  | 'verified'
  | 'unknown';

interface ErrorFacts {
  /** Exit status of the command line. */
  readonly exit: number;
  /** What the code means, in a few words. */
  readonly title: string;
  /** What a person does next. */
  readonly next: string;
  /** Whether the same operation may succeed when simply tried again. */
  readonly retryable?: true | undefined;
}

/** Every code a {@link FlasherError} can carry. */
export type ErrorCode =
  | 'internal'
  | 'usage'
  | 'no-device'
  | 'several-devices'
  | 'not-in-dfu-mode'
  | 'unsafe-board'
  | 'axis-armed'
  | 'board-mismatch'
  | 'board-unknown'
  | 'not-confirmed'
  | 'probe-unusable'
  | 'usb-unavailable'
  | 'permission-denied'
  | 'driver-missing'
  | 'device-busy'
  | 'backup-failed'
  | 'file-unreadable'
  | 'file-unwritable'
  | 'bad-file'
  | 'image-empty'
  | 'image-overlap'
  | 'image-out-of-range'
  | 'image-implausible'
  | 'partial-image'
  | 'timeout'
  | 'disconnected'
  | 'stalled'
  | 'transfer-failed'
  | 'dfu-status'
  | 'unexpected-reply'
  | 'device-did-not-return'
  | 'target-silent'
  | 'swd-failed'
  | 'read-protected'
  | 'write-protected'
  | 'verify-failed'
  | 'config-not-restored'
  | 'download-failed'
  | 'release-missing'
  | 'checksum-mismatch'
  | 'aborted';

/** The table behind the codes: exit status, title, next step. */
export const errorTable: Readonly<Record<ErrorCode, ErrorFacts>> = {
  internal: {
    exit: 1,
    title: 'a bug in odflash',
    next: 'Please report it: run the same command with --trace FILE, then odflash report OUT --attach FILE.',
  },
  usage: { exit: 2, title: 'the command line is wrong', next: 'See odflash --help.' },
  'no-device': {
    exit: 3,
    title: 'no board found',
    next: 'Use a data cable and switch the DC supply on (USB does not power the board). For DFU mode, on a v3.5 or later only, set the DIP switch to DFU (clones: hold BOOT or set its jumper) and power-cycle the board. Nothing may pull GPIO6 high; unplug an ST-Link.',
  },
  'several-devices': {
    exit: 3,
    title: 'more than one board found',
    next: 'Choose one with --serial or --path; odflash list shows them.',
  },
  'not-in-dfu-mode': {
    exit: 3,
    title: 'the board is running its firmware',
    next: 'Use odflash dfu FILE, which switches the board into DFU mode and keeps its configuration; or, on a v3.5 or later only, set the DIP switch to DFU (clones: hold BOOT or set its jumper) and power-cycle it.',
  },
  'unsafe-board': {
    exit: 3,
    title: 'DFU mode can destroy this board',
    next: 'Remove the DC supply. Boards up to v3.4 are flashed with an ST-Link: odflash flash FILE --via stlink.',
  },
  'axis-armed': {
    exit: 3,
    title: 'a motor is armed or moving',
    next: 'Secure the load and set both axes to IDLE, or pass --disarm to let odflash do it.',
  },
  'board-mismatch': {
    exit: 3,
    title: 'the board is not the one given with --board',
    next: 'Check the version printed on the board and pass it with --board, or omit the option.',
  },
  'board-unknown': {
    exit: 3,
    title: 'device not confirmed to be an ODrive',
    next: 'Read the version and the voltage printed on the board and pass them with --board, in the form vX.Y-VOLTAGE.',
  },
  'not-confirmed': {
    exit: 3,
    title: 'not confirmed',
    next: 'Read the warnings, then confirm them with --yes; a dangerous operation needs the --consent named in its message.',
  },
  'probe-unusable': {
    exit: 3,
    title: 'the ST-Link cannot be used',
    next: 'Unplug the probe and plug it in again, or use another one.',
  },
  'usb-unavailable': {
    exit: 4,
    title: 'no USB available on this machine',
    next: 'Run odflash on a machine with USB, or try it with --virtual v3.6-56V+dfu.',
  },
  'permission-denied': {
    exit: 4,
    title: 'no permission to open the board',
    next: 'On Linux install the udev rule for 0483:df11 and 1209:0d32, then replug the board.',
  },
  'driver-missing': {
    exit: 4,
    title: 'the board has no usable driver',
    next: 'On Windows install WinUSB for "STM32  BOOTLOADER" with Zadig.',
  },
  'device-busy': {
    exit: 4,
    title: 'another program is using the board',
    next: 'Close other flashers, browser tabs and odrivetool, then try again.',
    retryable: true,
  },
  'backup-failed': {
    exit: 4,
    title: 'the undo backup could not be written',
    next: 'Free some disk space or pass another folder with --backup-dir, or use --no-backup to skip it.',
  },
  'file-unreadable': { exit: 5, title: 'the file cannot be read', next: 'Check the path and the permissions.' },
  'file-unwritable': {
    exit: 5,
    title: 'the file cannot be written',
    next: 'Choose another name or folder; --force overwrites an existing file.',
  },
  'bad-file': { exit: 5, title: 'not a valid firmware file', next: 'Download or build the file again.' },
  'image-empty': {
    exit: 5,
    title: 'the file contains no data for the flash',
    next: 'Choose the firmware file of your board.',
  },
  'image-overlap': {
    exit: 5,
    title: 'the file contains conflicting data',
    next: 'Build the file again; its parts overlap.',
  },
  'image-out-of-range': {
    exit: 5,
    title: 'the file does not fit the flash',
    next: 'Choose a file for the STM32F405 (0x08000000 to 0x080FFFFF).',
  },
  'image-implausible': {
    exit: 5,
    title: 'the file would not start on this chip',
    next: 'Choose the firmware file of your board; a raw binary may need --address.',
  },
  'partial-image': {
    exit: 3,
    title: 'the file is only part of a firmware',
    next: 'Choose the file with the complete firmware. If the part belongs to the firmware on the board, pass --partial.',
  },
  timeout: {
    exit: 6,
    title: 'the board did not answer in time',
    next: 'Run the same command again; if it repeats, power-cycle the board in DFU mode first.',
    retryable: true,
  },
  disconnected: {
    exit: 6,
    title: 'the board disconnected',
    next: 'Check cable and supply, then run the same command again; it continues where it stopped.',
    retryable: true,
  },
  stalled: {
    exit: 6,
    title: 'the board refused a request',
    next: 'Run the same command again. If it repeats, power-cycle the board in DFU mode and try another USB port or a USB 2 hub.',
    retryable: true,
  },
  'transfer-failed': {
    exit: 6,
    title: 'a USB transfer failed',
    next: 'Use another cable or port without a hub, then run the same command again.',
    retryable: true,
  },
  'dfu-status': {
    exit: 6,
    title: 'the bootloader reported an error',
    next: 'Run the same command again; if it repeats, power-cycle the board in DFU mode first.',
    retryable: true,
  },
  'unexpected-reply': {
    exit: 6,
    title: 'unexpected reply from the board',
    next: 'Run the same command again; if it repeats, use another cable or port.',
    retryable: true,
  },
  'device-did-not-return': {
    exit: 6,
    title: 'the board did not reconnect',
    next: 'On a v3.5 or later set the DIP switch to DFU (clones: hold BOOT or set its jumper), power-cycle the board and run the same command again; it continues where it stopped.',
  },
  'target-silent': {
    exit: 6,
    title: 'no chip answers at the ST-Link',
    next: 'Power the board and check the wires: SWD to SWDIO, SWC to SWCLK, GND to GND, VCC of J2 to VCC of the probe.',
  },
  'swd-failed': {
    exit: 6,
    title: 'the connection between ST-Link and chip failed',
    next: 'Check plugs and supply, use shorter wires, and run the same command again.',
    retryable: true,
  },
  'read-protected': {
    exit: 7,
    title: 'the chip is read-protected',
    next: 'odflash unlock removes the protection and erases everything on the chip, including the configuration.',
  },
  'write-protected': {
    exit: 7,
    title: 'flash sectors are write-protected',
    next: 'odflash unlock clears the protection in the option bytes.',
  },
  'verify-failed': {
    exit: 7,
    title: 'verification failed',
    next: 'Run the same command again; if it repeats, check the supply and the write protection with odflash info.',
    retryable: true,
  },
  'config-not-restored': {
    exit: 7,
    title: 'configuration not fully restored',
    next: 'The configuration is saved in the file named above; odflash restore restores it.',
  },
  'download-failed': {
    exit: 8,
    title: 'firmware could not be looked up or downloaded',
    next: 'Check the network and run the same command again. Without a network, use --offline (cached downloads), --release-url (a mirror) or a firmware file.',
    retryable: true,
  },
  'release-missing': {
    exit: 8,
    title: 'no such firmware for this board',
    next: 'Pass a firmware file or another version.',
  },
  'checksum-mismatch': {
    exit: 8,
    title: 'the download differs from the published file',
    next: 'Run the same command again; if it repeats, do not use that file: the server or a proxy modifies it.',
  },
  aborted: { exit: 130, title: 'stopped', next: 'Run the same command again to finish.' },
};

/** Facts for machines: addresses, counts, statuses, and messages where a list of them says it best. */
export type ErrorDetails = Readonly<
  Record<
    string,
    string | number | boolean | null | readonly string[] | readonly number[] | Message | readonly Message[] | undefined
  >
>;

const brand = Symbol.for('odflash.FlasherError');

/** More of a message than this is not read, and most of it came from outside. UTF-16 units. */
const maxMessage = 2000;

/**
 * The one error class of the library. Match on `code`. `text` and `next` are for people: `@odflash/messages` words them.
 * `message` is for logs: one line of characters that can be seen, whatever text from outside is quoted in it; `details` keep that text as it came.
 * `board` says what is on the board, where one was met: the code that knows it makes the failure anew with {@link with}.
 */
export class FlasherError extends Error {
  override readonly name = 'FlasherError';
  /** Recognises the class across copies of the library and realms. */
  readonly brand: symbol = brand;
  readonly code: ErrorCode;
  readonly details: ErrorDetails;
  readonly retryable: boolean;
  /** What happened. */
  readonly text: Text;
  /** What a person does next. */
  readonly next: Text;
  readonly board: BoardState | undefined;

  constructor(
    code: ErrorCode,
    text: Text,
    options: {
      readonly details?: ErrorDetails | undefined;
      readonly cause?: unknown;
      readonly board?: BoardState | undefined;
      readonly next?: Text | undefined;
      readonly retryable?: boolean | undefined;
    } = {},
  ) {
    super(
      printableExcerpt(isMessage(text) ? messageTrace(text) : text, maxMessage),
      options.cause === undefined ? undefined : { cause: options.cause },
    );
    this.code = code;
    this.text = isMessage(text) ? text : this.message;
    this.details = options.details ?? {};
    this.board = options.board;
    const next = options.next ?? errorTable[code].next;
    this.next = isMessage(next) ? next : printableLines(next);
    this.retryable = options.retryable ?? errorTable[code].retryable === true;
  }

  get exit(): number {
    return errorTable[this.code].exit;
  }

  /** The same failure, saying more or something else of it. */
  with(changes: {
    readonly text?: Text | undefined;
    readonly details?: ErrorDetails | undefined;
    readonly board?: BoardState | undefined;
    readonly next?: Text | undefined;
  }): FlasherError {
    const { code, text, details, board, next, retryable, cause } = this;
    const options = { details, board, next, retryable, cause: cause ?? this, ...changes };
    return new FlasherError(code, changes.text ?? text, options);
  }
}

/** What a caught value says, whatever was thrown, for logs. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** What a caught value says, as a part of another message: its own message, or what another library said, quoted. */
export function textOf(thrown: unknown): Message {
  if (isFlasherError(thrown) && isMessage(thrown.text)) return thrown.text;
  return message('common.quoted', { text: messageOf(thrown) });
}

/** True for a {@link FlasherError} of any copy of this library or any realm. */
export function isFlasherError(value: unknown): value is FlasherError {
  return typeof value === 'object' && value !== null && 'brand' in value && value.brand === brand;
}
