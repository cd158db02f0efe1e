// What is known of a board, as one value for the page: from a running board, a board in DFU mode or a chip behind an ST-Link.

import type { UsbDeviceInfo } from '@odflash/core';
import type { Finding } from '@odflash/core/ask';
import type { BoardReport, SectorReport } from '@odflash/core/flash';
import { type Message, message } from '@odflash/core/messages';
import type { RunningReport } from '@odflash/core/running';
import type { BoardIdentity } from '@odflash/core/target';

/** How the page reached it. */
type Mode = 'running' | 'dfu' | 'stlink';

/** Who says which board it is: OTP, a person, its firmware. */
export type VersionEvidence = 'otp' | 'named' | 'firmware';

type Untold = Extract<BoardIdentity, { known: false }>['why'];

/** Why it is not known which board it is. */
export type VersionGap = Untold | 'running';

/** `release` by its own word or by its bytes; `none`: nothing that would start; `unread`: nothing is read before a consent. */
type InstalledFirmware =
  | { readonly kind: 'release'; readonly release: string; readonly reported?: string | undefined }
  | { readonly kind: 'none' | 'other' | 'unreadable' | 'unread' };

export interface BoardCard {
  readonly device: UsbDeviceInfo;
  readonly mode: Mode;
  readonly serial: string | undefined;
  readonly version:
    | { readonly name: string; readonly evidence: VersionEvidence }
    | { readonly name?: undefined; readonly why: VersionGap };
  readonly firmware: InstalledFirmware;
  /** Volts, by the firmware's own divider. */
  readonly busVolts?: number | undefined;
  /** Absent where the firmware runs: it does not say. */
  readonly protection?: { readonly read: 0 | 1 | 2; readonly write: readonly number[] } | undefined;
  readonly axes?: readonly { readonly name: string; readonly state: Message; readonly idle: boolean }[] | undefined;
  readonly sectors?: readonly SectorReport[] | undefined;
  /** An earlier run was interrupted; the next one continues it. */
  readonly interrupted: boolean;
  readonly findings: readonly Finding[];
}

export function runningCard({ device, evidence, settings }: RunningReport): BoardCard {
  const { hardware, firmware, axes, serial } = evidence;
  const { version } = hardware;
  const isProof = hardware.evidence === 'proof';
  return {
    device,
    mode: 'running',
    serial,
    version: version ? { name: version.name, evidence: isProof ? 'otp' : 'firmware' } : { why: 'running' },
    firmware: { kind: 'release', release: firmware.release, reported: firmware.reported },
    busVolts: settings.bus,
    axes: axes.map(({ name, state, idle }) => ({ name, state: message('running.axis-state', { state }), idle })),
    interrupted: false,
    findings: [],
  };
}

export function chipCard(device: UsbDeviceInfo, mode: 'dfu' | 'stlink', report: BoardReport): BoardCard {
  const { identity, installed, vectors, sectors, interrupted, findings } = report;
  const { board, optionBytes, readProtected } = identity;
  const read = optionBytes?.readProtection ?? (readProtected ? 1 : 0);
  return {
    device,
    mode,
    serial: identity.key.serial ?? device.serial,
    version: board.known ? { name: board.version.name, evidence: board.evidence } : { why: board.why },
    firmware: installedOf({ installed, vectors, readProtected }),
    protection: { read, write: optionBytes?.writeProtected ?? [] },
    sectors,
    interrupted,
    findings,
  };
}

function installedOf(
  report: Pick<BoardReport, 'installed' | 'vectors'> & { readProtected: boolean },
): InstalledFirmware {
  const { installed, vectors, readProtected } = report;
  if (readProtected) return { kind: 'unreadable' };
  if (!vectors) return { kind: 'unread' };
  if (!vectors.plausible) return { kind: 'none' };
  const release = installed?.firmwareVersion;
  return release === undefined ? { kind: 'other' } : { kind: 'release', release };
}
