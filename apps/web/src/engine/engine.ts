// The door to the heavy part of core: what the page does with a board, and how it words what comes of it. Fetched when the page is
// idle; model and view import its types alone.

import {
  type BoardVersion,
  inspectBoard,
  readFlash,
  type UpdateEnv,
  type UsbBus,
  type UsbDeviceInfo,
  unlockBoard,
} from '@odflash/core';
import type { Ask } from '@odflash/core/ask';
import { classifyDevice } from '@odflash/core/discovery';
import type { FlashPlan, UnlockReport } from '@odflash/core/flash';
import { describeImage, type ImageDescription, type MemoryImage, readImageBy, sha256Hex } from '@odflash/core/image';
import type { TargetProvider } from '@odflash/core/target';
import {
  type UpdateEvent,
  type UpdateParts,
  type UpdateReport,
  type UpdateRequest,
  updateWith,
} from '@odflash/core/update';
import type { FileFormat } from '../model/file-format.ts';
import { isProbe } from '../model/filters.ts';
import type { Platform } from '../platform/platform.ts';
import { type BoardCard, chipCard, runningCard } from './card.ts';
import { type Finding, gathered } from './gathered.ts';
import { formatsPart, probePart, runningPart } from './parts.ts';

export { isFlasherError } from '@odflash/core';
export { readBoardVersion } from '@odflash/core/board';
export { createTracker } from '@odflash/core/update';

/** What every call takes. */
export interface Call {
  /** What a person says the board is, where it does not say so itself. */
  readonly board?: BoardVersion | undefined;
  readonly ask?: Ask | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onEvent?: ((event: UpdateEvent) => void) | undefined;
}

/** Asks a device that a person has chosen what it is. Changes nothing. Throws FlasherError. */
export async function look(platform: Platform, device: UsbDeviceInfo, call: Call = {}): Promise<BoardCard> {
  const kind = classifyDevice(device);
  const request = { ...call, selection: { path: device.path } };
  if (kind === 'runtime') {
    const { inspectRunning } = await runningPart();
    return runningCard(await inspectRunning(await environment(platform, 'running'), request));
  }
  const mode = kind === 'rom' ? 'dfu' : 'stlink';
  return chipCard(device, mode, await inspectBoard(await environment(platform, mode), request));
}

/** A firmware a person has chosen. */
export type Firmware = UpdateRequest['firmware'];

/** The preflight of a board and a firmware; the plan is known where the flash can be looked at. */
export interface Check {
  readonly findings: readonly Finding[];
  readonly plan?: FlashPlan | undefined;
}

/** What an update would find and do. Changes nothing. Throws FlasherError, as the update would before its first change. */
export async function check(platform: Platform, card: BoardCard, firmware: Firmware, call: Call): Promise<Check> {
  const found = gathered();
  await updateWith(parts, await updateEnvironment(platform, card, firmware), {
    ...requestFor(card, firmware, call),
    dryRun: true,
    onEvent: (event) => {
      found.event(event);
      call.onEvent?.(event);
    },
  });
  return found.result();
}

/** The update itself. Throws FlasherError; its `board` says what is on the board. */
export async function run(platform: Platform, card: BoardCard, firmware: Firmware, call: Call): Promise<UpdateReport> {
  return updateWith(parts, await updateEnvironment(platform, card, firmware), requestFor(card, firmware, call));
}

/** The whole flash of a chip as a file. Changes nothing. Throws FlasherError. */
export async function readOut(
  platform: Platform,
  card: BoardCard,
  format: FileFormat,
  call: Call,
): Promise<{ name: string; bytes: Uint8Array }> {
  const request = { ...call, selection: { path: card.device.path } };
  const { data } = await readFlash(await environment(platform, card.mode), request);
  const { fileOf } = await import('./file-formats.ts');
  return { name: `odrive-flash-${card.serial ?? 'unknown'}.${format}`, bytes: fileOf(data, format) };
}

/** Removes the protection of a chip, after the typed consent. Throws FlasherError; its `board` says what is on the board. */
export async function unlock(platform: Platform, card: BoardCard, call: Call): Promise<UnlockReport> {
  return unlockBoard(await environment(platform, card.mode), { ...call, selection: { path: card.device.path } });
}

const otherReaders = async () => (await formatsPart()).otherReaders;

/** What an update loads where it needs it. */
const parts: UpdateParts = {
  running: async () => (await runningPart()).runningStages,
  readImage: (bytes, options) => readImageBy(otherReaders, bytes, options),
};

function requestFor(card: BoardCard, firmware: Firmware, call: Call): UpdateRequest {
  return { ...call, selection: { path: card.device.path }, firmware };
}

/** The platform as the engine takes it. */
export async function environment(
  { bus, clock, vault, system }: Platform,
  mode: BoardCard['mode'],
): Promise<UpdateEnv> {
  if (!bus) throw new Error('there is no USB in this platform');
  const probe = await probeOn(bus);
  return {
    bus,
    clock,
    vault,
    program: __ODFLASH_VERSION__,
    hidesBoards: true,
    bootloaderNeedsDriver: system === 'windows',
    ...(mode === 'stlink' ? { target: probe } : { otherTargets: probe ? [probe] : [] }),
  };
}

/** Only what asks for a release waits for the list of them. */
async function updateEnvironment(platform: Platform, { mode }: BoardCard, firmware: Firmware): Promise<UpdateEnv> {
  const releases = 'release' in firmware ? await platform.releases : undefined;
  return { ...(await environment(platform, mode)), firmware: releases };
}

/** What reaches a chip through an ST-Link is fetched only where one is plugged in and allowed. */
async function probeOn(bus: UsbBus): Promise<TargetProvider | undefined> {
  const devices = await bus.list();
  if (!devices.some(isProbe)) return undefined;
  const { swdProvider } = await probePart();
  return swdProvider();
}

/** A file that was dropped or chosen. */
export interface FileFirmware {
  readonly image: MemoryImage;
  readonly description: ImageDescription;
  readonly sha256: string;
}

/** Reads a firmware file of any format. `address`: where a raw binary goes. Throws FlasherError. */
export async function readFile(name: string, bytes: Uint8Array, address?: number): Promise<FileFirmware> {
  const image = await parts.readImage(bytes, { origin: { name }, address });
  return { image, description: describeImage(image), sha256: sha256Hex(bytes) };
}
