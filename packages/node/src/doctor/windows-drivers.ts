// Which driver Windows has bound to a device, from the registry (HKLM\SYSTEM\CurrentControlSet\Enum\USB), and what it says of
// devices that are plugged in. Knows the text `reg query` and `pnputil` print, in no language but by its identifiers. Written from
// Microsoft's documentation; run under Wine, not yet on Windows itself.

import type { UsbDeviceInfo } from '@odflash/core';
import { usbIds } from '@odflash/core/board';
import type { DeviceKind, WindowsFacts } from './facts.ts';
import { type RunProgram, runProgram } from './run-program.ts';

/** The registry key below which Windows keeps the instances of a device, or of the interface of it that matters. */
export function registryKey(device: Pick<UsbDeviceInfo, 'vendorId' | 'productId'>, kind: DeviceKind): string {
  const hex = (value: number) => value.toString(16).toUpperCase().padStart(4, '0');
  // A running ODrive is a composite device; the native protocol is on interface 2.
  const part = kind === 'runtime' ? '&MI_02' : '';
  return `HKLM\\SYSTEM\\CurrentControlSet\\Enum\\USB\\VID_${hex(device.vendorId)}&PID_${hex(device.productId)}${part}`;
}

/** Arguments of `reg` that print the service of every instance. */
export function registryQuery(
  device: Pick<UsbDeviceInfo, 'vendorId' | 'productId'>,
  kind: DeviceKind,
): readonly string[] {
  return ['query', registryKey(device, kind), '/s', '/v', 'Service'];
}

/** The service of the instance with that serial number, or of the only one; `undefined` if there is none. */
export function serviceIn(output: string, serial: string | undefined): string | undefined {
  const instances = instancesIn(output);
  const own = instances.find((entry) => serial !== undefined && isInstance(entry.key, serial));
  return (own ?? (instances.length === 1 ? instances[0] : undefined))?.service;
}

/**
 * The service Windows bound to a bootloader that was here before, WinUSB if it was that once: its driver is in the store then, and
 * the next bootloader gets it. `undefined`: none, or Windows does not say.
 */
export async function bootloaderDriver(run: RunProgram = runProgram): Promise<string | undefined> {
  const services = instancesIn(await run('reg', registryQuery(usbIds.rom, 'rom'))).map(({ service }) => service);
  return services.find((service) => service.toLowerCase() === 'winusb') ?? services[0];
}

/** Asks Windows what matters beside the devices the USB library sees. */
export async function readWindowsFacts(run: RunProgram = runProgram): Promise<WindowsFacts> {
  const bound = await bootloaderDriver(run);
  const plugged = await run('pnputil', ['/enum-devices', '/connected']);
  return { bootloaderDriver: bound, hasNamelessDevice: namelessDevice.test(plugged) };
}

/** What Windows calls a device whose descriptor it could not read ("USB device descriptor failure", usbhub.sys). */
const namelessDevice = /\bUSB\\VID_0000&PID_000[0-9A-F]\\/i;

interface Instance {
  readonly key: string;
  readonly service: string;
}

function instancesIn(output: string): readonly Instance[] {
  const instances: Instance[] = [];
  let key = '';
  for (const line of output.split(/\r?\n/)) {
    if (line.startsWith('HKEY_')) key = line.trim();
    const service = /^\s+Service\s+REG_SZ\s+(\S+)\s*$/.exec(line)?.[1];
    if (service !== undefined) instances.push({ key, service });
  }
  return instances;
}

function isInstance(key: string, serial: string): boolean {
  return key.toUpperCase().endsWith(`\\${serial.toUpperCase()}`);
}
