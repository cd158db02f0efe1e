// What a running board says of itself, as plain data for the preflight: which board, which firmware, whether its
// configuration is its own, whether a motor is held and whether one would move after a restart.

import { type BoardVersion, boardVersions } from '../board/odrive-v3.ts';
import { FlasherError } from '../errors.ts';
import { message } from '../messages/message.ts';
import { axisNames, idleState } from './commands.ts';
import type { OdriveDevice } from './device.ts';
import { formatVersion, type Generation, generationOf, generationOfPaths, releaseOf } from './firmware-version.ts';
import type { CallOptions } from './protocol/client.ts';
import { findProperty } from './tree.ts';

/** What an axis does now, and what it will do after a restart. */
export interface AxisEvidence {
  readonly name: string;
  /** `axis0.current_state`, an AxisState of the firmware. */
  readonly state: number;
  /** The PWM is off and the axis does nothing by itself. */
  readonly idle: boolean;
  /** Paths of the `startup_…` flags that are true: they act after every restart. */
  readonly startup: readonly string[];
}

/** What a running board says of itself. */
export interface RuntimeEvidence {
  /** See {@link readSerial}; the same the bootloader shows. */
  readonly serial: string;
  readonly hardware: {
    readonly major: number;
    readonly minor: number;
    readonly variant: number;
    /** The board of that version, if such a board was made. */
    readonly version?: BoardVersion | undefined;
    /** `proof`: OTP says it (`otp_valid`). `claim`: the firmware's build says it, which may be another board's. */
    readonly evidence: 'proof' | 'claim';
    /** The firmware says that OTP holds no record; older firmware than 0.5.3 does not say. */
    readonly otpBlank: boolean;
  };
  readonly firmware: {
    /** What the board reports. */
    readonly reported: string;
    /** What it is: two releases report their predecessor. */
    readonly release: string;
    readonly generation?: Generation | undefined;
  };
  /** A saved configuration was found at start-up. */
  readonly configurationLoaded: boolean;
  readonly axes: readonly AxisEvidence[];
}

/** 12 upper-case hexadecimal digits. Throws FlasherError. */
export async function readSerial(device: OdriveDevice, options: CallOptions = {}): Promise<string> {
  const serial = await device.read('serial_number', options);
  if (typeof serial === 'bigint') return serial.toString(16).toUpperCase().padStart(12, '0');
  throw new FlasherError('unexpected-reply', message('odrive.serial-invalid'));
}

/** Reads the evidence, some 30 round trips. Throws FlasherError. */
export async function readEvidence(device: OdriveDevice, options: CallOptions = {}): Promise<RuntimeEvidence> {
  const has = (path: string) => findProperty(device.tree, path) !== undefined;
  const number = numberReader(device, options);
  const [major, minor, variant] = [
    await number('hw_version_major'),
    await number('hw_version_minor'),
    await number('hw_version_variant'),
  ];
  const version = boardVersions.find(
    (board) =>
      board.major === major && board.minor === minor && (board.voltage === undefined || board.voltage === variant),
  );
  const otpValid = has('otp_valid') ? await device.read('otp_valid', options) : undefined;
  const axes = await readAxes(device, options);
  return {
    serial: await readSerial(device, options),
    hardware: {
      major,
      minor,
      variant,
      version,
      evidence: otpValid === true ? 'proof' : 'claim',
      otpBlank: otpValid === false,
    },
    firmware: await readFirmware(device, options),
    configurationLoaded: (await number('user_config_loaded')) !== 0,
    axes,
  };
}

/** Reads a number; what the firmware does not have is 0. */
function numberReader(device: OdriveDevice, options: CallOptions): (path: string) => Promise<number> {
  return async (path) => (findProperty(device.tree, path) ? Number(await device.read(path, options)) : 0);
}

/** The release that runs, four round trips. Throws FlasherError. */
async function readFirmware(device: OdriveDevice, options: CallOptions = {}): Promise<RuntimeEvidence['firmware']> {
  const number = numberReader(device, options);
  const reported = {
    major: await number('fw_version_major'),
    minor: await number('fw_version_minor'),
    revision: await number('fw_version_revision'),
    unreleased: (await number('fw_version_unreleased')) !== 0,
  };
  const generation = generationOf(reported) ?? generationOfPaths(device.tree.nodes.keys());
  const text = formatVersion(reported);
  return { reported: text, release: releaseOf(reported, device.tree), generation };
}

/**
 * The release whose names, units and errors the board's values have: by its object tree where that is a release's own, so
 * that nothing has to be asked, else as {@link readFirmware} reads it. Throws FlasherError.
 */
export async function readRelease(device: OdriveDevice, options: CallOptions = {}): Promise<string> {
  return device.descriptor.releases?.at(-1) ?? (await readFirmware(device, options)).release;
}

/** What the axes do, and would do after a restart; `now`: only what they do. Throws FlasherError. */
export async function readAxes(
  device: OdriveDevice,
  { now = false, ...options }: CallOptions & { readonly now?: boolean | undefined } = {},
): Promise<readonly AxisEvidence[]> {
  const axes: AxisEvidence[] = [];
  for (const name of axisNames(device)) {
    const startup = now ? [] : await readStartup(device, name, options);
    axes.push(await readAxis(device, { name, startup }, options));
  }
  return axes;
}

async function readAxis(
  device: OdriveDevice,
  { name, startup }: Pick<AxisEvidence, 'name' | 'startup'>,
  options: CallOptions,
): Promise<AxisEvidence> {
  const state = Number(await device.read(`${name}.current_state`, options));
  return { name, state, idle: state === idleState, startup };
}

async function readStartup(device: OdriveDevice, name: string, options: CallOptions): Promise<readonly string[]> {
  const startup: string[] = [];
  for (const [path, node] of device.tree.nodes) {
    const isFlag = node.kind === 'property' && path.startsWith(`${name}.config.startup_`);
    if (isFlag && (await device.read(path, options)) === true) startup.push(path);
  }
  return startup;
}
