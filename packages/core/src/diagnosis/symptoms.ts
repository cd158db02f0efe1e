// The failures of the field as data: what a person sees, in the words of the tool that says it, what is behind it, what
// helps, and which of our codes (and so which page) it belongs to. One table for odflash explain, for docs/symptoms.md and
// for a person who finds the message of another tool in a forum.
// Sources: ODrive's issue tracker (#...), its forum (forum ...), dfu-util, libusb, AN2606, AN3156, RM0090.

import type { Symptom } from './symptom.ts';
import { boardSymptoms } from './symptoms-board.ts';
import { machineSymptoms } from './symptoms-machine.ts';
import { probeSymptoms } from './symptoms-probe.ts';
import { statusSymptoms } from './symptoms-status.ts';
import { stlinkSymptoms } from './symptoms-stlink.ts';
import { toolSymptoms } from './symptoms-tool.ts';
import { wireSymptoms } from './symptoms-wire.ts';

export type { SeenMessage, Symptom } from './symptom.ts';

/** Every symptom that is known. */
export const symptoms: readonly Symptom[] = [
  ...machineSymptoms,
  ...wireSymptoms,
  ...statusSymptoms,
  ...boardSymptoms,
  ...probeSymptoms,
  ...stlinkSymptoms,
  ...toolSymptoms,
];
