// A probe at which no chip answers: what its reading of the supply says of the reason.
// Readings: recordings of real probes (genuine unwired 0.0 to 1.55 V, wired to a v3.6 2.93 V, clones 3.20 to 3.27 V with and
// without a board).

import { FlasherError, isFlasherError, textOf } from '../errors.ts';
import { message } from '../messages/message.ts';
import { inspectProbe } from '../stlink/inspect-probe.ts';
import type { ProbeInfo, ProbeOptions } from '../stlink/probe.ts';
import { voltageReading } from '../stlink/voltage.ts';

/** The model that clones claim to be. */
const clonedModel = 'ST-Link/V2';
/** Their own supply reads 3.20 V and more; less is a board's. */
const ownSupplyVolts = 3.05;

/** The error for a probe at which nothing answers, `cause` being what the last attempt failed with. */
export function targetSilent(info: ProbeInfo, volts: number | undefined, cause: unknown): FlasherError {
  const reading = voltageReading(volts);
  const [probe, firmware] = [info.model.name, info.version.text];
  const clone = probe === clonedModel && (volts === undefined || volts >= ownSupplyVolts);
  return new FlasherError('target-silent', message('swd.silent', { probe, firmware, volts, reading, clone }), {
    details: { probe, firmware, volts: volts ?? null, reading },
    cause,
    next: message('next.check-swd-wiring', { reading, clone }),
  });
}

/** A probe whose plug has to be pulled. */
export function unanswering(cause: FlasherError): FlasherError {
  return new FlasherError(cause.code, message('swd.probe-silent', { cause: textOf(cause) }), {
    details: cause.details,
    cause,
    next: message('next.free-replug-and-repeat'),
  });
}

/** Looks, as a list does, whether a chip answers at a probe; whatever runs on it runs on. Throws FlasherError where none does. */
export async function requireAnswer(options: ProbeOptions): Promise<void> {
  const summary = await inspectProbe(options);
  if (isFlasherError(summary)) throw summary.code === 'timeout' ? unanswering(summary) : summary;
  if (summary.idcode === undefined) throw targetSilent(summary, summary.volts, undefined);
}
