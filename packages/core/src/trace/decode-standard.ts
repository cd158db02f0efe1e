// Standard requests (USB 2.0 §9.4) and the descriptors they bring, in words.

import type { ControlSetup } from '../ports.ts';
import { parseConfiguration, parseDeviceDescriptor, parseLanguages, parseString } from '../usb/descriptors.ts';

/** bRequest of USB 2.0 §9.4, table 9-4. */
const names: Readonly<Record<number, string>> = {
  0: 'GET_STATUS',
  1: 'CLEAR_FEATURE',
  3: 'SET_FEATURE',
  5: 'SET_ADDRESS (USB)',
  6: 'GET_DESCRIPTOR',
  7: 'SET_DESCRIPTOR',
  8: 'GET_CONFIGURATION',
  9: 'SET_CONFIGURATION',
  10: 'GET_INTERFACE',
  11: 'SET_INTERFACE',
  12: 'SYNCH_FRAME',
};

/** bDescriptorType of table 9-5, and BOS. */
const types: Readonly<Record<number, string>> = {
  1: 'device',
  2: 'configuration',
  3: 'string',
  6: 'device qualifier',
  7: 'other speed',
  15: 'BOS',
};

const getDescriptor = 6;
const hex = (value: number) => value.toString(16).padStart(4, '0');

export function standardRequest({ request, value, index }: ControlSetup): string {
  const name = names[request] ?? `standard request ${request}`;
  if (request === getDescriptor) {
    const type = types[value >> 8] ?? `type 0x${(value >> 8).toString(16)}`;
    return `${name} ${type} ${value & 0xff}${index ? ` (${hex(index)})` : ''}`;
  }
  // wIndex is the interface and wValue the setting: the other way round than people say it.
  if (request === 11) return `${name} ${index} ${value}`;
  return `${name} ${value}${index ? ` ${index}` : ''}`;
}

/** What a descriptor says; '' for everything else. */
export function standardAnswer({ request, value }: ControlSetup, data: Uint8Array): string {
  if (request !== getDescriptor || data.length === 0) return '';
  const type = value >> 8;
  if (type === 1) return deviceAnswer(data);
  if (type === 2) return configurationAnswer(data);
  if (type !== 3) return `${data.length} bytes`;
  if ((value & 0xff) === 0) return `languages ${parseLanguages(data).map(hex).join(' ') || 'none'}`;
  const text = parseString(data);
  return text === undefined ? 'no string' : JSON.stringify(text);
}

function deviceAnswer(data: Uint8Array): string {
  const device = parseDeviceDescriptor(data);
  if (!device) return data.length < 18 ? `the first ${data.length} bytes` : 'no device descriptor';
  return `${hex(device.vendorId)}:${hex(device.productId)} release ${hex(device.release)}, USB ${hex(device.usbRelease)}`;
}

function configurationAnswer(data: Uint8Array): string {
  if (data.length <= 9) return `the first ${data.length} bytes`;
  const { interfaces, dfu, remarks } = parseConfiguration(data);
  const numbers = new Set(interfaces.map(({ number }) => number));
  const settings = `interfaces: ${numbers.size}, settings: ${interfaces.length}`;
  const bootloader = dfu ? `, DFU ${hex(dfu.version)} with blocks of ${dfu.transferSize} bytes` : '';
  return `${settings}${bootloader}${remarks.length > 0 ? `; odd: ${remarks.join(', ')}` : ''}`;
}
