// The status byte of an ST-Link's reply, as data. Pure.

/** What a status asks of the host: nothing, patience, another try with clean error flags, or another command. */
type StatusKind = 'ok' | 'wait' | 'no-target' | 'fault' | 'damaged' | 'refused';

export interface StatusFacts {
  readonly name: string;
  readonly kind: StatusKind;
  readonly text: string;
}

const facts = (name: string, kind: StatusKind, text: string): StatusFacts => ({ name, kind, text });

const statuses: ReadonlyMap<number, StatusFacts> = new Map([
  [0x80, facts('OK', 'ok', 'done')],
  // Old firmware says "unknown" where newer firmware says what failed in the access port.
  [0x01, facts('UNKNOWN_ERROR', 'fault', 'the access failed')],
  [0x02, facts('SPI_ERROR', 'damaged', 'the connection to the chip failed')],
  [0x03, facts('DMA_ERROR', 'damaged', 'the connection to the chip failed')],
  [0x04, facts('UNKNOWN_JTAG_CHAIN', 'no-target', 'no known chip answers')],
  [0x05, facts('NO_DEVICE_CONNECTED', 'no-target', 'no chip answers')],
  [0x06, facts('INTERNAL_ERROR', 'refused', 'the probe failed')],
  [0x07, facts('COMMAND_WAIT', 'wait', 'the probe is not ready yet')],
  [0x08, facts('COMMAND_ERROR', 'refused', 'the probe refused the command')],
  [0x09, facts('GET_IDCODE_ERROR', 'no-target', 'no chip answers')],
  [0x0a, facts('ALIGNMENT_ERROR', 'refused', 'the address is not aligned')],
  [0x0b, facts('DEBUG_POWER_ERROR', 'no-target', 'the debug logic of the chip does not power up')],
  [0x0c, facts('WRITE_ERROR', 'fault', 'the write failed')],
  // OpenOCD takes this one for a success, as the word arrives all the same.
  [0x0d, facts('WRITE_VERIFY_ERROR', 'ok', 'done')],
  [0x0e, facts('ALREADY_OPEN', 'refused', 'the probe is in another mode')],
  [0x10, facts('AP_WAIT', 'wait', 'the chip is not ready yet')],
  [0x11, facts('AP_FAULT', 'fault', 'the chip refused the access')],
  [0x12, facts('AP_ERROR', 'damaged', 'the acknowledgement was not understood')],
  [0x13, facts('AP_PARITY_ERROR', 'damaged', 'the parity was wrong')],
  [0x14, facts('DP_WAIT', 'wait', 'the chip is not ready yet')],
  [0x15, facts('DP_FAULT', 'fault', 'the chip refused the access')],
  [0x16, facts('DP_ERROR', 'damaged', 'the acknowledgement was not understood')],
  [0x17, facts('DP_PARITY_ERROR', 'damaged', 'the parity was wrong')],
  [0x18, facts('AP_WDATA_ERROR', 'damaged', 'the chip did not understand the data')],
  [0x19, facts('AP_STICKY_ERROR', 'fault', 'an earlier access failed')],
  [0x1a, facts('AP_STICKY_OVERRUN', 'fault', 'accesses came faster than the chip takes them')],
  [0x1d, facts('BAD_AP', 'refused', 'the chip has no such access port')],
  [0x40, facts('CONFIGURATION_CHANGED', 'ok', 'done')],
  [0x41, facts('FREQUENCY_UNSUPPORTED', 'refused', 'the probe does not have that clock')],
  [0x42, facts('UNKNOWN_COMMAND', 'refused', 'the probe does not know the command')],
]);

/** What a status byte says; a number outside the table is a refusal. */
export function statusFacts(status: number): StatusFacts {
  const code = `0x${status.toString(16).padStart(2, '0')}`;
  return statuses.get(status) ?? facts(`STATUS_${code}`, 'refused', `the probe answered ${code}`);
}

/** The status byte of a reply that has one first. */
export function statusOf(reply: Uint8Array): StatusFacts {
  return statusFacts(reply[0] ?? 0);
}
