// Which board it is by its OTP, or by what a person says where OTP proves nothing. Pure.

import { type BoardVersion, decodeOtp } from '../board/odrive-v3.ts';
import type { BoardIdentity } from './identity.ts';

/** `otp`: the 512 bytes, absent where the chip does not show them. */
export function boardIdentityOf(otp: Uint8Array | undefined, named: BoardVersion | undefined): BoardIdentity {
  const record = otp && decodeOtp(otp);
  if (record?.kind === 'odrive') return { known: true, version: record.version, evidence: 'otp' };
  if (named !== undefined) return { known: true, version: named, evidence: 'named' };
  if (record === undefined) return { known: false, why: 'otp-unreadable' };
  return { known: false, why: record.kind === 'blank' ? 'otp-blank' : 'otp-foreign' };
}
