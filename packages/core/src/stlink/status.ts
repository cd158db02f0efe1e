// The status byte of an ST-Link's reply, as data. Pure.

/** What a status asks of the host: nothing, patience, another try with clean error flags, or another command. */
type StatusKind = 'ok' | 'wait' | 'no-target' | 'fault' | 'damaged' | 'refused';

export interface StatusFacts {
  readonly name: string;
  readonly kind: StatusKind;
  readonly text: string;
}

const facts = (name: string, kind: StatusKind, text: string): StatusFacts => ({ name, kind, text });

const statuses: Readonly<Record<number, StatusFacts>> = {
  128: facts('OK', 'ok', 'done'),
  // Old firmware says "unknown" where newer firmware says what failed in the access port.
  1: facts('UNKNOWN_ERROR', 'fault', 'the access failed'),
  2: facts('SPI_ERROR', 'damaged', 'the wire to the chip failed'),
  3: facts('DMA_ERROR', 'damaged', 'the wire to the chip failed'),
  4: facts('UNKNOWN_JTAG_CHAIN', 'no-target', 'no known chip answers'),
  5: facts('NO_DEVICE_CONNECTED', 'no-target', 'no chip answers'),
  6: facts('INTERNAL_ERROR', 'refused', 'the probe failed'),
  7: facts('COMMAND_WAIT', 'wait', 'the probe is not ready yet'),
  8: facts('COMMAND_ERROR', 'refused', 'the probe refused the command'),
  9: facts('GET_IDCODE_ERROR', 'no-target', 'no chip answers'),
  10: facts('ALIGNMENT_ERROR', 'refused', 'the address is not aligned'),
  11: facts('DEBUG_POWER_ERROR', 'no-target', 'the debug logic of the chip does not power up'),
  12: facts('WRITE_ERROR', 'fault', 'the write failed'),
  // OpenOCD takes this one for a success, as the word arrives all the same.
  13: facts('WRITE_VERIFY_ERROR', 'ok', 'done'),
  14: facts('ALREADY_OPEN', 'refused', 'the probe is in another mode'),
  16: facts('AP_WAIT', 'wait', 'the chip is not ready yet'),
  17: facts('AP_FAULT', 'fault', 'the chip refused the access'),
  18: facts('AP_ERROR', 'damaged', 'the acknowledgement was not understood'),
  19: facts('AP_PARITY_ERROR', 'damaged', 'the parity was wrong'),
  20: facts('DP_WAIT', 'wait', 'the chip is not ready yet'),
  21: facts('DP_FAULT', 'fault', 'the chip refused the access'),
  22: facts('DP_ERROR', 'damaged', 'the acknowledgement was not understood'),
  23: facts('DP_PARITY_ERROR', 'damaged', 'the parity was wrong'),
  24: facts('AP_WDATA_ERROR', 'damaged', 'the chip did not understand the data'),
  25: facts('AP_STICKY_ERROR', 'fault', 'an earlier access failed'),
  26: facts('AP_STICKY_OVERRUN', 'fault', 'accesses came faster than the chip takes them'),
  29: facts('BAD_AP', 'refused', 'the chip has no such access port'),
  64: facts('CONFIGURATION_CHANGED', 'ok', 'done'),
  65: facts('FREQUENCY_UNSUPPORTED', 'refused', 'the probe does not have that clock'),
  66: facts('UNKNOWN_COMMAND', 'refused', 'the probe does not know the command'),
};

/** What a status byte says; a number outside the table is a refusal. */
function statusFacts(status: number): StatusFacts {
  const code = `0x${status.toString(16).padStart(2, '0')}`;
  return statuses[status] ?? facts(`STATUS_${code}`, 'refused', `the probe answered ${code}`);
}

/** The status byte of a reply that has one first. */
export function statusOf(reply: Uint8Array): StatusFacts {
  return statusFacts(reply[0] ?? 0);
}
