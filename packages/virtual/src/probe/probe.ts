// A virtual ST-Link on a cable of its own, its other side wired to the debug header of a virtual board.

import type { Clock } from '@odflash/core';
import { bulkDataMs } from '@odflash/core/board';
import type { UsbSocket } from '@odflash/core/ports';
import type { RecorderInput } from '../chip/recorder.ts';
import { type BoardFaults, createWire } from '../faults/wire.ts';
import { seededRandom } from '../time/random.ts';
import { stalled } from '../usb/answers.ts';
import { type Endpoint, silentEndpoint, sinkEndpoint, type UsbFunction } from '../usb/function.ts';
import { createPort, resetByOthers } from '../usb/port.ts';
import { createSocket } from '../usb/socket.ts';
import type { Command } from './commands.ts';
import {
  configurationDescriptor,
  deviceDescriptor,
  extraEndpoints,
  interfaceCount,
  packetLength,
  probeString,
} from './descriptors.ts';
import { createProbeEndpoints } from './endpoints.ts';
import type { ProbeModel } from './models.ts';
import { createSession, createSwdFaults, keepPace, type Session } from './session.ts';
import type { ProbeSettings } from './settings.ts';
import type { ProbeTarget } from './target.ts';

/** An ST-Link without silicon: its cable, its number, and what a test may do to it. */
export interface VirtualProbe {
  readonly socket: UsbSocket;
  /** 24 hexadecimal digits. */
  readonly serial: string;
  /** Interfaces another program has claimed. */
  readonly taken: readonly number[];
  /** Commands so far. */
  commands(): number;
  /** Pulls the cable out or puts it in: the probe starts anew. */
  cable(inserted: boolean): void;
  /** From here on the probe has the faults of these settings. */
  inflict(settings: ProbeSettings): void;
}

export interface ProbeOptions {
  readonly settings: ProbeSettings;
  readonly clock: Clock;
  readonly target: ProbeTarget;
  readonly recorder: RecorderInput;
  readonly seed: number;
  /** Bus path of its socket. */
  readonly path: string;
}

export function createProbe(options: ProbeOptions): VirtualProbe {
  const { clock, target, recorder, path, seed } = options;
  const random = seededRandom(seed, 'probe');
  const serial = serialDigits(seed);
  const socket = createSocket(path);
  let { settings } = options;
  let swdFault = createSwdFaults(settings.swd, recorder);
  let commands = 0;
  let unplug: (reason: string) => void = () => undefined;
  let wire = createWire(settings.usb, boardFaults(), recorder, random);

  function boardFaults(): BoardFaults {
    return {
      replug: () => {
        cable(false);
        cable(true);
      },
      crash: target.crash,
      gone: () => cable(false),
      busReset: () => {
        if (socket.port) resetByOthers(socket.port);
      },
      powerCut: target.powerCut,
      brownOut: target.brownOut,
    };
  }
  const run = (session: Session) => async (command: Command, packet: DataView, data: Uint8Array) => {
    commands++;
    session.fault = command.reaches ? swdFault(target) : undefined;
    const reply = await command.run(session, { packet, data });
    await keepPace(session);
    return reply;
  };
  const plugIn = () => {
    const session = createSession(settings, clock, target);
    const usbFunction = functionOf(session, serial, run(session));
    const passing = {
      arrive: (transfer: Parameters<typeof wire.arrive>[0]) => wire.arrive(transfer),
      reset: () => wire.reset(),
    };
    const plugged = createPort(usbFunction, passing, () => undefined);
    unplug = plugged.unplug;
    socket.plug(plugged.port);
  };
  const cable = (inserted: boolean) => {
    if (inserted === (socket.port !== undefined)) return;
    if (inserted) return plugIn();
    socket.plug(undefined);
    unplug('the probe was pulled out');
    // Nothing holds the line low any more.
    target.driveReset(false);
  };
  plugIn();
  return {
    socket,
    serial,
    taken: settings.taken ? [0] : [],
    commands: () => commands,
    cable,
    inflict: (next) => {
      settings = next;
      swdFault = createSwdFaults(next.swd, recorder);
      wire = createWire(next.usb, boardFaults(), recorder, random);
    },
  };
}

function serialDigits(seed: number): string {
  const random = seededRandom(seed, 'probe serial');
  return Array.from({ length: 3 }, () => random.next().toString(16).padStart(8, '0'))
    .join('')
    .toUpperCase();
}

function functionOf(
  session: Session,
  serial: string,
  run: Parameters<typeof createProbeEndpoints>[0]['run'],
): UsbFunction {
  const { model, settings } = session;
  const debug = createProbeEndpoints({
    session,
    packet: packetLength(model),
    transferMs: (bytes) => bulkDataMs(bytes, model.speed),
    run,
  });
  const endpoints = new Map<number, Endpoint>([
    [model.endpoints.in, debug.in],
    [model.endpoints.out, debug.out],
    [model.endpoints.trace, silentEndpoint()],
    ...extraEndpointsOf(model),
  ]);
  return {
    speed: model.speed,
    device: deviceDescriptor(model),
    configuration: configurationDescriptor(model),
    string: (index) => probeString(index, model, settings.serial ?? model.serial, serial),
    control: () => stalled,
    hasAlternate: (number, alternate) => number < interfaceCount(model) && alternate === 0,
    endpoints,
    busy: () => undefined,
    busReset: () => {
      session.hangs = settings.found === 'hanging';
      session.leftOver = undefined;
    },
  };
}

/** Disk and serial port are there and do nothing: a disk without a medium is not read. */
function extraEndpointsOf({ extras }: ProbeModel): readonly (readonly [number, Endpoint])[] {
  const disk = [
    [extraEndpoints.diskIn, silentEndpoint()],
    [extraEndpoints.diskOut, sinkEndpoint()],
  ] as const;
  const serial = [
    [extraEndpoints.notify, silentEndpoint()],
    [extraEndpoints.serialIn, silentEndpoint()],
    [extraEndpoints.serialOut, sinkEndpoint()],
  ] as const;
  return [...(extras.includes('disk') ? disk : []), ...(extras.includes('serial') ? serial : [])];
}
