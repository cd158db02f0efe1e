// Which probe on the bus is meant. Opens none that is not.

import { FlasherError } from '../errors.ts';
import { message } from '../messages/message.ts';
import type { ProbeName } from '../messages/stlink.ts';
import type { UsbBus, UsbDeviceInfo } from '../ports.ts';
import { translated } from '../usb/link-failure.ts';
import { probeModel } from './models.ts';
import { probeSerial } from './serial.ts';

/** One probe out of several; the serial number is the probe's own. */
export interface ProbeSelector {
  readonly probe?: string | undefined;
  readonly path?: string | undefined;
}

/** Every ST-Link on the bus. Throws FlasherError if the bus cannot be listed. */
export async function listProbes(bus: UsbBus): Promise<readonly UsbDeviceInfo[]> {
  const devices = await translated(message('request.list-devices'), () => bus.list());
  return devices.filter((device) => probeModel(device) !== undefined);
}

/**
 * The one probe that is meant. Throws `no-device`, `several-devices`.
 * @public
 */
export async function findProbe(bus: UsbBus, selector: ProbeSelector = {}): Promise<UsbDeviceInfo> {
  const probes = await listProbes(bus);
  const matching = probes.filter((device) => isMeant(device, selector));
  const [first, second] = matching;
  if (first !== undefined && second === undefined) return first;
  const found = first === undefined ? probes : matching;
  const names = found.map(probeName);
  const devices = names.map((name) => message('stlink.probe', name));
  if (first !== undefined)
    throw new FlasherError('several-devices', message('stlink.several-connected', { devices: names }), {
      details: { devices, paths: found.map(({ path }) => path) },
    });
  throw new FlasherError('no-device', message('stlink.not-found', { others: names }), {
    details: { devices },
    next: message('next.plug-in-stlink'),
  });
}

function isMeant(device: UsbDeviceInfo, { probe, path }: ProbeSelector): boolean {
  const bySerial = probe === undefined || probeSerial(device.serial) === probe.toUpperCase();
  return bySerial && (path === undefined || path === device.path);
}

/** The probe as a person finds it. */
export function probeName(device: UsbDeviceInfo): ProbeName {
  return { model: probeModel(device)?.name, serial: probeSerial(device.serial), path: device.path };
}
