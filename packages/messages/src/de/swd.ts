import type { SwdMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';
import { hex } from '../notation.ts';
import { probeText } from './stlink.ts';
import { decimal, deviceText } from './words.ts';

const coreText = (core: string | number): string => (typeof core === 'string' ? core : `Kern ${hex(core)}`);

const familyText = (family: string | number): string =>
  typeof family === 'string' ? family : `STM32 mit der Device-ID ${hex(family)}`;

const meanings = {
  unseen:
    'Der Adapter erkennt keine Versorgungsspannung. Sein VCC-Pin ist ein Eingang: er misst dort das Board und versorgt daraus seine Pegelwandler.',
  low: 'Die Versorgung des Boards ist zu niedrig.',
  supplied: 'Das Board ist versorgt, die Ursache ist also die Verdrahtung oder die Firmware.',
  'not-told': 'Die Firmware des Adapters misst die Versorgung nicht.',
} as const;

const cloneMeaning = 'Ein Adapter-Klon misst dort seine eigene Versorgung, das Board kann also unversorgt sein.';

const resets = { pin: 'NRST gezogen wurde', request: 'ein Reset angefordert wurde' } as const;

export const swd: Texts<SwdMessages> = {
  'swd.chip-core': ({ core }) => `ein Chip mit ${coreText(core)}`,
  'swd.chip-copy': ({ family, core, revision }) =>
    `eine Kopie von ${familyText(family)}, wie GigaDevice sie herstellt (${coreText(core)}, Revision ${revision})`,
  'swd.chip-other': ({ family, core }) => `${familyText(family)} (${coreText(core)})`,
  'swd.chip-f405': ({ family, revision, flashKiB }) =>
    `${familyText(family)} Rev. ${revision}, ${flashKiB === undefined ? 'Größe des Flash unbekannt' : `${flashKiB} KiB`}`,
  'swd.other-chip': ({ chip }, say) =>
    `Der Chip am ST-Link ist ${say(chip)}. ODrive-Firmware ist für den STM32F405 mit 1024 KiB; odflash schreibt nicht in den Flash eines anderen Chips.`,
  'swd.no-arm-core': ({ cpuid }) => `CPUID liest sich als ${hex(cpuid)}, das ist kein ARM-Kern.`,
  'swd.no-reset': 'Der Chip sollte sich zurücksetzen und hat es nicht getan.',
  'swd.no-halt': ({ by }) => `Der Kern hat an seinem Reset nicht angehalten, nachdem ${resets[by]}.`,
  'swd.sector-protected': ({ request }, say) =>
    `Der Chip hat die Anfrage abgelehnt (${say(request)}): der Sektor ist geschützt.`,
  'swd.flash-error': ({ request, flashStatus }, say) =>
    `Der Chip hat einen Fehler gemeldet (${say(request)}): FLASH_SR liest sich als ${flashStatus}.`,
  'swd.still-busy': ({ request, ms }, say) => `Der Chip ist nach ${ms} ms noch beschäftigt (${say(request)}).`,
  'swd.unsteady': 'Wiederholtes Lesen des Speichers ergibt Unterschiede.',
  'swd.power-cycle-after-unlock':
    'Der Schutz ist aufgehoben und der Flash gelöscht. Der Chip erlaubt den Zugriff auf seinen Flash erst nach dem Aus- und Einschalten.',
  'swd.serial-not-found': ({ serial, others }) => {
    const found = others.map((other) => `${other.serial ?? 'ein Chip ohne Nummer'} hinter ${probeText(other.probe)}`);
    return `Kein Chip mit der Seriennummer ${serial} gefunden. Gefunden: ${found.join(', ')}.`;
  },
  'swd.silent': ({ probe, firmware, volts, reading, clone }) => {
    const read = volts === undefined ? '' : ` Er misst ${decimal(volts, 1)} V.`;
    const meaning = clone && reading === 'supplied' ? cloneMeaning : meanings[reading];
    return `Am ${probe} (${firmware}) antwortet kein Chip.${read} ${meaning}`;
  },
  'swd.code-late': ({ request }, say) => `Der Vorgang wird nicht fertig (${say(request)}).`,
  'swd.code-stopped': ({ request }, say) => `Das Programm im Chip ist stehen geblieben (${say(request)}).`,
  'swd.code-damaged': 'Das Programm im SRAM des Chips weicht vom geschriebenen ab.',
  'swd.probe-disconnected': 'Der Adapter ist nicht verbunden.',
  'swd.link-closed': 'Die Verbindung zum Adapter ist geschlossen.',
  'swd.probe-silent': ({ cause }, say) => `Der Adapter antwortet nicht: ${say(cause)}`,
  'swd.chip-changed': ({ found, expected }, say) =>
    `Am Adapter antwortet ein anderer Chip: ${say(found)} statt ${expected ?? 'des vorigen'}.`,
  'swd.probe-did-not-return': ({ device }) =>
    `Der Adapter ${deviceText(device)} wurde getrennt und hat sich nicht wieder angemeldet.`,
  'swd.did-not-return': ({ device }) => `Das Board am Adapter ${deviceText(device)} hat sich nicht wieder angemeldet.`,
};
