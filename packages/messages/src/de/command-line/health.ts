import type { HealthMessages } from '../../command-line/health.ts';
import type { Texts } from '../../language.ts';

export const health: Texts<HealthMessages> = {
  'health.row-cause': 'Ursache',
  'health.row-remedy': 'Abhilfe',
  'health.latched': ({ value }) => `${value}, als die Achse zuletzt in Ruhe ging`,
  'health.misconfigured': 'die Firmware meldet, dass sich ihre Konfiguration widerspricht',
  'health.misconfigured-cause': 'zwei Funktionen an einem Pin, oder ein Modus, der eine andere Einstellung braucht',
  'health.misconfigured-remedy': 'GPIO-Modi und Pins prüfen, die Konfiguration speichern und neu starten',
  'health.problems': ({ count }) =>
    count === 0 ? 'Keine Probleme gefunden.' : count === 1 ? '1 Problem.' : `${count} Probleme.`,
  'health.finding': ({ title, about }, say) =>
    `${say(title)}${about.length === 0 ? '' : ` (${about.map(say).join(': ')})`}`,
};
