// Which of the devices on a bus is meant. Knows USB ids, serials and paths; opens a device only to read a serial that the
// platform would not give otherwise.

import { type UsbId, usbIds } from '../board/odrive-v3.ts';
import { otherBootloader } from '../board/other-bootloaders.ts';
import { sameSerial } from '../board/serial.ts';
import { FlasherError, isFlasherError } from '../errors.ts';
import type { DeviceName } from '../messages/device.ts';
import { type Message, message } from '../messages/message.ts';
import type { Clock, UsbBus, UsbDeviceInfo } from '../ports.ts';
import type { Connection } from '../target/chip.ts';
import { translated } from '../usb/link-failure.ts';
import { readSerial as readOwnSerial } from '../usb/read-descriptors.ts';

/** `rom`: an STM32 in its bootloader; `runtime`: an ODrive running its firmware. */
export type DeviceKind = 'rom' | 'runtime' | 'other';

/** Which board, when several are plugged in. Both given: both must fit. */
export interface Selection {
  /** The board's serial number, any letter case. */
  readonly serial?: string | undefined;
  /** Where it is connected, as {@link Connection.path}. */
  readonly path?: string | undefined;
}

/** What a device is, by its USB ids. */
export function classifyDevice(device: UsbDeviceInfo): DeviceKind {
  const has = (id: UsbId) => id.vendorId === device.vendorId && id.productId === device.productId;
  return has(usbIds.rom) ? 'rom' : usbIds.runtime.some(has) ? 'runtime' : 'other';
}

/** What a message names a device by. */
export function nameOf({ serial, path }: Connection): DeviceName {
  return { serial, path };
}

/** `356D38673332 at 1-2.3`, as a message. */
export function named(device: Connection): Message {
  return message('common.device', nameOf(device));
}

/** Whether a device is one that is meant, as far as its serial number is known. */
export function selects(selection: Selection, device: UsbDeviceInfo): boolean {
  const bySerial = selection.serial === undefined || sameSerial(selection.serial, device.serial);
  return bySerial && (selection.path === undefined || selection.path === device.path);
}

/**
 * The one device in DFU mode that is meant. Throws `no-device` (saying what is there instead), `several-devices`,
 * `not-in-dfu-mode` if only a running ODrive matches, `board-unknown` if another chip's bootloader is all there is, and what opening throws where a serial must be read that way.
 */
export async function findRom(bus: UsbBus, selection: Selection = {}): Promise<UsbDeviceInfo> {
  const devices = await translated(message('request.list-devices'), () => bus.list());
  const rom = devices.filter((device) => classifyDevice(device) === 'rom');
  const runtime = devices.filter((device) => classifyDevice(device) === 'runtime');
  const known = await withSerials(bus, rom, selection);
  const isMeant = (device: UsbDeviceInfo) => selects(selection, device);
  const matching = known.filter(isMeant);
  const [first, second] = matching;
  if (second) throw severalDevices('discovery.several-in-dfu', await withKnownSerials(bus, matching));
  if (first) return first;
  const named = selection.serial === undefined ? runtime : await withKnownSerials(bus, runtime);
  const running = named.filter(isMeant);
  if (running.length === 0) refuseOtherChips(devices, selection);
  throw running.length > 0
    ? notInDfuMode(running)
    : noDevice('discovery.not-found-in-dfu', selection, [...known, ...named]);
}

/** Throws `board-unknown` for another chip's bootloader where that is what was meant. */
export function refuseOtherChips(devices: readonly UsbDeviceInfo[], { serial, path }: Selection): void {
  for (const device of devices) {
    const found = otherBootloader(device);
    const meant = path === undefined ? serial === undefined || sameSerial(serial, device.serial) : path === device.path;
    if (!found || !meant) continue;
    throw new FlasherError('board-unknown', message('discovery.other-chip', { ...found, path: device.path }), {
      details: { chip: found.chip, maker: found.maker, path: device.path },
      next: message('next.choose-other-board'),
    });
  }
}

/**
 * Fills in serials the platform did not read by itself, if a serial is wanted and none that it did read is the one. A device that cannot be
 * asked, because a program uses it, is a failure only where no other one is meant.
 */
export async function withSerials(
  bus: UsbBus,
  devices: readonly UsbDeviceInfo[],
  selection: Selection,
): Promise<readonly UsbDeviceInfo[]> {
  const isMeant = (device: UsbDeviceInfo) => selects(selection, device);
  if (devices.some(isMeant)) return devices;
  const failures: unknown[] = [];
  const known = await withKnownSerials(bus, devices, selection.path, failures);
  if (!failures.length || known.some(isMeant)) return known;
  throw failures[0];
}

