// Which board answers on SWD. Only reads: a running core keeps running.

import type { BoardVersion } from '../board/odrive-v3.ts';
import { otpArea, sectors } from '../board/stm32f405.ts';
import { boardIdentityOf } from '../target/board-identity.ts';
import { type Connection, keyAt } from '../target/chip.ts';
import type { Identity } from '../target/identity.ts';
import type { Attachment } from './attach.ts';
import { hidesFlash } from './killed-unlock.ts';
import { optionBytesOf } from './options.ts';
import { refusable } from './refusable.ts';
import { flash } from './registers.ts';

const otpLength = 512;

/** Identifies the board of an F405. `named` counts only where OTP proves nothing. Throws FlasherError if the connection fails. */
export async function identify(
  { probe, halted }: Attachment,
  device: Connection,
  named: BoardVersion | undefined,
): Promise<Identity> {
  const optionBytes = optionBytesOf(await probe.access.readWord(flash.options));
  const otp = await refusable(() => probe.access.readMemory({ address: otpArea.address, length: otpLength }));
  const readProtected = optionBytes.readProtection !== 0 || (halted && (await hidesFlash(probe.access)));
  return {
    device,
    key: keyAt(device),
    sectors,
    isF405: true,
    board: boardIdentityOf(otp, named),
    optionBytes,
    readProtected,
    otp,
  };
}
