// What chip and board this is, from evidence, reading only: layout strings, option bytes, OTP. A chip that is not an
// STM32F405 is not asked for more than its descriptors.

import type { BoardVersion } from '../board/odrive-v3.ts';
import { mainFlash, optionBytesArea, otpArea, sectors } from '../board/stm32f405.ts';
import type { Range } from '../bytes.ts';
import { boardIdentityOf } from '../target/board-identity.ts';
import { keyAt } from '../target/chip.ts';
import type { Identity, OptionBytes } from '../target/identity.ts';
import { decodeOptionBytes } from '../target/option-bytes.ts';
import { alternateFor, type Bootloader } from './connection.ts';
import { hasCode } from './exchange.ts';
import { layoutSectors } from './layout.ts';
import { readRange, readTwice } from './memory-access.ts';
import type { Wire } from './wire.ts';

const otpLength = 512;

type Reading =
  | { readonly bytes: Uint8Array }
  /** `stalled`: without a status that explains it. */
  | { readonly refused: 'protected' | 'stalled' | 'other' };

/** Identifies the chip behind `wire`. `named` counts only where OTP proves nothing. Throws FlasherError if the device is lost. */
export async function identify(wire: Wire, named?: BoardVersion): Promise<Identity> {
  const { bootloader, device } = wire;
  if (!bootloader.isF405) {
    const main = bootloader.memories[0];
    return {
      device,
      key: keyAt(device),
      sectors: main === undefined ? [] : layoutSectors(main.layout),
      isF405: false,
      board: { known: false, why: describesFlash(bootloader) ? 'not-an-f405' : 'layout-untold' },
      readProtected: false,
    };
  }
  const options = await readEvidence(wire, optionBytesArea);
  const optionBytes: OptionBytes | undefined = 'bytes' in options ? decodeOptionBytes(options.bytes) : undefined;
  const otp = await readEvidence(wire, { address: otpArea.address, length: otpLength });
  if (isStalled(options) && isStalled(otp)) await requireReadableFlash(wire);
  const refused = [options, otp].some((reading) => 'refused' in reading && reading.refused === 'protected');
  return {
    device,
    key: keyAt(device),
    sectors,
    isF405: true,
    board: boardIdentityOf('bytes' in otp ? otp.bytes : undefined, named),
    optionBytes,
    readProtected: refused || (optionBytes !== undefined && optionBytes.readProtection !== 0),
    otp: 'bytes' in otp ? otp.bytes : undefined,
  };
}

/** False for a bootloader whose flash layout reads empty, as it may after a jump from the firmware (seen on an F437). */
function describesFlash({ memories }: Bootloader): boolean {
  return memories[0] !== undefined && memories[0].layout.regions.length > 0;
}

const isStalled = (reading: Reading): boolean => 'refused' in reading && reading.refused === 'stalled';

/** A device that stalls everything gives no information about the board: it is the connection's fault. Throws `stalled`. */
async function requireReadableFlash(wire: Wire): Promise<void> {
  await readRange(wire, { address: mainFlash.address, length: wire.bootloader.transferSize });
}

/** What the device shows at `range`. A refusal is evidence, too. Throws what is no refusal. */
async function readEvidence(wire: Wire, range: Range): Promise<Reading> {
  if (alternateFor(wire.bootloader, range.address) === undefined) return { refused: 'other' };
  try {
    return { bytes: await readTwice(wire, range) };
  } catch (error) {
    if (!hasCode(error, 'read-protected', 'dfu-status', 'stalled')) throw error;
    await wire.attempt((session) => session.synchronise());
    if (error.code === 'stalled' && error.details.status === undefined) return { refused: 'stalled' };
    return { refused: error.code === 'read-protected' ? 'protected' : 'other' };
  }
}
