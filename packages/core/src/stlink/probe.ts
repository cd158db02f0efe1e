// One opened ST-Link: who it is, its mode, the board's voltage, the clock of SWD, NRST, and access to the chip. Knows no chip.

import { FlasherError, isFlasherError } from '../errors.ts';
import { message } from '../messages/message.ts';
import type { Clock, UsbBus, UsbDeviceInfo, UsbLink } from '../ports.ts';
import { retry, retryPolicy } from '../retry.ts';
import { translated } from '../usb/link-failure.ts';
import { readSerialUnits } from '../usb/read-descriptors.ts';
import { createAccess, type ProbeAccess } from './access.ts';
import { probeCommands } from './commands.ts';
import { type ProbeExchange, probeExchange } from './exchange.ts';
import { outOfStep } from './failure.ts';
import { introduce } from './introduction.ts';
import { debugInterface, type ProbeModel, probeModel } from './models.ts';
import { probeSerial } from './serial.ts';
import { chosenKHz, dividerCommand, dividers, frequenciesLength, parseFrequencies, powerUpKHz } from './speed.ts';
import { type Abilities, abilitiesOf, type ProbeVersion } from './version.ts';
import { parseVoltage, voltageLength } from './voltage.ts';

/** The probe and the platform it is on. */
export interface ProbeOptions {
  readonly bus: UsbBus;
  readonly device: UsbDeviceInfo;
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
}

/** What is known of a probe once it has been asked. */
export interface ProbeInfo {
  readonly model: ProbeModel;
  readonly version: ProbeVersion;
  readonly abilities: Abilities;
  /** 24 digits, where the probe has a readable one. */
  readonly serial?: string | undefined;
}

/** Every call throws FlasherError. */
export interface Probe extends AsyncDisposable {
  readonly info: ProbeInfo;
  readonly link: UsbLink;
  /** Commands sent so far. */
  readonly commands: number;
  /** In volts; `undefined` where the probe does not measure. */
  voltage(): Promise<number | undefined>;
  /** Sets the clock to the fastest the probe has that is not above `kHz`; resolves with it. Before {@link enter}. */
  setSpeed(kHz: number): Promise<number>;
  /** The clock in force, in kHz. */
  readonly kHz: number;
  /** Enters SWD; the core runs on. Throws `target-silent` if no chip answers. */
  enter(): Promise<void>;
  /** DPIDR of the debug port. */
  idcode(): Promise<number>;
  /** Holds NRST down or lets it go. Nothing shows whether the wire is connected. */
  driveReset(held: boolean): Promise<void>;
  /** Leaves SWD. */
  leave(): Promise<void>;
  readonly access: ProbeAccess;
}

type Mode = 'dfu' | 'idle' | 'debug' | 'swim' | 'bootloader';
const modes: readonly Mode[] = ['dfu', 'idle', 'debug', 'swim', 'bootloader'];

/** How to leave each mode; in the others there is nothing to leave. */
const exits: Partial<Record<Mode, Uint8Array>> = {
  dfu: probeCommands.exitDfu(),
  debug: probeCommands.exitDebug(),
  swim: probeCommands.exitSwim(),
};

/** A probe needs this long to leave its DFU mode, in ms. */
const modeSettleMs = 10;
const maxExits = retryPolicy('leave-probe-mode').attempts;

/**
 * Opens a probe and brings it to its idle mode, whatever an earlier session has left it in. Changes nothing on the chip.
 * Throws FlasherError: `probe-unusable`, `device-busy`, `permission-denied`, `driver-missing`, and what else the link
 * fails with.
 */
export async function openProbe({ bus, device, clock, signal }: ProbeOptions): Promise<Probe> {
  const model = usableModel(device);
  const link = await withProbe(translated(message('request.open', { path: device.path }), () => bus.open(device)));
  try {
    const claim = message('request.claim', { interfaceNumber: debugInterface });
    const claimed = () => translated(claim, () => link.claim(debugInterface));
    await withProbe(retry('claim', claimed, { clock, signal }));
    const exchange = probeExchange(link, model);
    const version = await introduce(exchange, model);
    await toIdle(exchange, model, clock);
    const serial = probeSerial(await translated(message('request.read-serial'), () => readSerialUnits(link)));
    const abilities = abilitiesOf(version);
    return createProbe(link, exchange, { model, version, abilities, serial }, clock);
  } catch (error) {
    await link[Symbol.asyncDispose]();
    throw error;
  }
}

