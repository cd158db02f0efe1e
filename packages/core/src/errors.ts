// Every failure odflash can report, as data: code, exit status, next step. Knows no protocol and no platform.
// A test holds this table against docs/errors/<code>.md, so that each code has its page.

import { type Message, message, messageTrace, quoted } from './messages/message.ts';
import type { Said } from './messages/said.ts';
import { printableExcerpt } from './printable.ts';

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
  /** What a person does next. */
  readonly next: Message;
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
  | 'axis-not-ready'
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

/** The table behind the codes: exit status and next step. Their titles stand in `@odflash/messages`. */
export const errorTable: Readonly<Record<ErrorCode, ErrorFacts>> = {
  internal: { exit: 1, next: message('next.report-bug') },
  usage: { exit: 2, next: message('next.see-help') },
  'no-device': { exit: 3, next: message('next.connect-board') },
  'several-devices': { exit: 3, next: message('next.choose-board') },
  'not-in-dfu-mode': { exit: 3, next: message('next.switch-into-dfu') },
  'unsafe-board': { exit: 3, next: message('next.flash-old-board-over-stlink') },
  'axis-armed': { exit: 3, next: message('next.secure-load') },
  'axis-not-ready': { exit: 3, next: message('next.clear-errors') },
  'board-mismatch': { exit: 3, next: message('next.name-right-board') },
  'board-unknown': { exit: 3, next: message('next.name-board') },
  'not-confirmed': { exit: 3, next: message('next.confirm') },
  'probe-unusable': { exit: 3, next: message('next.replug-probe') },
  'usb-unavailable': { exit: 4, next: message('next.use-machine-with-usb') },
  'permission-denied': { exit: 4, next: message('next.install-udev-rule') },
  'driver-missing': { exit: 4, next: message('next.install-winusb') },
  'device-busy': { exit: 4, next: message('next.close-other-programs'), retryable: true },
  'backup-failed': { exit: 4, next: message('next.free-space-for-undo') },
  'file-unreadable': { exit: 5, next: message('next.check-file') },
  'file-unwritable': { exit: 5, next: message('next.choose-other-file') },
  'bad-file': { exit: 5, next: message('next.get-file-again') },
  'image-empty': { exit: 5, next: message('next.choose-firmware') },
  'image-overlap': { exit: 5, next: message('next.build-again') },
  'image-out-of-range': { exit: 5, next: message('next.choose-file-for-f405') },
  'image-implausible': { exit: 5, next: message('next.choose-firmware-or-address') },
  'partial-image': { exit: 3, next: message('next.choose-complete-firmware') },
  timeout: { exit: 6, next: message('next.repeat-or-power-cycle'), retryable: true },
  disconnected: { exit: 6, next: message('next.check-cable-and-continue'), retryable: true },
  stalled: { exit: 6, next: message('next.repeat-or-other-port'), retryable: true },
  'transfer-failed': { exit: 6, next: message('next.other-cable-and-repeat'), retryable: true },
  'dfu-status': { exit: 6, next: message('next.repeat-or-power-cycle'), retryable: true },
  'unexpected-reply': { exit: 6, next: message('next.repeat-or-other-cable'), retryable: true },
  'device-did-not-return': { exit: 6, next: message('next.back-in-dfu-and-continue') },
  'target-silent': { exit: 6, next: message('next.check-swd-wires') },
  'swd-failed': { exit: 6, next: message('next.shorter-wires-and-repeat'), retryable: true },
  'read-protected': { exit: 7, next: message('next.unlock-and-erase') },
  'write-protected': { exit: 7, next: message('next.unlock-sectors') },
  'verify-failed': { exit: 7, next: message('next.repeat-or-check-supply'), retryable: true },
  'config-not-restored': { exit: 7, next: message('next.restore-saved-configuration') },
  'download-failed': { exit: 8, next: message('next.check-network'), retryable: true },
  'release-missing': { exit: 8, next: message('next.choose-other-version') },
  'checksum-mismatch': { exit: 8, next: message('next.repeat-or-distrust-download') },
  aborted: { exit: 130, next: message('next.repeat-to-finish') },
};

/** Facts for machines: addresses, counts, statuses, and messages where a list of them says it best. */
export type ErrorDetails = Readonly<
  Record<
    string,
    string | number | boolean | null | readonly string[] | readonly number[] | Said | readonly Said[] | undefined
  >
>;

const brand = Symbol.for('odflash.FlasherError');

/** More of a message than this is not read, and most of it came from outside. UTF-16 units. */
const maxMessage = 2000;

/**
 * The one error class of the library. Match on `code`. `text` and `next` are for people: `@odflash/messages` words them.
 * `message` is for logs: one line of characters that can be seen, whatever text from outside is quoted in it; `details` keep that text as it came.
 * `board` says what is on the board, where one was found: the code that knows it makes the failure anew with {@link with}.
 */
export class FlasherError extends Error {
  override readonly name = 'FlasherError';
  /** Recognises the class across copies of the library and realms. */
  readonly brand: symbol = brand;
  readonly code: ErrorCode;
  readonly details: ErrorDetails;
  readonly retryable: boolean;
  /** What happened. */
  readonly text: Said;
  /** What a person does next. */
  readonly next: Said;
  readonly board: BoardState | undefined;

  /** A front end may have messages of its own, with the texts for them in its language. */
  constructor(
    code: ErrorCode,
    text: Said,
    options: {
      readonly details?: ErrorDetails | undefined;
      readonly cause?: unknown;
      readonly board?: BoardState | undefined;
      readonly next?: Said | undefined;
      readonly retryable?: boolean | undefined;
    } = {},
  ) {
    super(
      printableExcerpt(messageTrace(text), maxMessage),
      options.cause === undefined ? undefined : { cause: options.cause },
    );
    this.code = code;
    this.text = text;
    this.details = options.details ?? {};
    this.board = options.board;
    this.next = options.next ?? errorTable[code].next;
    this.retryable = options.retryable ?? errorTable[code].retryable === true;
  }

  get exit(): number {
    return errorTable[this.code].exit;
  }

  /** The same failure, saying more or something else of it. */
  with(changes: {
    readonly text?: Said | undefined;
    readonly details?: ErrorDetails | undefined;
    readonly board?: BoardState | undefined;
    readonly next?: Said | undefined;
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
export function textOf(thrown: unknown): Said {
  return isFlasherError(thrown) ? thrown.text : quoted(messageOf(thrown));
}

/** True for a {@link FlasherError} of any copy of this library or any realm. */
export function isFlasherError(value: unknown): value is FlasherError {
  return typeof value === 'object' && value !== null && 'brand' in value && value.brand === brand;
}
