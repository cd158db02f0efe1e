// How much voltage a board can stand and measure, by what is known of it.

import type { LimitSource } from '../../messages/settings.ts';
import type { BoardTraits } from './defaults.ts';
import { voltageOf } from './defaults.ts';

/** Up to which voltage the protection of a board can act, and how that is known. */
export interface VoltageLimit {
  /** Volts the board, or the firmware on it, is made for: the lower of both. */
  readonly rated: 24 | 48 | 56;
  /** Highest trip level or ramp that can act, in volts. */
  readonly most: number;
  readonly by: LimitSource;
}

/**
 * A 24 V board's divider ends at 3.3 V x 11 x 4095/4096 = 36.29 V: above it a trip level cannot act (Board/v3/Inc/board.h).
 * Any other board's gate driver is rated for 60 V (DRV8301 datasheet, absolute maximum of PVDD).
 */
const mostOf24V = 36.2;
const maxOfAny = 60;

/** `otp`: what OTP says, directly or repeated by the firmware; `firmware`: the voltage class the running firmware was built for. */
export function voltageLimit(known: {
  readonly otp?: Pick<BoardTraits, 'voltage'> | undefined;
  readonly firmware?: Pick<BoardTraits, 'voltage'> | undefined;
}): VoltageLimit {
  const volts = [known.otp, known.firmware].flatMap((board) => (board ? [voltageOf(board)] : []));
  const rated = volts.toSorted((a, b) => a - b)[0] ?? 24;
  const by = known.otp ? 'otp' : known.firmware ? 'firmware' : 'assumed';
  return { rated, most: rated === 24 ? mostOf24V : maxOfAny, by };
}
