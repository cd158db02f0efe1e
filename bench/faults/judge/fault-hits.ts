// Which of the faults that came to pass can have falsified what.

import type { Testbed } from '../types.ts';

type FaultHit = Testbed['board']['recorder']['strikes'][number];

const isCorruption = ({ kind }: FaultHit) => kind === 'corrupt';
const isOut = ({ setup }: FaultHit) => setup !== undefined && (setup.requestType & 0x80) === 0;

/** A fault of that name came to pass. */
export function hasHit({ board }: Testbed, kind: string): boolean {
  return board.recorder.strikes.some((faultHit) => faultHit.kind === kind);
}

/** Bits were programmed otherwise than they were sent, or sent otherwise than they were meant. */
export function hasBitErrors({ board }: Testbed): boolean {
  const wrong = ['bad-write', 'weak-x32'];
  return board.recorder.strikes.some(
    (faultHit) => wrong.includes(faultHit.kind) || (isCorruption(faultHit) && isOut(faultHit)),
  );
}

/** A command, which names what it is for, was falsified on its way to the device. */
export function hasFalsifiedCommand({ board }: Testbed): boolean {
  return board.recorder.strikes.some(
    (faultHit) =>
      isCorruption(faultHit) && isOut(faultHit) && faultHit.setup?.request === 1 && faultHit.setup.value === 0,
  );
}

/** What the system asked the device's name for was answered with something else. */
function hasMisreadName({ board }: Testbed): boolean {
  const wrong = ['stale', 'corrupt', 'short'];
  return board.recorder.strikes.some(
    ({ kind, setup }) => wrong.includes(kind) && setup?.request === 6 && setup.value >> 8 === 3,
  );
}

/** The board shows another serial number than it did, or the system read another one. */
export function hasOtherName(testbed: Testbed): boolean {
  return testbed.board.profile.settings.rom.serialDrifts || hasMisreadName(testbed);
}

/** Bytes of a memory were falsified on their way to the host. */
export function hasFalsifiedUpload({ board }: Testbed): boolean {
  return board.recorder.strikes.some((faultHit) => isCorruption(faultHit) && faultHit.setup?.request === 2);
}
