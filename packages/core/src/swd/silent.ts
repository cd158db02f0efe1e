// A probe at which no chip answers: what its reading of the supply says of the reason. Pure.
// Readings: recordings of real probes (genuine unwired 0.0 to 1.55 V, wired to a v3.6 2.93 V, clones 3.20 to 3.27 V with and
// without a board).

import { FlasherError } from '../errors.ts';
import type { ProbeInfo } from '../stlink/probe.ts';
import { type VoltageReading, voltageReading } from '../stlink/voltage.ts';

const j2 = 'J2 carries /RST, SWD, GND, SWC, VCC, in this order: SWD to SWDIO, GND to GND, SWC to SWCLK.';
const oneSource = 'Power the board from exactly one source: DC supply, 5 V or 3.3 V. Its USB port does not power it.';
const wires = `Check the wires. ${j2} Firmware that sleeps or uses these pins is reached under reset: wire /RST to NRST as well.`;

interface Row {
  /** What the reading means, as a sentence. */
  readonly meaning: string;
  readonly next: string;
}

const senseInput =
  'The probe detects no supply voltage. Its VCC pin is an input: it measures the board there and powers its level shifters from it.';

/** By reading; `output`: the probe may be a clone whose VCC pin is an output. */
const rows: Readonly<Record<VoltageReading, Row & { readonly output?: Row | undefined }>> = {
  unseen: {
    meaning: senseInput,
    next: `Wire VCC of J2, the board's 3.3 V, to VCC of the probe. ${oneSource}`,
  },
  low: {
    meaning: 'The supply of the board is too low.',
    next: `${oneSource} Check the wire from VCC of J2 to VCC of the probe.`,
  },
  supplied: {
    meaning: 'The board has a supply, so the cause is the wiring or the firmware.',
    next: wires,
    output: {
      meaning: 'A clone probe measures its own supply there, so the board may be unpowered.',
      next: `${oneSource} If the reading stays when the board is off, the VCC pin of the probe is an output: connect it to VCC of J2 only if the board has no other supply. ${wires}`,
    },
  },
  'not-told': { meaning: 'The firmware of the probe does not measure the supply.', next: `${oneSource} ${wires}` },
};

/** Cheap copies are all of this kind. */
const clonedModel = 'ST-Link/V2';

/** The error for a probe at which nothing answers, `cause` being what the last attempt failed with. */
export function targetSilent(info: ProbeInfo, volts: number | undefined, cause: unknown): FlasherError {
  const reading = voltageReading(volts);
  const { output, ...genuine } = rows[reading];
  const { meaning, next } = (info.model.name === clonedModel && output) || genuine;
  const read = volts === undefined ? '' : ` It reads ${volts.toFixed(1)} V.`;
  const name = `${info.model.name} (${info.version.text})`;
  return new FlasherError('target-silent', `No chip answers at the ${name}.${read} ${meaning}`, {
    details: { probe: info.model.name, firmware: info.version.text, volts: volts ?? null, reading },
    cause,
    next,
  });
}
