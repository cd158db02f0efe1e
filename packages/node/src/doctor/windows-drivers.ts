// Which driver Windows has bound to a device, from the registry (HKLM\SYSTEM\CurrentControlSet\Enum\USB). Knows the text
// `reg query` prints. Written from Microsoft's documentation; not run on Windows yet.

import type { UsbDeviceInfo } from '@odflash/core';
import type { DeviceKind } from './facts.ts';

/** The registry key below which Windows keeps the instances of a device, or of the interface of it that matters. */
export function registryKey(device: UsbDeviceInfo, kind: DeviceKind): string {
  const hex = (value: number) => value.toString(16).toUpperCase().padStart(4, '0');
  // A running ODrive is a composite device; the native protocol is on interface 2.
  const part = kind === 'runtime' ? '&MI_02' : '';
  return `HKLM\\SYSTEM\\CurrentControlSet\\Enum\\USB\\VID_${hex(device.vendorId)}&PID_${hex(device.productId)}${part}`;
}

/** Arguments of `reg` that print the service of every instance. */
export function registryQuery(device: UsbDeviceInfo, kind: DeviceKind): readonly string[] {
  return ['query', registryKey(device, kind), '/s', '/v', 'Service'];
}

/** The service of the instance with that serial number, or of the only one; `undefined` if there is none. */
export function serviceIn(output: string, serial: string | undefined): string | undefined {
  const instances: { readonly key: string; readonly service: string }[] = [];
  let key = '';
  for (const line of output.split(/\r?\n/)) {
    if (line.startsWith('HKEY_')) key = line.trim();
    const service = /^\s+Service\s+REG_SZ\s+(\S+)\s*$/.exec(line)?.[1];
    if (service !== undefined) instances.push({ key, service });
  }
  const own = instances.find((entry) => serial !== undefined && isInstance(entry.key, serial));
  return (own ?? (instances.length === 1 ? instances[0] : undefined))?.service;
}

function isInstance(key: string, serial: string): boolean {
  return key.toUpperCase().endsWith(`\\${serial.toUpperCase()}`);
}
