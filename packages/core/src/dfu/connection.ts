// From a device on the bus to a claimed, described bootloader: open, claim, raw configuration, layout strings, session.
// One connection lives until the link dies; `Wire` makes the next one.

import { deviceFeature, mainFlash, optionBytesArea, otpArea } from '../board/stm32f405.ts';
import { FlasherError } from '../errors.ts';
import { message } from '../messages/message.ts';
import type { Clock, Log, UsbBus, UsbDeviceInfo, UsbLink } from '../ports.ts';
import { retry } from '../retry.ts';
import { isDfuInterface } from '../usb/descriptors.ts';
import { translated } from '../usb/link-failure.ts';
import { readConfiguration, readLanguage, readSerial, readString } from '../usb/read-descriptors.ts';
import type { DeviceTiming } from './device-timing.ts';
import { outOfStep } from './failure.ts';
import { isF405Layout, layoutHolds, type MemoryLayout, parseLayout } from './layout.ts';
import { createSession, type DfuSession } from './session.ts';

/** One alternate setting of the DFU interface: a memory. */
interface Memory {
  readonly alternate: number;
  readonly layout: MemoryLayout;
}

/** What a bootloader says of itself. */
export interface Bootloader {
  readonly interfaceNumber: number;
  /** wTransferSize in bytes. */
  readonly transferSize: number;
  readonly memories: readonly Memory[];
  /** True if the main flash is described exactly as an STM32F405xG's. */
  readonly isF405: boolean;
}

/** An open link to a bootloader in dfuIDLE. Disposing closes the link. */
export interface DfuConnection extends AsyncDisposable {
  readonly device: UsbDeviceInfo;
  readonly link: UsbLink;
  readonly bootloader: Bootloader;
  readonly session: DfuSession;
}

export interface DfuConnectOptions {
  readonly bus: UsbBus;
  readonly device: UsbDeviceInfo;
  readonly clock: Clock;
  readonly timing: (transferSize: number) => DeviceTiming;
  readonly log?: Log | undefined;
  readonly signal?: AbortSignal | undefined;
}

const defaultTransferSize = 2048;
/** Control transfers are limited to 4096 bytes by Linux and libusb. */
const largestTransfer = 4096;

/** Alternate settings of the STM32F405 ROM, for a device that proves to be one but garbles the name of a setting. */
const f405Alternates: readonly { readonly address: number; readonly alternate: number }[] = [
  { address: mainFlash.address, alternate: 0 },
  { address: optionBytesArea.address, alternate: 1 },
  { address: otpArea.address, alternate: 2 },
  { address: deviceFeature.address, alternate: 3 },
];

/** The alternate setting through which `address` is reached, if the device has one. */
export function alternateFor(bootloader: Bootloader, address: number): number | undefined {
  const named = bootloader.memories.find(({ layout }) => layoutHolds(layout, address));
  if (named !== undefined || !bootloader.isF405) return named?.alternate;
  const fixed = f405Alternates.find((row) => row.address === address)?.alternate;
  return bootloader.memories.some(({ alternate }) => alternate === fixed) ? fixed : undefined;
}

/**
 * Opens the device and brings it to dfuIDLE. Throws FlasherError: `device-busy`, `permission-denied`, `driver-missing`,
 * `board-unknown` for a device without a DFU interface, and what else the link fails with.
 */
export async function connect(options: DfuConnectOptions): Promise<DfuConnection> {
  const { bus, device, clock, timing } = options;
  const link = await translated(message('request.open', { path: device.path }), () => bus.open(device));
  try {
    const known = await withOwnSerial(link, device);
    const bootloader = await readBootloader(link, options);
    const session = createSession(link, {
      interfaceNumber: bootloader.interfaceNumber,
      clock,
      timing: timing(bootloader.transferSize),
      transferSize: bootloader.transferSize,
      blocks: bootloader.isF405,
    });
    await session.synchronise();
    return { device: known, link, bootloader, session, [Symbol.asyncDispose]: () => link[Symbol.asyncDispose]() };
  } catch (error) {
    await link[Symbol.asyncDispose]();
    throw error;
  }
}

/**
 * Records and reconnections go by it: the system may have failed to read it, or, where nothing but the name distinguishes boards,
 * have read it wrongly. What the device does not say now, it may have said before.
 */
async function withOwnSerial(link: UsbLink, device: UsbDeviceInfo): Promise<UsbDeviceInfo> {
  if (device.serial !== undefined && !device.nameOnly) return device;
  const serial = await translated(message('request.read-serial'), () => readSerial(link));
  return serial === undefined ? device : { ...device, serial };
}

async function readBootloader(link: UsbLink, options: DfuConnectOptions): Promise<Bootloader> {
  const { device, log } = options;
  const configuration = await translated(message('request.read-descriptors'), () => readConfiguration(link));
  const alternates = configuration.interfaces.filter(isDfuInterface);
  const [first] = alternates;
  if (first === undefined && configuration.remarks.length > 0)
    throw outOfStep(
      message('request.dfu', { name: 'GET_DESCRIPTOR' }),
      message('reply.remarks', { remarks: configuration.remarks }),
    );
  if (first === undefined)
    throw new FlasherError('board-unknown', message('dfu.no-interface', { path: device.path }), {
      details: { path: device.path },
    });
  await claim(link, first.number, options);
  const language = await translated(message('request.read-languages'), () => readLanguage(link));
  const memories: Memory[] = [];
  for (const { alternate, nameIndex } of alternates.filter(({ number }) => number === first.number)) {
    const text = await translated(message('request.read-string', { index: nameIndex }), () =>
      readString(link, nameIndex, language),
    );
    const layout = parseLayout(text ?? '');
    for (const remark of layout.remarks)
      log?.({ level: 'debug', scope: 'dfu', text: `alternate setting ${alternate}: ${remark}` });
    memories.push({ alternate, layout });
  }
  const offered = configuration.dfu?.transferSize ?? 0;
  return {
    interfaceNumber: first.number,
    transferSize: offered >= 8 && offered <= largestTransfer ? offered : defaultTransferSize,
    memories,
    isF405: memories.some(({ layout }) => isF405Layout(layout)),
  };
}

async function claim(link: UsbLink, interfaceNumber: number, { clock, log, signal }: DfuConnectOptions): Promise<void> {
  const onFailure = (_: unknown, __: number, isLast: boolean) => {
    if (!isLast) log?.({ level: 'info', scope: 'dfu', text: 'Another program is using the board; retrying.' });
  };
  const what = message('request.claim', { interfaceNumber });
  await retry('claim', () => translated(what, () => link.claim(interfaceNumber)), { clock, signal, onFailure });
}
