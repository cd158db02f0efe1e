// What a list says of a probe: its firmware, the voltage it reads, and whether a chip answers. The chip is asked for the identity
// of its debug port and for nothing else; whatever runs on it runs on.

import { type FlasherError, isFlasherError } from '../errors.ts';
import { message } from '../messages/message.ts';
import { flasherError } from '../usb/link-failure.ts';
import { openProbe, type Probe, type ProbeInfo, type ProbeOptions } from './probe.ts';

/** What a probe says of itself and of the chip behind it. */
export interface ProbeSummary extends ProbeInfo {
  /** What the probe reads, in volts; `undefined` where it does not measure. */
  readonly volts: number | undefined;
  /** DPIDR of the chip's debug port; `undefined` where nothing answers. */
  readonly idcode: number | undefined;
}

/** The summary, or what kept it from being taken. Never throws. */
export async function inspectProbe(options: ProbeOptions): Promise<ProbeSummary | FlasherError> {
  try {
    await using probe = await openProbe(options);
    return { ...probe.info, volts: await probe.voltage(), idcode: await idcodeOf(probe) };
  } catch (error) {
    return flasherError(error, message('request.open-probe'));
  }
}

async function idcodeOf(probe: Probe): Promise<number | undefined> {
  try {
    await probe.enter();
    return await probe.idcode();
  } catch (error) {
    if (isFlasherError(error) && (error.code === 'target-silent' || error.code === 'swd-failed')) return undefined;
    throw error;
  }
}
