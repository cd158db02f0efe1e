// What the engine says to people, as data: a code and its parameters. The sentences stand in `@odflash/messages`, one file for
// each area and language, so that no sentence and no option of a command line is written here.

import type { ActionMessages } from './actions.ts';
import type { DoctorActionMessages } from './actions-doctor.ts';
import type { ErrorActionMessages } from './actions-errors.ts';
import type { FileActionMessages } from './actions-files.ts';
import type { FlashActionMessages } from './actions-flash.ts';
import type { RunningActionMessages } from './actions-running.ts';
import type { SettingsActionMessages } from './actions-settings.ts';
import type { SwdActionMessages } from './actions-swd.ts';
import type { UpdateActionMessages } from './actions-update.ts';
import type { WireActionMessages } from './actions-wire.ts';
import type { AskingMessages } from './asking.ts';
import type { BackupMessages } from './backup.ts';
import type { BoardMessages } from './board.ts';
import type { BugMessages } from './bugs.ts';
import type { CommonMessages } from './common.ts';
import type { DfuMessages } from './dfu.ts';
import type { DiscoveryMessages } from './discovery.ts';
import type { DoctorMessages } from './doctor.ts';
import type { DriverMessages } from './driver.ts';
import type { FlashMessages } from './flash.ts';
import type { ImageMessages } from './image.ts';
import type { BinaryFormatMessages } from './image-binary.ts';
import type { ImageEvidenceMessages } from './image-evidence.ts';
import type { TextFormatMessages } from './image-text.ts';
import type { LinkMessages } from './link.ts';
import type { LiveMessages } from './live.ts';
import type { MotionMessages } from './motion.ts';
import type { OdriveMessages } from './odrive.ts';
import type { PreflightMessages } from './preflight.ts';
import type { ProbeMessages } from './probe.ts';
import type { RecordMessages } from './records.ts';
import type { ReleaseMessages } from './release.ts';
import type { RequestMessages } from './requests.ts';
import type { RunningMessages } from './running.ts';
import type { Said } from './said.ts';
import type { SerialMessages } from './serial.ts';
import type { SettingsMessages } from './settings.ts';
import type { StepMessages } from './steps.ts';
import type { StlinkMessages } from './stlink.ts';
import type { SwdMessages } from './swd.ts';
import type { TraceMessages } from './trace.ts';
import type { UpdateMessages } from './update.ts';
import type { VirtualBoardMessages } from './virtual-board.ts';

/**
 * Every message code with the type of its parameters; `undefined` where it takes none. Texts from outside (names, answers of
 * a device) are parameters as they came: the catalogue makes them printable.
 */
export interface MessageParameters
  extends ErrorActionMessages,
    FileActionMessages,
    SettingsActionMessages,
    WireActionMessages,
    ActionMessages,
    AskingMessages,
    BackupMessages,
    BoardMessages,
    BugMessages,
    CommonMessages,
    DfuMessages,
    DiscoveryMessages,
    DoctorMessages,
    DoctorActionMessages,
    DriverMessages,
    BinaryFormatMessages,
    TextFormatMessages,
    ImageEvidenceMessages,
    ImageMessages,
    LinkMessages,
    LiveMessages,
    MotionMessages,
    OdriveMessages,
    ProbeMessages,
    RecordMessages,
    ReleaseMessages,
    RequestMessages,
    RunningActionMessages,
    RunningMessages,
    SerialMessages,
    SettingsMessages,
    StepMessages,
    TraceMessages,
    UpdateActionMessages,
    UpdateMessages,
    VirtualBoardMessages,
    StlinkMessages,
    SwdMessages,
    SwdActionMessages,
    PreflightMessages,
    FlashMessages,
    FlashActionMessages {}

/** The code of a message: area, full stop, what is said. */
export type MessageCode = keyof MessageParameters;

/** One message. `params` may hold other messages, where one gives the reason or the subject of another. */
export type Message<C extends MessageCode = MessageCode> = {
  readonly [K in C]: { readonly code: K; readonly params: MessageParameters[K] };
}[C];

/** Parameters as an argument, left out where the code takes none. */
type Given<C extends MessageCode> = MessageParameters[C] extends undefined ? [] : [params: MessageParameters[C]];

/** The message `code` with its parameters. */
export function message<C extends MessageCode>(code: C, ...given: Given<C>): Message<C> {
  return { code, params: given[0] } as Message<C>;
}

/** What another library, the system or a server says, in its own words. */
export function quoted(text: string): Message<'common.quoted'> {
  return message('common.quoted', { text });
}

/** A message in a form for logs and debuggers, not for people: its code, then its parameters as JSON. */
export function messageTrace({ code, params }: Said): string {
  return params === undefined ? code : `${code} ${JSON.stringify(params, plainValue)}`;
}

/** JSON has no way to write a large integer, nor NaN. */
function plainValue(_key: string, value: unknown): unknown {
  const hasForm = typeof value !== 'bigint' && !(typeof value === 'number' && !Number.isFinite(value));
  return hasForm ? value : String(value);
}

/** Whether a value is a message, not a sentence. */
export function isMessage(value: unknown): value is Message {
  return typeof value === 'object' && value !== null && 'code' in value && 'params' in value;
}
