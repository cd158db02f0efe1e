import type { ProbeName, StlinkMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';

const notUnderstood = 'die Quittung wurde nicht verstanden';
const noChip = 'kein Chip antwortet';
const notReady = 'der Chip ist noch nicht bereit';
const refused = 'der Chip hat den Zugriff abgelehnt';
const wrongParity = 'die Parität war falsch';
const noConnection = 'die Verbindung zum Chip ist fehlgeschlagen';

/** What each status of a probe means. */
const statuses: Readonly<Record<string, string>> = {
  UNKNOWN_ERROR: 'der Zugriff ist fehlgeschlagen',
  SPI_ERROR: noConnection,
  DMA_ERROR: noConnection,
  UNKNOWN_JTAG_CHAIN: 'kein bekannter Chip antwortet',
  NO_DEVICE_CONNECTED: noChip,
  INTERNAL_ERROR: 'ein Fehler im Adapter',
  COMMAND_WAIT: 'der Adapter ist noch nicht bereit',
  COMMAND_ERROR: 'der Adapter hat den Befehl abgelehnt',
  GET_IDCODE_ERROR: noChip,
  ALIGNMENT_ERROR: 'die Adresse ist nicht ausgerichtet',
  DEBUG_POWER_ERROR: 'die Debug-Logik des Chips schaltet sich nicht ein',
  WRITE_ERROR: 'das Schreiben ist fehlgeschlagen',
  ALREADY_OPEN: 'der Adapter ist in einem anderen Modus',
  AP_WAIT: notReady,
  AP_FAULT: refused,
  AP_ERROR: notUnderstood,
  AP_PARITY_ERROR: wrongParity,
  DP_WAIT: notReady,
  DP_FAULT: refused,
  DP_ERROR: notUnderstood,
  DP_PARITY_ERROR: wrongParity,
  AP_WDATA_ERROR: 'der Chip hat die Daten nicht verstanden',
  AP_STICKY_ERROR: 'ein früherer Zugriff ist fehlgeschlagen',
  AP_STICKY_OVERRUN: 'die Zugriffe kamen schneller, als der Chip sie annimmt',
  BAD_AP: 'der Chip hat keinen solchen Access-Port',
  FREQUENCY_UNSUPPORTED: 'der Adapter hat diesen Takt nicht',
  UNKNOWN_COMMAND: 'der Adapter kennt den Befehl nicht',
};

/** `ST-Link/V2 57FF72067882495118430667 an 1-2`. */
export function probeText({ model, serial, path }: ProbeName): string {
  return `${model ?? 'Gerät'}${serial === undefined ? '' : ` ${serial}`} an ${path}`;
}

function statusText(status: string): string {
  return statuses[status] ?? `der Adapter hat ${status.replace('STATUS_', '')} geantwortet`;
}

const probeList = (devices: readonly ProbeName[]): string => devices.map(probeText).join(', ');

export const stlink: Texts<StlinkMessages> = {
  'stlink.probe': probeText,
  'stlink.error-status': ({ request, status }, say) =>
    `Der Adapter hat einen Fehler gemeldet (${say(request)}): ${status}, ${statusText(status)}.`,
  'stlink.out-of-step': ({ request, found }, say) =>
    `Unerwartete Antwort des Adapters (${say(request)}): ${say(found)}.`,
  'stlink.refused': ({ request }, say) => `Der Adapter hat die Anfrage abgelehnt (${say(request)}).`,
  'stlink.several-connected': ({ devices }) =>
    `${devices.length} ${devices.length === 1 ? 'ST-Link ist' : 'ST-Links sind'} angeschlossen: ${probeList(devices)}.`,
  'stlink.not-found': ({ others }) =>
    others.length === 0 ? 'Kein ST-Link gefunden.' : `Kein solcher ST-Link gefunden. Gefunden: ${probeList(others)}.`,
  'stlink.stm8-only': ({ probe, firmware }) =>
    `Die Firmware des ${probe}, ${firmware}, unterstützt SWD nicht: sie ist nur für STM8.`,
  'stlink.firmware-damaged': ({ probe, firmware }) =>
    `Der ${probe} gibt seine Firmware als ${firmware} und seine USB-IDs als 0000:0000 an: seine Firmware ist beschädigt, zum Beispiel durch eine Umwandlung in einen J-Link und zurück.`,
  'stlink.no-probe': ({ path }) => `Das Gerät an ${path} ist kein ST-Link.`,
  'stlink.in-loader': ({ probe, path }) => `Der ${probe} an ${path} ist im Modus für Firmware-Updates.`,
  'stlink.unsupported': ({ probe, path }) => `Der Adapter an ${path} ist ein ${probe}, der nicht unterstützt wird.`,
  'stlink.stays-in-mode': ({ probe, mode }) => `Der ${probe} bleibt im Modus ${mode}.`,
};
