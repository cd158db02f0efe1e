// What an update made worse, for people and for machines.

import type { HealthReport } from '@odflash/core/update';
import type { JsonFields } from '../../outcome.ts';
import type { Color } from '../../render/color.ts';
import { worded } from '../../render/say.ts';
import { errorFields, errorText } from '../../shared/board-errors.ts';
import { heldFields, heldText } from '../../shared/held-settings.ts';

export function healthText(health: HealthReport, color: Color): string {
  const { isHealthy, newErrors, lostCalibrations, bus, settings } = health;
  if (isHealthy) return worded('configuration.healthy', { bus });
  return [
    worded('configuration.worse'),
    ...newErrors.map((error) => errorText(error, color)),
    ...(lostCalibrations.length > 0 ? [worded('configuration.lost-calibrations', { names: lostCalibrations })] : []),
    ...(bus === 'wrong-class' || bus === 'changed' ? [worded('configuration.bus', { bus })] : []),
    ...(settings.verdicts.length > 0 ? [heldText({ ...settings, bus: undefined })] : []),
  ].join('\n');
}

export function healthFields({ newErrors, settings, ...rest }: HealthReport): JsonFields {
  return { ...rest, newErrors: newErrors.map(errorFields), settings: heldFields(settings.verdicts) };
}
