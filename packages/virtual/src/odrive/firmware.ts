// The virtual ODrive firmware: whether it starts on this board, what its functions do, what it has behind its endpoints.
// Everything it knows comes from the image in flash, the stored configuration and OTP.

import type { FunctionNode } from '@odflash/core/odrive';
import type { ControlSetup, DeviceAnswer } from '@odflash/core/ports';
import type { Endpoint } from '../usb/function.ts';
import type { FirmwareEnvironment } from './environment.ts';
import { callFunction } from './functions.ts';
import { identifyFirmware, type OdriveImage } from './image.ts';
import { createObjects, type FirmwareObjects } from './objects.ts';
import { answerLine } from './protocol/ascii-protocol.ts';
import { type CdcPort, createCdcEndpoints } from './protocol/cdc-endpoints.ts';
import { microsoftAnswer } from './protocol/microsoft-descriptors.ts';
import { createNativeEndpoints } from './protocol/native-endpoints.ts';
import { createNativeServer, type ServedObjects } from './protocol/native-server.ts';
import { endpoints } from './protocol/usb-descriptors.ts';

export interface Firmware {
  readonly image: OdriveImage;
  readonly objects: FirmwareObjects;
  /** Data endpoints by address; the others NAK forever. */
  readonly endpoints: ReadonlyMap<number, Endpoint>;
  /** Answers a vendor request, or `undefined` for one it does not know. */
  control(setup: ControlSetup, length: number): DeviceAnswer | undefined;
  /** Whether SET_INTERFACE is served. */
  readonly setsInterfaces: boolean;
  stop(): void;
}

/**
 * Starts the firmware that lies in flash. `hangs`: it was built for another board than OTP says and waits forever before
 * it gets to USB (check_board_version in Firmware/Board/v3/board.cpp), or parts of it were overwritten. `undefined`: this is not an ODrive firmware.
 */
export function startFirmware(environment: FirmwareEnvironment): Firmware | 'hangs' | undefined {
  const image = identifyFirmware(environment.flash);
  if (!image) return undefined;
  if (image === 'damaged' || !fitsBoard(image, environment.otp)) return 'hangs';
  const objects = createObjects(image, environment);
  for (const axis of objects.axes) axis.start(environment.settled);
  if (environment.armed) objects.axes[0]?.hold();
  if (environment.ready) objects.axes[0]?.makeReady();
  if (environment.turning) turn(objects);
  for (const [path, value] of environment.errors) objects.set(path, value);
  objects.power.armBrake();
  objects.power.look();
  const call = (called: FunctionNode) => callFunction(called, { image, objects, environment });
  const served = { image, read: objects.read, write: objects.write, call };
  const native = createNativeEndpoints(createNativeServer(served));
  const cdc = createCdcEndpoints(cdcPort(served, objects, environment.serial));
  return {
    image,
    objects,
    endpoints: new Map([
      [endpoints.nativeOut, native.out],
      [endpoints.nativeIn, native.in],
      [endpoints.cdcOut, cdc.out],
      [endpoints.cdcIn, cdc.in],
    ]),
    control: (setup, length) => (image.traits.microsoftDescriptors ? microsoftAnswer(setup, length) : undefined),
    setsInterfaces: image.traits.setsInterfaces,
    stop: () => {
      for (const axis of objects.axes) axis.stop();
    },
  };
}

/** What a program left behind that drove axis 0 at one and a half turns a second and ended. */
function turn({ get, set }: FirmwareObjects): void {
  const cpr = Number(get('axis0.encoder.config.cpr') ?? 8192);
  set('axis0.controller.config.control_mode', 2);
  set('axis0.controller.input_vel', 1.5);
  set('axis0.controller.vel_setpoint', 1.5 * cpr);
}

/** StreamProtocolType of `usb_cdc_protocol`: 2 is output of the firmware alone, 3 that and ASCII. */
const cdcProtocols = ['fibre', 'ascii', 'nothing', 'ascii'] as const;

function cdcPort(served: ServedObjects, objects: FirmwareObjects, serial: string): CdcPort {
  const { get, board, tree } = objects;
  const { traits } = served.image;
  const about = [
    `Hardware version: ${board.major}.${board.minor}-${board.voltage ?? 0}V`,
    `Firmware version: ${traits.reports.join('.')}`,
    `Serial number: ${serial}`,
  ];
  const target = { ...served, tree, generation: traits.generation, about };
  return {
    protocol: () => {
      const chosen = get('config.usb_cdc_protocol');
      if (chosen !== undefined) return cdcProtocols[Number(chosen)] ?? 'nothing';
      return get('config.enable_ascii_protocol_on_usb') === false ? 'fibre' : 'ascii';
    },
    answer: (line) => answerLine(target, line),
    serve: createNativeServer(served, traits.streamReplyLimit),
  };
}

const blank = 0xff;

/** Bytes 3 to 5 of OTP's first block are compared as they are, without a look at the rest of the record. */
function fitsBoard({ traits, board }: OdriveImage, otp: Uint8Array): boolean {
  if (traits.boardCheck === 'none' || (traits.boardCheck === 'unless-blank' && otp[0] === blank)) return true;
  const [major, minor, voltage] = otp.subarray(3, 6);
  // Blank OTP reads as zeros in 0.5.2, which fit no board.
  return major === board.major && minor === board.minor && (board.voltage === undefined || voltage === board.voltage);
}