/** Who may have a probe that is in use: other programs than those that hold a board. */
function withProbe<T>(opening: Promise<T>): Promise<T> {
  return opening.catch((error: unknown) => {
    throw isFlasherError(error) && error.code === 'device-busy'
      ? error.with({ next: message('next.close-probe-programs') })
      : error;
  });
}

function usableModel(device: UsbDeviceInfo): ProbeModel {
  const model = probeModel(device);
  if (model === undefined) throw new FlasherError('internal', message('stlink.no-probe', { path: device.path }));
  if (model.unusable === undefined) return model;
  const details = { probe: model.name, reason: model.unusable };
  throw model.unusable === 'loader'
    ? new FlasherError('probe-unusable', message('stlink.in-loader', { probe: model.name, path: device.path }), {
        details,
        next: message('next.replug-probe-or-rewrite-firmware'),
      })
    : new FlasherError('probe-unusable', message('stlink.unsupported', { probe: model.name, path: device.path }), {
        details,
        next: message('next.use-supported-probe'),
      });
}

async function modeOf(exchange: ProbeExchange): Promise<Mode> {
  const reply = await exchange.ask(message('request.mode'), probeCommands.mode(), 2);
  const number = reply[0] ?? modes.length;
  const mode = modes[number];
  if (mode === undefined) throw outOfStep(message('request.mode'), message('reply.mode', { mode: number }));
  return mode;
}

/** A V2 is in its DFU mode when it has just been plugged in; a session that died leaves debug mode behind. */
async function toIdle(exchange: ProbeExchange, model: ProbeModel, clock: Clock): Promise<void> {
  let mode = await modeOf(exchange);
  for (let tries = 0; tries < maxExits && mode !== 'idle'; tries += 1) {
    const exit = exits[mode];
    if (exit === undefined) break;
    await exchange.send(message('request.end-mode', { mode }), exit);
    await clock.sleep(modeSettleMs);
    mode = await modeOf(exchange);
  }
  if (mode === 'idle') return;
  throw new FlasherError('probe-unusable', message('stlink.stays-in-mode', { probe: model.name, mode }), {
    details: { probe: model.name, mode },
    next: message('next.free-and-replug-probe'),
  });
}

function createProbe(link: UsbLink, exchange: ProbeExchange, info: ProbeInfo, clock: Clock): Probe {
  const { abilities } = info;
  const access = createAccess(exchange, abilities, clock);
  let kHz = powerUpKHz;
  let entered = false;

  const setters: Readonly<Record<Abilities['speed'], (wanted: number) => Promise<number>>> = {
    fixed: async () => powerUpKHz,
    divider: async (wanted) => {
      const chosen = chosenKHz(
        dividers.map((row) => row.kHz),
        wanted,
      );
      await access.command(message('request.clock', { kHz: chosen }), dividerCommand(chosen), 2);
      return chosen;
    },
    frequency: async (wanted) => {
      const reply = await access.command(message('request.clocks'), probeCommands.frequencies(), frequenciesLength);
      const chosen = chosenKHz(parseFrequencies(reply), wanted);
      await access.command(message('request.clock', { kHz: chosen }), probeCommands.setFrequency(chosen), 8);
      return chosen;
    },
  };
  const leave = async () => {
    if (!entered) return;
    entered = false;
    await exchange.send(message('request.end-debug'), probeCommands.exitDebug());
  };
  return {
    info,
    link,
    access,
    get commands() {
      return exchange.commands;
    },
    get kHz() {
      return kHz;
    },
    voltage: async () =>
      abilities.voltage
        ? parseVoltage(await exchange.ask(message('request.voltage'), probeCommands.voltage(), voltageLength))
        : undefined,
    setSpeed: async (wanted) => {
      kHz = await setters[abilities.speed](wanted);
      return kHz;
    },
    enter: async () => {
      // From here on the probe has to be left again, even if it found no chip.
      entered = true;
      await access.command(message('request.connect-chip'), probeCommands.enterSwd(), 2);
      if (abilities.opensPorts) await access.command(message('request.open-port'), probeCommands.openPort(0), 2);
    },
    idcode: async () => {
      const reply = await access.command(message('request.debug-port'), probeCommands.idcodes(), 12);
      return new DataView(reply.buffer, reply.byteOffset).getUint32(4, true);
    },
    driveReset: async (held) => {
      await access.command(
        message(held ? 'request.reset' : 'request.end-reset'),
        probeCommands.driveReset(held ? 0 : 1),
        2,
      );
    },
    leave,
    [Symbol.asyncDispose]: async () => {
      await leave().catch(() => undefined);
      await link[Symbol.asyncDispose]();
    },
  };
}
