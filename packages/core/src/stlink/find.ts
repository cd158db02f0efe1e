// Which probe on the bus is meant. Opens none that is not.

import { FlasherError } from '../errors.ts';
import type { UsbBus, UsbDeviceInfo } from '../ports.ts';
import { printableExcerpt } from '../printable.ts';
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
  const devices = await translated('Listing USB devices', () => bus.list());
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
  const devices = found.map(describeProbe);
  if (first !== undefined)
    throw new FlasherError('several-devices', `${devices.length} ST-Links are connected: ${devices.join(', ')}.`, {
      details: { devices, paths: found.map(({ path }) => path) },
    });
  const instead = devices.length === 0 ? '' : ` Found: ${devices.join(', ')}.`;
  throw new FlasherError('no-device', `No ${probes.length === 0 ? '' : 'such '}ST-Link was found.${instead}`, {
    details: { devices },
    next: 'Plug in the ST-Link; odflash list shows what is found.',
  });
}

function isMeant(device: UsbDeviceInfo, { probe, path }: ProbeSelector): boolean {
  const bySerial = probe === undefined || probeSerial(device.serial) === probe.toUpperCase();
  return bySerial && (path === undefined || path === device.path);
}

/** `ST-Link/V2 57FF72067882495118430667 at 1-2`. */
export function describeProbe(device: UsbDeviceInfo): string {
  const serial = probeSerial(device.serial);
  const name = probeModel(device)?.name ?? 'device';
  return `${name}${serial === undefined ? '' : ` ${serial}`} at ${printableExcerpt(device.path)}`;
}
