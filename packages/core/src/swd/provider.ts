// An ST-Link as a way to a chip.

import { sameSerial } from '../board/serial.ts';
import type { Selection } from '../discovery/find.ts';
import { FlasherError } from '../errors.ts';
import { message } from '../messages/message.ts';
import type { ProbeName } from '../messages/stlink.ts';
import type { UsbBus, UsbDeviceInfo } from '../ports.ts';
import { findProbe, listProbes, probeName } from '../stlink/find.ts';
import { probeSerial } from '../stlink/serial.ts';
import type { AskAxes } from '../target/axes.ts';
import type { TargetEnv, TargetProvider } from '../target/provider.ts';
import { flasherError } from '../usb/link-failure.ts';
import { resetHazards, swdHazards } from './hazards.ts';
import { openSwdTarget, type SwdTarget } from './swd-target.ts';

/** The probes behind which the chip may be; `serial` is the chip's, where it was asked for. */
export interface ProbeConnection {
  readonly path: string;
  readonly serial?: string | undefined;
  readonly probes: readonly UsbDeviceInfo[];
}

/** What a connection through a probe may do. */
export interface SwdProviderOptions {
  /** Allows NRST to be pulled to reach a chip that does not answer otherwise; it resets the board. */
  readonly mayReset?: boolean | undefined;
  /** Asks for the axes of the board whose firmware runs, by another wire. */
  readonly askAxes?: AskAxes | undefined;
}

/** Boards behind an ST-Link. `--serial` is the chip's number or the probe's. */
export function swdProvider(options: SwdProviderOptions = {}): TargetProvider<ProbeConnection> {
  return {
    kind: 'stlink',
    needsDfuMode: false,
    find: findConnection,
    open: (connection, env) => openConnection(connection, { ...env, ...options }),
    hazards: (evidence) => swdHazards(evidence, { runs: true }),
    // A chip behind a probe is in no danger before it is stopped.
    urgentOfAll: async () => undefined,
  };
}

async function findConnection(bus: UsbBus, { serial, path }: Selection = {}): Promise<ProbeConnection> {
  const probes = await listProbes(bus);
  const isProbe = probes.some((probe) => serial !== undefined && sameSerial(probeSerial(probe.serial), serial));
  // The number of a chip is known when the chip was asked for it, at the earliest.
  if (serial === undefined || isProbe || probes.length < 2 || path !== undefined) {
    const probe = await findProbe(bus, { path, probe: isProbe ? serial : undefined });
    return { path: probe.path, probes: [probe], serial: isProbe ? undefined : serial };
  }
  return { path: probes[0]?.path ?? '', serial, probes };
}

async function openConnection(
  { probes, serial }: ProbeConnection,
  env: TargetEnv & SwdProviderOptions,
): Promise<SwdTarget> {
  const { named, running, beforeReset } = env;
  const others: { readonly serial: string | undefined; readonly probe: ProbeName }[] = [];
  let failure: FlasherError | undefined;
  for (const device of probes) {
    try {
      const target = await openSwdTarget({
        ...env,
        device,
        mayReset: env.mayReset && beforeReset !== undefined,
        beforeReset: beforeReset && (() => beforeReset(resetHazards({ named, running }, { path: device.path }))),
      });
      if (serial === undefined || sameSerial(target.device.serial, serial)) return target;
      others.push({ serial: target.device.serial, probe: probeName(device) });
      await target[Symbol.asyncDispose]();
    } catch (error) {
      failure ??= flasherError(error, message('request.open-probe'));
    }
  }
  if (others.length === 0 && failure !== undefined) throw failure;
  throw new FlasherError('no-device', message('swd.serial-not-found', { serial: serial ?? '', others }), {
    details: { serial: serial ?? null, devices: others.map(({ probe }) => message('stlink.probe', probe)) },
  });
}
