// What is said while a board runs, restarts and is waited for: the engine's events, and more. Knows no renderer.

import type { FlashEvent } from '../flash/events.ts';
import type { Message } from '../messages/message.ts';
import type { Said } from '../messages/said.ts';
import type { UsbDeviceInfo } from '../ports.ts';

/** What is worth a line while a running board is worked with, and is not a failure. */
export type RunningNoteCode =
  /** The configuration is on the disk. */
  | 'configuration-saved'
  /** The configuration sectors were read as they are and are on the disk. */
  | 'configuration-raw'
  /** An interrupted update of this board is continued. */
  | 'update-resumed'
  /** A file an interrupted update left behind is missing or damaged. */
  | 'update-ignored'
  /** The board has another configuration than an interrupted update has saved; which one is newer shows in DFU mode only. */
  | 'configuration-differs'
  /** The journal of the update could not be written or removed. */
  | 'update-journal'
  /** The board left the bus in the middle of something that can be done again. */
  | 'board-lost'
  /** The system may want a driver for the bootloader first. */
  | 'driver-step'
  /** `startup_…` flags are off until a person sets them again. */
  | 'startup-held'
  /** The axes were brought to idle. */
  | 'disarmed'
  /** The old firmware was not started for the backup: not confirmed. */
  | 'old-not-started'
  /** Nothing was changed, and the old firmware runs again. */
  | 'left-back'
  /** The old firmware could not be started again by odflash. */
  | 'not-left-back'
  /** The firmware of an interrupted update was not read back in this run. */
  | 'not-read-back'
  /** What the new firmware made of the configuration that stayed in the flash. */
  | 'configuration-kept'
  /** The bus voltage reads otherwise than before. */
  | 'bus-voltage'
  /** Why another connection is offered. */
  | 'other-connection'
  /** The firmware was started through a probe, and the board is not on the bus. */
  | 'not-seen'
  /** An axis is armed by this command, and held. */
  | 'axis-held'
  /** The watchdog of an axis has the settings again that the user had made. */
  | 'watchdog-restored'
  /** The watchdog of an axis is as an interrupted command left it, and what the user had is not known any more. */
  | 'watchdog-unknown'
  /** The board runs the new firmware. */
  | 'running';

/** Something only a person can do; the update continues automatically afterwards. */
export type RunningHumanStep =
  /** No board was found yet: plug it in. */
  | 'connect-board'
  /** The firmware does not switch the board into DFU mode: do it by hand (DIP switch, power-cycle). */
  | 'enter-dfu-by-hand'
  /** The board left and is not in DFU mode either: switch, cable, GPIO6, ST-Link. */
  | 'find-bootloader'
  /** The board reconnected in DFU mode: its DIP switch is on DFU. */
  | 'switch-to-run'
  /** The board has not reconnected: supply, cable, switch on RUN, power-cycle. */
  | 'bring-back-running';

/** What a long row of small requests is for. */
export type Activity = 'descriptor' | 'backup' | 'restore';

/** What happens while a running board is worked with; each `type` has fields of its own. */
export type RunningEvent =
  | FlashEvent
  /** A running board was asked who it is. */
  | {
      readonly type: 'running';
      readonly device: UsbDeviceInfo;
      /** `v3.6-56V`, as far as it is known. */
      readonly board?: string | undefined;
      /** `proof`: OTP says so; `claim`: its firmware was built for that. */
      readonly evidence: 'proof' | 'claim';
      /** Release of its firmware, `0.5.6`. */
      readonly firmware: string;
    }
  /** One more small request is done. `total` is not known of a descriptor before its end. */
  | { readonly type: 'step'; readonly activity: Activity; readonly done: number; readonly total?: number | undefined }
  /** From right before an axis is armed here until it was brought to idle, or no more can be done for it: it must not be left alone. */
  | { readonly type: 'axis'; readonly axis: string; readonly held: boolean }
  | { readonly type: 'note'; readonly code: RunningNoteCode; readonly text: Said }
  | { readonly type: 'human'; readonly step: RunningHumanStep; readonly text: Message };

/** Called synchronously. What it throws is logged and otherwise ignored. */
export type RunningListener = (event: RunningEvent) => void;
