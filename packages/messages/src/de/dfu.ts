import { hex32 } from '@odflash/core/bytes';
import type { DfuMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';

/** What each status means on the STM32 ROM. */
const statuses: Readonly<Record<string, string>> = {
  OK: 'kein Fehler',
  errTARGET: 'die Adresse liegt nicht in zugänglichem Speicher',
  errFILE: 'die Datei ist nicht für dieses Gerät',
  errWRITE: 'der Speicher konnte nicht geschrieben werden',
  errERASE: 'der Speicher konnte nicht gelöscht werden',
  errCHECK_ERASED: 'der Speicher war nach dem Löschen nicht leer',
  errPROG: 'die Programmierung ist fehlgeschlagen',
  errVERIFY: 'die programmierten Daten weichen von den gesendeten ab',
  errADDRESS: 'die Adresse liegt außerhalb des Bereichs',
  errNOTDONE: 'der Download endete zu früh',
  errFIRMWARE: 'das Flag, das der Bootloader nach dem Einschalten setzt',
  errVENDOR: 'der Leseschutz ist aktiv',
  errUSBR: 'unerwarteter USB-Reset',
  errPOR: 'unerwarteter Power-on-Reset',
  errUNKNOWN: 'ein nicht näher bezeichneter Fehler',
  errSTALLEDPKT: 'eine unerwartete Anfrage wurde abgelehnt',
};

const notConfirmed = 'und der OTP-Speicher bestätigt keine andere Version. ';

const witnesses = {
  otp: () => '',
  named: () => '',
  running: (board: string) => `Die Firmware, die auf dem Board lief, ist für ODrive ${board} gebaut, ${notConfirmed}`,
  installed: (board: string) => `Die Firmware im Flash ist für ODrive ${board} gebaut, ${notConfirmed}`,
} as const;

export const dfu: Texts<DfuMessages> = {
  'dfu.refused-with-status': ({ request, status }, say) =>
    `Der Bootloader hat die Anfrage abgelehnt (${say(request)}): ${status}, ${statuses[status] ?? 'ein nicht definierter Status'}.`,
  'dfu.refused': ({ request }, say) => `Der Bootloader hat die Anfrage abgelehnt (${say(request)}).`,
  'dfu.out-of-step': ({ request, found }, say) =>
    `Unerwartete Antwort des Bootloaders (${say(request)}): ${say(found)}.`,
  'dfu.dead-end': ({ found }, say) =>
    `Der Bootloader lässt sich nicht in seinen Ruhezustand zurückbringen: ${say(found)}.`,
  'dfu.still-busy': ({ request, ms }, say) => `Der Bootloader ist nach ${ms} ms noch beschäftigt (${say(request)}).`,
  'dfu.driver-drops-requests': ({ state }) =>
    `Der USB-Treiber verwirft Anfragen ohne Daten: der Bootloader bleibt in ${state}.`,
  'dfu.no-interface': ({ path }) => `Das Gerät an ${path} hat keine DFU-Schnittstelle.`,
  'dfu.no-memory-at': ({ address }) => `Der Bootloader bietet an ${hex32(address)} keinen Speicher an.`,
  'dfu.link-closed': 'Die Verbindung zum Board ist geschlossen.',
  'dfu.resets-after-unlock': 'Der Chip setzt sich nach der Änderung seines Schutzes zurück.',
  'dfu.both-protections-remain':
    'Der Leseschutz kann nicht aufgehoben werden, solange Sektoren schreibgeschützt sind. Beide bleiben bestehen, und es wurde nichts gelöscht.',
  'dfu.no-restart-after-unlock': 'Das Board hat die Anfrage zum Entsperren angenommen, aber nicht neu gestartet.',
  'dfu.unsafe-board': ({ board, witness }) =>
    `${witnesses[witness](board)}Der DFU-Modus kann ein ODrive ${board} zerstören: wenn die DC-Versorgung an ist, jetzt abklemmen.`,
};
