// What a probe says of the board's supply. Pure.

/** Bytes of the reply to STLINK_GET_TARGET_VOLTAGE. */
export const voltageLength = 8;

/** Reference of the probe's converter in volts; the measured pin is divided by two. */
const referenceVolts = 1.2;

/** The reply to GET_TARGET_VOLTAGE in volts; `undefined` where the converter has not measured its own reference. */
export function parseVoltage(reply: Uint8Array): number | undefined {
  const view = new DataView(reply.buffer, reply.byteOffset, reply.byteLength);
  const [reference, measured] = [view.getUint32(0, true), view.getUint32(4, true)];
  return reference === 0 ? undefined : (2 * measured * referenceVolts) / reference;
}

/**
 * What a reading stands for. `unseen`: nothing is connected to the sense pin (a genuine V2 floats at up to 1.6 V), or the
 * board has no supply. `low`: below what the chip needs for words at a time. `supplied`: a supply, the board's or, on a
 * clone whose pin is an output, the probe's own.
 */
export type VoltageReading = 'not-told' | 'unseen' | 'low' | 'supplied';

/** Recordings: unwired genuine probes 0.0 and 1.55 V, a wired one 2.93 V, clones 3.20 to 3.27 V with or without a board. */
const floatingVolts = 1.7;
/** Words are programmed at 2.7 V and above (RM0090 §3.6.2). */
const wordVolts = 2.7;

/** What a probe's reading of the target voltage, in volts, means. */
export function voltageReading(volts: number | undefined): VoltageReading {
  if (volts === undefined) return 'not-told';
  if (volts < floatingVolts) return 'unseen';
  return volts < wordVolts ? 'low' : 'supplied';
}
