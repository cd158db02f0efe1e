import type { HealthMessages } from '../../command-line/health.ts';
import type { Texts } from '../../language.ts';

export const health: Texts<HealthMessages> = {
  'health.row-cause': 'cause',
  'health.row-remedy': 'remedy',
  'health.latched': ({ value }) => `${value}, when the axis last became idle`,
  'health.misconfigured': 'the firmware says that its configuration contradicts itself',
  'health.misconfigured-cause': 'two functions on one pin, or a mode that needs another setting',
  'health.misconfigured-remedy': 'check the GPIO modes and pins, save the configuration and restart',
  'health.problems': ({ count }) =>
    count === 0 ? 'No problems found.' : count === 1 ? '1 problem.' : `${count} problems.`,
  'health.finding': ({ title, about }, say) =>
    `${say(title)}${about.length === 0 ? '' : ` (${about.map(say).join(': ')})`}`,
};
