// The facts of this machine for the diagnosis: lists, tries every board and probe once, and asks the system why where that
// fails. Changes nothing on any board.

import {
  isFlasherError,
  LinkError,
  type Finding as PreflightFinding,
  textOf,
  type UsbBus,
  type UsbDeviceInfo,
} from '@odflash/core';
import { otherBootloader } from '@odflash/core/board';
import { classifyDevice } from '@odflash/core/discovery';
import { isOfInterest } from '../usb/known-devices.ts';
import { linuxDevices } from '../usb/linux-devices.ts';
import type { DeviceKind, DoctorFacts, ExaminedDevice } from './facts.ts';
import { examineNode, examineSocket, type LinuxView, readLinuxFacts, thisLinux } from './linux-facts.ts';
import { type RunProgram, runProgram } from './run-program.ts';
import { readWindowsFacts, registryQuery, serviceIn } from './windows-drivers.ts';

/** What the library's preflight found. `startable`: whether the flash contains firmware that would start, where it was read. */
interface Preflight {
  readonly findings: readonly PreflightFinding[];
  readonly startable?: boolean | undefined;
}

/** The bus that is looked at, and the system it is on. */
export interface GatherOptions {
  readonly bus: UsbBus;
  /** The bus is not this machine's: virtual, or at the other end of a network. Then the system is irrelevant. */
  readonly isElsewhere?: boolean | undefined;
  /** Default: this machine's. */
  readonly platform?: NodeJS.Platform | undefined;
  readonly linux?: LinuxView | undefined;
  readonly run?: RunProgram | undefined;
  /** Boards are flashed through a probe. */
  readonly atProbe?: boolean | undefined;
  /** Which boards and probes are meant. Default: all. */
  readonly select?: ((device: UsbDeviceInfo) => boolean) | undefined;
  /** The library's preflight of a board, running, in DFU mode or behind a probe; only asked where it could be opened. */
  readonly preflightOf?: ((device: UsbDeviceInfo) => Promise<Preflight> | undefined) | undefined;
}

/** Throws only what listing throws beside `usb-unavailable`: what a machine is like is what the facts are about. */
export async function gatherFacts(options: GatherOptions): Promise<DoctorFacts> {
  const { bus, platform = process.platform } = options;
  const view = platform === 'linux' && !options.isElsewhere ? (options.linux ?? thisLinux()) : undefined;
  const linux = view && (await readLinuxFacts(view));
  const windows = platform === 'win32' && !options.isElsewhere ? await readWindowsFacts(options.run) : undefined;
  const surroundings = { platform, linux, windows };
  try {
    const all = await bus.list();
    const devices: ExaminedDevice[] = [];
    const { select = () => true } = options;
    for (const device of all.filter(isOfInterest).filter(select))
      devices.push(await examine(device, options, platform, view));
    const otherChips = all.filter((device) => otherBootloader(device) !== undefined);
    return {
      ...surroundings,
      devices,
      atProbe: options.atProbe,
      otherChips: otherChips.length > 0 ? otherChips : undefined,
      deviceCount: all.length,
    };
  } catch (cause) {
    if (!isFlasherError(cause) || cause.code !== 'usb-unavailable') throw cause;
    const reason = cause.details.reason === 'library' ? 'library' : 'no-usb';
    return { ...surroundings, noBus: { reason, text: cause.text }, devices: [], deviceCount: 0 };
  }
}

async function examine(
  device: UsbDeviceInfo,
  { bus, run = runProgram, preflightOf }: GatherOptions,
  platform: NodeJS.Platform,
  view: LinuxView | undefined,
): Promise<ExaminedDevice> {
  const kind = kindOf(device);
  const failure = await tryToUse(bus, device, kind);
  const preflight = failure ? undefined : await preflightOf?.(device)?.then(heard, unheard);
  const driver =
    failure && platform === 'win32'
      ? serviceIn(await run('reg', registryQuery(device, kind)), device.serial)
      : undefined;
  return {
    device,
    kind,
    failure: failure?.kind,
    failureText: failure?.message,
    ...preflight,
    driver,
    socket: view && (await examineSocket(view, device)),
    ...(failure && view && (await nodeFacts(view, device))),
  };
}

function heard({ findings, startable }: Preflight): Partial<ExaminedDevice> {
  return { preflight: findings, firmware: startable === undefined ? undefined : startable ? 'present' : 'none' };
}

function unheard(thrown: unknown): Partial<ExaminedDevice> {
  if (!isFlasherError(thrown)) return { silence: { code: 'internal', text: textOf(thrown) } };
  const { code, text, next } = thrown;
  return { silence: { code, text, next } };
}

function kindOf(device: UsbDeviceInfo): DeviceKind {
  const kind = classifyDevice(device);
  return kind === 'other' ? 'probe' : kind;
}

/** The interface a flasher needs: DFU, and the native protocol of a running ODrive. A probe is only opened. */
const neededInterface: Readonly<Record<DeviceKind, number | undefined>> = { rom: 0, runtime: 2, probe: undefined };

async function tryToUse(bus: UsbBus, device: UsbDeviceInfo, kind: DeviceKind): Promise<LinkError | undefined> {
  const number = neededInterface[kind];
  try {
    await using link = await bus.open(device);
    if (number !== undefined) await link.claim(number);
    return undefined;
  } catch (cause) {
    if (cause instanceof LinkError) return cause;
    throw cause;
  }
}

async function nodeFacts(view: LinuxView, device: UsbDeviceInfo): Promise<Pick<ExaminedDevice, 'node' | 'holders'>> {
  const known = (await linuxDevices(view.root).list())?.find((other) => other.path === device.path);
  return known ? examineNode(view, known) : {};
}