/**
 * The same for boards that only a person has to distinguish: one that cannot be asked stays without, and why is added to `failures`. Asks
 * only the one at `path`, if given; one after the other, as a bus answers.
 */
export async function withKnownSerials(
  bus: UsbBus,
  devices: readonly UsbDeviceInfo[],
  path?: string,
  failures: unknown[] = [],
): Promise<readonly UsbDeviceInfo[]> {
  const known: UsbDeviceInfo[] = [];
  for (const device of devices) {
    const isAsked = device.serial === undefined && selects({ path }, device);
    const serial = isAsked
      ? await readSerial(bus, device).catch((thrown: unknown) => void failures.push(thrown))
      : undefined;
    known.push(serial ? { ...device, serial } : device);
  }
  return known;
}

async function readSerial(bus: UsbBus, device: UsbDeviceInfo): Promise<string | undefined> {
  return translated(message('request.read-serial-at', { path: device.path }), async () => {
    await using link = await bus.open(device);
    return await readOwnSerial(link);
  });
}

/** Which of these is meant was not said. */
export function severalDevices(
  code: 'discovery.several-in-dfu' | 'discovery.several-connected',
  devices: readonly UsbDeviceInfo[],
): FlasherError {
  return new FlasherError('several-devices', message(code, { devices: devices.map(nameOf) }), {
    details: { devices: devices.map(named), paths: devices.map(({ path }) => path) },
    next: chooseByPath(devices),
  });
}

/** What to do about several boards where their serial number does not distinguish them (clones). */
function chooseByPath(devices: readonly UsbDeviceInfo[]): Message | undefined {
  const clones = devices.every((device) => sameSerial(device.serial, devices[0]?.serial));
  return clones ? message('next.choose-by-path') : undefined;
}

function notInDfuMode(devices: readonly UsbDeviceInfo[]): FlasherError {
  return new FlasherError('not-in-dfu-mode', message('discovery.only-running', { devices: devices.map(nameOf) }), {
    details: { devices: devices.map(named) },
  });
}

/** Nothing that was seen is meant. `next`: what to do where a selection is not what is wrong. */
export function noDevice(
  code: 'discovery.not-found-in-dfu' | 'discovery.not-found',
  { serial, path }: Selection,
  others: readonly UsbDeviceInfo[],
  next?: Message,
): FlasherError {
  const isNamed = serial !== undefined || path !== undefined;
  return new FlasherError('no-device', message(code, { serial, path, others: others.map(nameOf) }), {
    details: { serial: serial ?? null, path: path ?? null, devices: others.map(named) },
    next: others.length > 0 && isNamed ? message('next.check-selection') : next,
  });
}

/** How long, and until when, to look at a bus. */
export interface WaitOptions {
  readonly clock: Clock;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** How often the list is read beside the events, for platforms whose events get lost. */
const pollMs = 250;

/**
 * The first value `look` finds in the list of devices, which is read on every bus event and every quarter second.
 * `undefined` when the time is up. Throws LinkError, and the signal's reason.
 */
export async function watchBus<T>(
  bus: UsbBus,
  look: (devices: readonly UsbDeviceInfo[]) => T | undefined,
  { clock, timeoutMs, signal }: WaitOptions,
): Promise<T | undefined> {
  const deadline = clock.now() + timeoutMs;
  let nudge = new AbortController();
  using _watch = bus.watch(() => nudge.abort());
  for (;;) {
    signal?.throwIfAborted();
    nudge = new AbortController();
    const found = look(await bus.list());
    const left = deadline - clock.now();
    if (found !== undefined || left <= 0) return found;
    await pause(clock, Math.min(pollMs, left), signal === undefined ? [nudge.signal] : [nudge.signal, signal]);
  }
}

/** Sleeps until the time is up or one of the signals is aborted; never rejects. */
async function pause(clock: Clock, ms: number, signals: readonly AbortSignal[]): Promise<void> {
  const either = AbortSignal.any([...signals]);
  await clock.sleep(ms, either).catch((reason: unknown) => {
    if (!either.aborted) throw reason;
  });
}

/** The first device that matches, now or within `timeoutMs`; `undefined` if none came. Throws as {@link watchBus}. */
export function waitForDevice(
  bus: UsbBus,
  match: (device: UsbDeviceInfo) => boolean,
  options: WaitOptions,
): Promise<UsbDeviceInfo | undefined> {
  return watchBus(bus, (devices) => devices.find(match), options);
}

/** No board was found, or several. */
export function isUnchosen(error: unknown): boolean {
  return isFlasherError(error) && (error.code === 'no-device' || error.code === 'several-devices');
}
