// The status byte of an ST-Link's reply, as data. Pure.

/** What a status asks of the host: nothing, patience, another try with clean error flags, or another command. */
type StatusKind = 'ok' | 'wait' | 'no-target' | 'fault' | 'damaged' | 'refused';

export interface StatusFacts {
  readonly name: string;
  readonly kind: StatusKind;
}

const facts = (name: string, kind: StatusKind): StatusFacts => ({ name, kind });

const statuses: ReadonlyMap<number, StatusFacts> = new Map([
  [0x80, facts('OK', 'ok')],
  // Old firmware says "unknown" where newer firmware says what failed in the access port.
  [0x01, facts('UNKNOWN_ERROR', 'fault')],
  [0x02, facts('SPI_ERROR', 'damaged')],
  [0x03, facts('DMA_ERROR', 'damaged')],
  [0x04, facts('UNKNOWN_JTAG_CHAIN', 'no-target')],
  [0x05, facts('NO_DEVICE_CONNECTED', 'no-target')],
  [0x06, facts('INTERNAL_ERROR', 'refused')],
  [0x07, facts('COMMAND_WAIT', 'wait')],
  [0x08, facts('COMMAND_ERROR', 'refused')],
  [0x09, facts('GET_IDCODE_ERROR', 'no-target')],
  [0x0a, facts('ALIGNMENT_ERROR', 'refused')],
  [0x0b, facts('DEBUG_POWER_ERROR', 'no-target')],
  [0x0c, facts('WRITE_ERROR', 'fault')],
  // OpenOCD takes this one for a success, as the word arrives all the same.
  [0x0d, facts('WRITE_VERIFY_ERROR', 'ok')],
  [0x0e, facts('ALREADY_OPEN', 'refused')],
  [0x10, facts('AP_WAIT', 'wait')],
  [0x11, facts('AP_FAULT', 'fault')],
  [0x12, facts('AP_ERROR', 'damaged')],
  [0x13, facts('AP_PARITY_ERROR', 'damaged')],
  [0x14, facts('DP_WAIT', 'wait')],
  [0x15, facts('DP_FAULT', 'fault')],
  [0x16, facts('DP_ERROR', 'damaged')],
  [0x17, facts('DP_PARITY_ERROR', 'damaged')],
  [0x18, facts('AP_WDATA_ERROR', 'damaged')],
  [0x19, facts('AP_STICKY_ERROR', 'fault')],
  [0x1a, facts('AP_STICKY_OVERRUN', 'fault')],
  [0x1d, facts('BAD_AP', 'refused')],
  [0x40, facts('CONFIGURATION_CHANGED', 'ok')],
  [0x41, facts('FREQUENCY_UNSUPPORTED', 'refused')],
  [0x42, facts('UNKNOWN_COMMAND', 'refused')],
]);

/** What a status byte says; a number outside the table is a refusal. */
export function statusFacts(status: number): StatusFacts {
  const code = `0x${status.toString(16).padStart(2, '0')}`;
  return statuses.get(status) ?? facts(`STATUS_${code}`, 'refused');
}

/** The status byte of a reply that has one first. */
export function statusOf(reply: Uint8Array): StatusFacts {
  return statusFacts(reply[0] ?? 0);
}
