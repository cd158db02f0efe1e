// How ODrive's firmware releases differ, as data (odriverobotics/ODrive at the fw-v* tags). Knows no wire.

/** What a release does in its own way. */
export interface FirmwareTraits {
  /** `0.5.6`. */
  readonly release: string;
  /** Revision within the generation, for the trees. */
  readonly revision: number;
  readonly generation: '0.4' | '0.5';
  /** What `fw_version_*` say: 0.5.2 and 0.5.4 were built with a stale version file (commit e535ed63). */
  readonly reports: readonly [number, number, number];
  /** Most bytes of data in a reply over USB: a 32-byte buffer up to 0.5.1, one packet less a byte after. */
  readonly replyLimit: 30 | 61;
  /** The same on a byte stream: UART, the COM port. */
  readonly streamReplyLimit: 30 | 125;
  /** Endpoint 0 gives a version id at offset 0xFFFFFFFF. */
  readonly hasVersionId: boolean;
  /** An endpoint that does not exist: no answer, or an empty one. */
  readonly unknownEndpoint: 'silent' | 'empty';
  /** Microsoft OS descriptors are served; from 0.5.2 on the request is stalled. */
  readonly microsoftDescriptors: boolean;
  /** SET_INTERFACE works on interfaces 0 and 1. On 2 it never does. */
  readonly setsInterfaces: boolean;
  /** save_configuration restarts the board, and refuses while an axis is armed. */
  readonly saveRestarts: boolean;
  readonly eraseRestarts: boolean;
  /** The bus and the brake are errors of the whole board, not of each axis. */
  readonly systemErrors: boolean;
  /** axisN.error says that the motor has an error: not from 0.5.2 to 0.5.4. */
  readonly raisesMotorFailed: boolean;
  /** `enable_brake_resistor` decides whether there is a brake; before it always was. */
  readonly brakeIsOptional: boolean;
  /** A new current range counts at once while idle, not from the next start on. */
  readonly rangeActsAtOnce: boolean;
  /** The swing of the shunt amplifiers that the range is made of, in V (motor.cpp). */
  readonly amplifierSwing: 1.6 | 1.35;
  /** Settings that give the brake no duty cycle are an error of the motors; up to 0.4.8 the brake is only disarmed (low_level.cpp). */
  readonly tellsBrakeFault: boolean;
  /** A written encoder.config.pre_calibrated is taken back unless the encoder is ready: since 0.4.9 (encoder.cpp). */
  readonly checksPreCalibrated: boolean;
  /** A written motor.config.pre_calibrated makes the motor calibrated at once, not from the next start on (motor.hpp). */
  readonly preCalibratedActsAtOnce: boolean;
  /** Closed loop control asks only for the motor and a direction; without a ready encoder it fails then (axis.cpp). */
  readonly closesLoopUnready: boolean;
  /** What happens if OTP does not say the board the image was built for: nothing, or an endless loop. */
  readonly boardCheck: 'none' | 'always' | 'unless-blank';
}

const of04: Omit<FirmwareTraits, 'release' | 'revision' | 'reports'> = {
  generation: '0.4',
  replyLimit: 30,
  streamReplyLimit: 30,
  hasVersionId: false,
  unknownEndpoint: 'silent',
  microsoftDescriptors: true,
  setsInterfaces: false,
  saveRestarts: false,
  eraseRestarts: false,
  systemErrors: false,
  raisesMotorFailed: true,
  brakeIsOptional: false,
  rangeActsAtOnce: false,
  amplifierSwing: 1.35,
  tellsBrakeFault: true,
  checksPreCalibrated: true,
  preCalibratedActsAtOnce: false,
  closesLoopUnready: false,
  boardCheck: 'none',
};

/** As it was before 0.4.7 and 0.4.9 (motor.hpp, low_level.cpp and encoder.hpp at fw-v0.4.1). */
const of041: typeof of04 = { ...of04, amplifierSwing: 1.6, tellsBrakeFault: false, checksPreCalibrated: false };

const of05: Omit<FirmwareTraits, 'release' | 'revision' | 'reports'> = {
  generation: '0.5',
  replyLimit: 61,
  streamReplyLimit: 125,
  hasVersionId: true,
  unknownEndpoint: 'empty',
  microsoftDescriptors: false,
  setsInterfaces: true,
  saveRestarts: true,
  eraseRestarts: true,
  systemErrors: true,
  raisesMotorFailed: true,
  brakeIsOptional: true,
  rangeActsAtOnce: true,
  amplifierSwing: 1.35,
  tellsBrakeFault: true,
  checksPreCalibrated: true,
  preCalibratedActsAtOnce: true,
  closesLoopUnready: true,
  boardCheck: 'unless-blank',
};

/** Answers as 0.5 does, behaves as 0.4 did (Firmware/fibre/cpp/protocol.cpp and MotorControl/main.cpp at fw-v0.5.1). */
const of051: Omit<FirmwareTraits, 'release' | 'revision' | 'reports'> = {
  ...of05,
  replyLimit: 30,
  streamReplyLimit: 30,
  microsoftDescriptors: true,
  setsInterfaces: false,
  saveRestarts: false,
  systemErrors: false,
  brakeIsOptional: false,
  rangeActsAtOnce: false,
  closesLoopUnready: false,
  boardCheck: 'none',
};

/** Releases a virtual board runs. The trees of 0.4.1, 0.4.12, 0.5.1 and 0.5.6 are exact, the others are derived from them. */
export const releases: readonly FirmwareTraits[] = [
  { ...of041, release: '0.4.1', revision: 1, reports: [0, 4, 1] },
  { ...of04, release: '0.4.11', revision: 11, reports: [0, 4, 11] },
  { ...of04, release: '0.4.12', revision: 12, reports: [0, 4, 12] },
  { ...of051, release: '0.5.1', revision: 1, reports: [0, 5, 1] },
  { ...of05, release: '0.5.2', revision: 2, reports: [0, 5, 1], boardCheck: 'always', raisesMotorFailed: false },
  { ...of05, release: '0.5.3', revision: 3, reports: [0, 5, 3], raisesMotorFailed: false },
  { ...of05, release: '0.5.4', revision: 4, reports: [0, 5, 3], raisesMotorFailed: false },
  { ...of05, release: '0.5.5', revision: 5, reports: [0, 5, 5] },
  { ...of05, release: '0.5.6', revision: 6, reports: [0, 5, 6] },
];

/** The last release for ODrive v3: what a new virtual board runs. */
export const latestRelease = '0.5.6';

export function traitsOf(release: string): FirmwareTraits | undefined {
  return releases.find((traits) => traits.release === release);
}
