// Which of the faults that came to pass can have falsified what.

import type { Ending } from '../run/types.ts';
import type { Testbed } from '../types.ts';

type FaultHit = Testbed['board']['recorder']['strikes'][number];

const isCorruption = ({ kind }: FaultHit) => kind === 'corrupt';
/** A probe has one endpoint for commands and data: which of them was falsified is not recorded. */
const isOfProbe = ({ kind, setup }: FaultHit) => kind === 'corrupt' && setup === undefined;
const hasFalsifiedProbe = ({ board, probed }: Testbed) =>
  probed !== undefined && board.recorder.strikes.some(isOfProbe);
const isOut = ({ setup }: FaultHit) => setup !== undefined && (setup.requestType & 0x80) === 0;

/** A fault of that name came to pass. */
export function hasHit({ board }: Testbed, kind: string): boolean {
  return board.recorder.strikes.some((faultHit) => faultHit.kind === kind);
}

/** Bits were programmed otherwise than they were sent, or sent otherwise than they were meant. */
export function hasBitErrors(testbed: Testbed): boolean {
  const { board } = testbed;
  if (hasFalsifiedProbe(testbed)) return true;
  const wrong = ['bad-write', 'weak-x32'];
  return board.recorder.strikes.some(
    (faultHit) => wrong.includes(faultHit.kind) || (isCorruption(faultHit) && isOut(faultHit)),
  );
}

/** A command, which names what it is for, was falsified on its way to the device. */
export function hasFalsifiedCommand(testbed: Testbed): boolean {
  const { board } = testbed;
  if (hasFalsifiedProbe(testbed)) return true;
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

/** The board has another name since a restart, and no port identifies it. */
export function isUnderAnotherName(testbed: Testbed, ending: Ending): boolean {
  const isLost = ending.how === 'failed' && ending.error.code === 'device-did-not-return';
  return isLost && testbed.isBrowser && hasOtherName(testbed);
}

/** Bytes of a memory were falsified on their way to the host. */
export function hasFalsifiedUpload(testbed: Testbed): boolean {
  const { board } = testbed;
  if (hasFalsifiedProbe(testbed)) return true;
  return board.recorder.strikes.some((faultHit) => isCorruption(faultHit) && faultHit.setup?.request === 2);
}
