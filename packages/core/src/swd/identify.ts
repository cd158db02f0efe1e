// Which board answers on SWD, reading only: a core that runs runs on.

import type { BoardVersion } from '../board/odrive-v3.ts';
import { otpArea, sectors } from '../board/stm32f405.ts';
import { isFlasherError } from '../errors.ts';
import { boardIdentityOf } from '../target/board-identity.ts';
import type { Connection } from '../target/chip.ts';
import type { Identity } from '../target/identity.ts';
import type { Attachment } from './attach.ts';
import { optionBytesOf } from './options.ts';
import { flash } from './registers.ts';

const otpLength = 512;

/** Identifies the board of an F405. `named` counts only where OTP proves nothing. Throws FlasherError if the wire fails. */
export async function identify(
  { probe }: Attachment,
  device: Connection,
  named: BoardVersion | undefined,
): Promise<Identity> {
  const optionBytes = optionBytesOf(await probe.access.readWord(flash.options));
  const otp = await probe.access.readMemory({ address: otpArea.address, length: otpLength }).catch((error: unknown) => {
    // A refusal is evidence, too.
    if (isFlasherError(error) && error.details.kind === 'fault') return undefined;
    throw error;
  });
  return {
    device,
    key: { serial: device.serial, path: device.path },
    sectors,
    isF405: true,
    board: boardIdentityOf(otp, named),
    optionBytes,
    readProtected: optionBytes.readProtection !== 0,
    otp,
  };
}
