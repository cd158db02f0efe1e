// States and statuses of DFU 1.1 (§6.1.2, table A.1 and §6.2) as the STM32 ROM uses them. Data and one parser, no I/O.

/** bState by name. */
export const dfuState = {
  appIdle: 0,
  appDetach: 1,
  idle: 2,
  downloadSync: 3,
  downloadBusy: 4,
  downloadIdle: 5,
  manifestSync: 6,
  manifest: 7,
  manifestWaitReset: 8,
  uploadIdle: 9,
  error: 10,
} as const;

/** bStatus by name, only those the engine distinguishes. */
export const dfuStatus = {
  ok: 0,
  target: 1,
  firmware: 10,
  vendor: 11,
  unknown: 14,
  stalledPacket: 15,
} as const;

/** The specification's names, indexed by bState. */
export const dfuStates: readonly string[] = [
  'appIDLE',
  'appDETACH',
  'dfuIDLE',
  'dfuDNLOAD-SYNC',
  'dfuDNBUSY',
  'dfuDNLOAD-IDLE',
  'dfuMANIFEST-SYNC',
  'dfuMANIFEST',
  'dfuMANIFEST-WAIT-RESET',
  'dfuUPLOAD-IDLE',
  'dfuERROR',
];

/** The specification's names, indexed by bStatus. The ROM uses 0, 1, 10, 11, 14 and 15 (AN3156 §4, AN2662). */
export const dfuStatuses: readonly string[] = [
  'OK',
  'errTARGET',
  'errFILE',
  'errWRITE',
  'errERASE',
  'errCHECK_ERASED',
  'errPROG',
  'errVERIFY',
  'errADDRESS',
  'errNOTDONE',
  'errFIRMWARE',
  'errVENDOR',
  'errUSBR',
  'errPOR',
  'errUNKNOWN',
  'errSTALLEDPKT',
];

/** `dfuDNBUSY`, or `state 200` for a number no state has. */
export function stateName(state: number): string {
  return dfuStates[state] ?? `state ${state}`;
}

/** `errTARGET`, or `status 200` for a number no status has. */
export function statusName(status: number): string {
  return dfuStatuses[status] ?? `status ${status}`;
}

/** A GETSTATUS reply. */
export interface DfuStatusReply {
  /** bStatus. */
  readonly status: number;
  /** bState. */
  readonly state: number;
  /** bwPollTimeout: how long the device asks to be left alone, in ms. A fixed guess on the ROM. */
  readonly pollTimeoutMs: number;
}

/** GETSTATUS is six bytes, no more and no less (DFU 1.1 §6.1.2). */
export const statusLength = 6;

/**
 * Decodes a GETSTATUS reply. `undefined` for anything a device in step cannot have said: another length, numbers outside
 * the tables, or an error state without an error (a reply to some other request, or to none).
 */
export function parseStatus(reply: Uint8Array): DfuStatusReply | undefined {
  const [status, low, middle, high, state] = reply;
  if (reply.length !== statusLength || status === undefined || state === undefined) return undefined;
  if (dfuStatuses[status] === undefined || dfuStates[state] === undefined) return undefined;
  if ((state === dfuState.error) !== (status !== dfuStatus.ok)) return undefined;
  const pollTimeoutMs = (low ?? 0) | ((middle ?? 0) << 8) | ((high ?? 0) << 16);
  return { status, state, pollTimeoutMs };
}
