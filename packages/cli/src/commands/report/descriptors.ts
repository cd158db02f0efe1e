// The descriptors of a board as it sends them, for a bug report. Reads only, and gives up quietly: a board that does
// not answer is what such reports are about.

import type { UsbBus, UsbDeviceInfo, UsbLink } from '@odflash/core';
import { hexBytes } from '@odflash/core/bytes';
import { classifyDevice } from '@odflash/core/discovery';
import type { ControlSetup } from '@odflash/core/ports';
import { configurationLength, parseConfiguration, readLanguage, readString } from '@odflash/core/usb';

export interface RawDescriptors {
  readonly path: string;
  /** Bytes in hex. */
  readonly device?: string | undefined;
  readonly configuration?: string | undefined;
  /** Names of interfaces and alternate settings, by index. */
  readonly names?: Readonly<Record<string, string>> | undefined;
  /** Why there is no more. */
  readonly failure?: string | undefined;
}

const timeoutMs = 1_000;
const getDescriptor = (type: number): ControlSetup => ({ requestType: 0x80, request: 6, value: type << 8, index: 0 });

/** What each board of ours on the bus says of itself. Never throws. */
export async function readAllDescriptors(
  bus: UsbBus,
  devices: readonly UsbDeviceInfo[],
): Promise<readonly RawDescriptors[]> {
  const all: RawDescriptors[] = [];
  for (const device of devices.filter((candidate) => classifyDevice(candidate) !== 'other'))
    all.push(await readDescriptors(bus, device));
  return all;
}

async function readDescriptors(bus: UsbBus, { path, ...rest }: UsbDeviceInfo): Promise<RawDescriptors> {
  const read: { -readonly [Field in keyof RawDescriptors]: RawDescriptors[Field] } = { path };
  try {
    await using link = await bus.open({ path, ...rest });
    read.device = hexBytes(await bytesOf(link, 1, 18));
    const head = await bytesOf(link, 2, 9);
    const configuration = await bytesOf(link, 2, configurationLength(head) ?? head.length);
    read.configuration = hexBytes(configuration);
    read.names = await namesIn(link, configuration);
  } catch (error) {
    read.failure = error instanceof Error ? error.message : String(error);
  }
  return read;
}

async function bytesOf(link: UsbLink, type: number, length: number): Promise<Uint8Array> {
  return (await link.controlIn(getDescriptor(type), length, timeoutMs)).data;
}

async function namesIn(link: UsbLink, configuration: Uint8Array): Promise<Readonly<Record<string, string>>> {
  const indexes = new Set(parseConfiguration(configuration).interfaces.map(({ nameIndex }) => nameIndex));
  const language = await readLanguage(link);
  const names: [string, string][] = [];
  for (const index of indexes) names.push([String(index), (await readString(link, index, language)) ?? '']);
  return Object.fromEntries(names.filter(([index]) => index !== '0'));
}
