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

/** bStatus by name, only those the engine tells apart. */
export const dfuStatus = {
  ok: 0,
  target: 1,
  firmware: 10,
  vendor: 11,
  unknown: 14,
  stalledPacket: 15,
} as const;

/** A row of the state or status table. */
export interface DfuTerm {
  /** The specification's own name. */
  readonly name: string;
  /** What it means on the STM32 ROM. */
  readonly text: string;
}

/** Indexed by bState. */
export const dfuStates: readonly DfuTerm[] = [
  { name: 'appIDLE', text: 'the firmware is running, not the bootloader' },
  { name: 'appDETACH', text: 'the firmware is about to start the bootloader' },
  { name: 'dfuIDLE', text: 'waiting for a command' },
  { name: 'dfuDNLOAD-SYNC', text: 'a command is buffered; the next GETSTATUS executes it' },
  { name: 'dfuDNBUSY', text: 'executing a command' },
  { name: 'dfuDNLOAD-IDLE', text: 'a command has been executed' },
  { name: 'dfuMANIFEST-SYNC', text: 'the next GETSTATUS starts the firmware' },
  { name: 'dfuMANIFEST', text: 'starting the firmware' },
  { name: 'dfuMANIFEST-WAIT-RESET', text: 'waiting for a bus reset' },
  { name: 'dfuUPLOAD-IDLE', text: 'in the middle of an upload' },
  { name: 'dfuERROR', text: 'an error is waiting to be cleared' },
];

/** Indexed by bStatus. The ROM uses 0, 1, 10, 11, 14 and 15 (AN3156 §4, AN2662); the others are the class's. */
export const dfuStatuses: readonly DfuTerm[] = [
  { name: 'OK', text: 'no error' },
  { name: 'errTARGET', text: 'the address is not in accessible memory' },
  { name: 'errFILE', text: 'the file is not for this device' },
  { name: 'errWRITE', text: 'the memory could not be written' },
  { name: 'errERASE', text: 'the memory could not be erased' },
  { name: 'errCHECK_ERASED', text: 'the memory was not blank after erasing' },
  { name: 'errPROG', text: 'programming failed' },
  { name: 'errVERIFY', text: 'the programmed data differs from the data sent' },
  { name: 'errADDRESS', text: 'the address is out of range' },
  { name: 'errNOTDONE', text: 'the download ended too early' },
  { name: 'errFIRMWARE', text: 'the flag the bootloader sets after power-on' },
  { name: 'errVENDOR', text: 'read-out protection is active' },
  { name: 'errUSBR', text: 'unexpected USB reset' },
  { name: 'errPOR', text: 'unexpected power-on reset' },
  { name: 'errUNKNOWN', text: 'something went wrong' },
  { name: 'errSTALLEDPKT', text: 'an unexpected request was refused' },
];

/** `dfuDNBUSY`, or `state 200` for a number no state has. */
export function stateName(state: number): string {
  return dfuStates[state]?.name ?? `state ${state}`;
}

/** `errTARGET`, or `status 200` for a number no status has. */
export function statusName(status: number): string {
  return dfuStatuses[status]?.name ?? `status ${status}`;
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
