// The names a device carries, read from the device itself.

import type { UsbDeviceInfo, UsbLink } from '../ports.ts';
import { readDeviceDescriptor, readLanguage, readString } from './read-descriptors.ts';

/** The texts a device gives of itself. */
export type DeviceStrings = Pick<UsbDeviceInfo, 'serial' | 'manufacturer' | 'product'>;

/** Serial number, manufacturer and product; what the device does not give is left out. Throws LinkError. */
export async function readDeviceStrings(link: UsbLink): Promise<DeviceStrings> {
  const descriptor = await readDeviceDescriptor(link);
  if (!descriptor) return {};
  const language = await readLanguage(link);
  const strings = {
    serial: await readString(link, descriptor.serialIndex, language),
    manufacturer: await readString(link, descriptor.manufacturerIndex, language),
    product: await readString(link, descriptor.productIndex, language),
  };
  return Object.fromEntries(Object.entries(strings).filter(([, value]) => value !== undefined));
}
