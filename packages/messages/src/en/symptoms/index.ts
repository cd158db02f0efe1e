import type { SymptomCode } from '@odflash/core/messages';
import type { SymptomText } from '../../language.ts';
import { boardSymptoms } from './board.ts';
import { machineSymptoms } from './machine.ts';
import { probeSymptoms } from './probe.ts';
import { statusSymptoms } from './status.ts';
import { toolSymptoms } from './tool.ts';
import { wireSymptoms } from './wire.ts';

/** What is behind what other tools say, and what helps. */
export const symptoms: Readonly<Record<SymptomCode, SymptomText>> = {
  ...machineSymptoms,
  ...wireSymptoms,
  ...statusSymptoms,
  ...boardSymptoms,
  ...probeSymptoms,
  ...toolSymptoms,
};
