// Whether a value that was read back from somewhere is the state of a board. Looks at every field that is used: what was
// edited, cut off or written by something else must not become a board that fails later.

import { isObject, isWhole } from '@odflash/core/checks';
import type { Running, SavedState } from './store.ts';

const running: readonly unknown[] = [
  'rom',
  'odrive',
  'other-firmware',
  'nothing',
  'debugged',
  'off',
] satisfies readonly Running[];

/** OTP and its lock bytes, two hexadecimal digits each. */
const otpDigits = 2 * 528;
/** What one DNLOAD can have buffered, in bytes. */
const maxPending = 4096;

/** Fields that are not known do not matter. */
export function isSavedState(value: unknown): value is SavedState {
  if (!isObject(value) || value.version !== 1 || !running.includes(value.running)) return false;
  const { uid, options, otp, rom } = value;
  return (
    Array.isArray(uid) &&
    uid.length === 3 &&
    uid.every((word) => isWhole(word, 0xffff_ffff)) &&
    isHex(otp, otpDigits) &&
    otp.length === otpDigits &&
    isObject(options) &&
    isWhole(options.user, 0xff) &&
    isWhole(options.rdp, 0xff) &&
    isWhole(options.open, 0xffff) &&
    (value.running === 'rom' ? isRom(rom) : rom === undefined || isRom(rom))
  );
}

function isRom(value: unknown): boolean {
  return (
    isObject(value) &&
    isWhole(value.state, 10) &&
    isWhole(value.status, 15) &&
    isWhole(value.pointer, 0xffff_ffff) &&
    isWhole(value.jump, 0xffff_ffff) &&
    typeof value.fouled === 'boolean' &&
    isWhole(value.feature, 0xff) &&
    (value.entered === undefined || value.entered === 'by-software') &&
    (value.pending === undefined || isPending(value.pending))
  );
}

function isPending(value: unknown): boolean {
  return isObject(value) && isWhole(value.block, 0xffff) && isHex(value.data, 2 * maxPending);
}

function isHex(value: unknown, maxDigits: number): value is string {
  return typeof value === 'string' && value.length <= maxDigits && /^(?:[0-9a-f]{2})*$/i.test(value);
}
