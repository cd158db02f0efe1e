// Which device on the bus is the board that was lost: the same serial number, then the same socket. Two boards may carry
// one serial number (clones), and a board may return with another one; neither may be mistaken silently. Where no port is
// reported, the one device that has come since may be it: what it says itself, once it is open, decides.

import { areOtherChips, sameSerial } from '../board/serial.ts';
import { FlasherError } from '../errors.ts';
import { message } from '../messages/message.ts';
import type { Clock, UsbBus, UsbDeviceInfo } from '../ports.ts';
import { translated } from '../usb/link-failure.ts';
import { classifyDevice, type DeviceKind, nameOf, watchBus } from './find.ts';

/** A device in the old place, or with an unknown one, and with another serial number is accepted as ours only after this long, in ms. */
const strangerMs = 5_000;

/** Paths of the other devices in DFU mode: a device there is not the board we are about to open. */
export async function otherPaths(bus: UsbBus, device: UsbDeviceInfo): Promise<readonly string[]> {
  const devices = await translated(message('request.list-devices'), () => bus.list());
  return devices
    .filter((other) => classifyDevice(other) === 'rom' && other.path !== device.path)
    .map(({ path }) => path);
}

/**
 * Which of `devices` is `lost`, now a device of that kind. `others` are paths where another device was before; `waitedMs` is
 * how long it has been looked for.
 */
export function recognise(
  devices: readonly UsbDeviceInfo[],
  lost: UsbDeviceInfo,
  about: { readonly kind: DeviceKind; readonly others: readonly string[]; readonly waitedMs: number },
): UsbDeviceInfo | undefined {
  const candidates = devices.filter(
    (device) => classifyDevice(device) === about.kind && !about.others.includes(device.path),
  );
  const inPlace = candidates.find(({ path }) => path === lost.path);
  const known = inPlace?.serial !== undefined && lost.serial !== undefined;
  if (inPlace !== undefined && (!known || sameSerial(inPlace.serial, lost.serial))) return inPlace;
  const moved = candidates.find(({ serial }) => sameSerial(serial, lost.serial));
  const [newcomer, second] = lost.nameOnly ? candidates : [];
  return moved ?? (about.waitedMs >= strangerMs ? (inPlace ?? (second ? undefined : newcomer)) : undefined);
}

/**
 * Throws `device-did-not-return` if what was taken for `lost` because nothing else had come says that it is another chip. At a
 * port the port has the last word: there are boards whose number changes.
 */
export function requireSameChip(lost: UsbDeviceInfo, serial: string | undefined): void {
  if (lost.nameOnly && areOtherChips(lost.serial, serial)) throw didNotReturn(lost, []);
}

/**
 * Waits until `lost` is in DFU mode on the bus and resolves with what it is now. Throws `device-did-not-return`, saying
 * what is there instead, and the signal's reason.
 */
export async function reacquire(
  bus: UsbBus,
  lost: UsbDeviceInfo,
  options: {
    readonly others: readonly string[];
    readonly clock: Clock;
    readonly timeoutMs: number;
    readonly signal?: AbortSignal | undefined;
  },
): Promise<UsbDeviceInfo> {
  const { others, clock, timeoutMs, signal } = options;
  const start = clock.now();
  let latest: readonly UsbDeviceInfo[] = [];
  const look = (devices: readonly UsbDeviceInfo[]): UsbDeviceInfo | undefined => {
    latest = devices;
    return recognise(devices, lost, { kind: 'rom', others, waitedMs: clock.now() - start });
  };
  const back = await translated(message('request.list-devices'), () =>
    watchBus(bus, look, { clock, timeoutMs, signal }),
  );
  if (back === undefined) throw didNotReturn(lost, latest);
  return back;
}

function didNotReturn(lost: UsbDeviceInfo, devices: readonly UsbDeviceInfo[]): FlasherError {
  const running = devices.some(
    (device) =>
      classifyDevice(device) === 'runtime' && (device.path === lost.path || sameSerial(device.serial, lost.serial)),
  );
  return new FlasherError(
    'device-did-not-return',
    message('discovery.did-not-return', { device: nameOf(lost), running }),
    {
      details: { serial: lost.serial ?? null, path: lost.path, running },
    },
  );
}
