// GET_DESCRIPTOR by hand (USB 2.0 §9.4.3), because platforms hide, cache or lose what a flasher needs: the raw
// configuration with its functional descriptor, and the names of alternate settings. Knows no DFU.

import { hexBytes } from '../bytes.ts';
import type { ControlSetup, UsbLink } from '../ports.ts';
import { untilAlike } from '../retry.ts';
import {
  type ConfigurationDescriptor,
  configurationLength,
  type DeviceDescriptor,
  parseConfiguration,
  parseDeviceDescriptor,
  parseLanguages,
  parseString,
  parseStringUnits,
} from './descriptors.ts';

const timeoutMs = 5_000;
const english = 0x0409;
const maxString = 255;

function getDescriptor(type: number, index: number, language = 0): ControlSetup {
  return { requestType: 0x80, request: 6, value: (type << 8) | index, index: language };
}

/**
 * The answer two reads in a row agree on, or the last one if no two do. A stall is an empty answer.
 * Throws LinkError.
 */
async function agreedRead(link: UsbLink, setup: ControlSetup, length: number): Promise<Uint8Array> {
  const read = async () => {
    const answer = await link.controlIn(setup, length, timeoutMs);
    return answer.status === 'ok' ? answer.data : new Uint8Array(0);
  };
  return (await untilAlike('read-alike', read, (one, other) => hexBytes(one) === hexBytes(other))).last;
}

/** The device descriptor; `undefined` if the device gives none that can be read. Throws LinkError. */
export async function readDeviceDescriptor(link: UsbLink): Promise<DeviceDescriptor | undefined> {
  return parseDeviceDescriptor(await agreedRead(link, getDescriptor(1, 0), 18));
}

/** The first configuration with everything that belongs to it. Throws LinkError. */
export async function readConfiguration(link: UsbLink): Promise<ConfigurationDescriptor> {
  const head = await agreedRead(link, getDescriptor(2, 0), 9);
  const total = configurationLength(head);
  return parseConfiguration(total === undefined ? head : await agreedRead(link, getDescriptor(2, 0), total));
}

/** The first language the device's strings come in, English if it does not say. Throws LinkError. */
export async function readLanguage(link: UsbLink): Promise<number> {
  return parseLanguages(await agreedRead(link, getDescriptor(3, 0), maxString))[0] ?? english;
}

/** A string by its index, `undefined` for index 0 and for what is no string. Throws LinkError. */
export async function readString(
  link: UsbLink,
  index: number,
  language: number = english,
): Promise<string | undefined> {
  if (index === 0) return undefined;
  return parseString(await agreedRead(link, getDescriptor(3, index, language), maxString));
}

/** The serial number, `undefined` if the device has none or gives none that can be read. Throws LinkError. */
export async function readSerial(link: UsbLink): Promise<string | undefined> {
  const descriptor = await readDeviceDescriptor(link);
  return descriptor && (await readString(link, descriptor.serialIndex, await readLanguage(link)));
}

/** The serial number unit by unit, for devices that send bytes for it. Throws LinkError. */
export async function readSerialUnits(link: UsbLink): Promise<string | undefined> {
  const descriptor = await readDeviceDescriptor(link);
  if (descriptor === undefined || descriptor.serialIndex === 0) return undefined;
  const language = await readLanguage(link);
  return parseStringUnits(await agreedRead(link, getDescriptor(3, descriptor.serialIndex, language), maxString));
}
