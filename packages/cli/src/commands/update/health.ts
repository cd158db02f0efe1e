// What an update made worse, for people and for machines.

import type { HealthReport } from '@odflash/core/update';
import type { JsonFields } from '../../outcome.ts';
import type { Color } from '../../render/paint.ts';
import { errorFields, errorText } from '../../shared/board-errors.ts';
import { heldFields, heldText } from '../../shared/held-settings.ts';

export function healthText(health: HealthReport, color: Color): string {
  const { isHealthy, newErrors, lostCalibrations, bus, settings } = health;
  if (isHealthy) return `Health: no new errors, no calibration lost, ${buses[bus]}, settings valid.`;
  return [
    'Health: the board is worse than before.',
    ...newErrors.map((error) => errorText(error, color)),
    ...(lostCalibrations.length > 0 ? [`Calibrations that no longer hold: ${lostCalibrations.join(', ')}`] : []),
    ...(bus === 'wrong-class' || bus === 'changed' ? [`Bus: ${buses[bus]}.`] : []),
    ...(settings.verdicts.length > 0 ? [heldText({ ...settings, bus: undefined })] : []),
  ].join('\n');
}

const buses: Readonly<Record<HealthReport['bus'], string>> = {
  'not-compared': 'bus voltage not compared',
  same: 'bus voltage as before',
  changed: 'the voltage reads differently than before',
  'wrong-class': 'the voltage reads as with firmware for another voltage',
};

export function healthFields({ newErrors, settings, ...rest }: HealthReport): JsonFields {
  return { ...rest, newErrors: newErrors.map(errorFields), settings: heldFields(settings.verdicts) };
}
