import { hex8, hex32 } from '@odflash/core/bytes';
import type { ChipMessages } from '../../command-line/chips.ts';
import type { Texts } from '../../language.ts';

const protections = { read: 'Leseschutz', write: 'Schreibschutz' } as const;

export const chips: Texts<ChipMessages> = {
  'chip.in-dfu-already': 'Das Board ist bereits im DFU-Modus.',
  'chip.in-dfu': ({ time }) => `Das Board ist im DFU-Modus (${time}). Zum Neustart der Firmware: odflash reset`,
  'chip.running': ({ time }) => `Das Board läuft (${time}).`,
  'chip.not-protected': 'Nichts zu tun: der Chip ist weder lese- noch schreibgeschützt.',
  'chip.unlocked': ({ removed }) =>
    `Aufgehoben: ${removed.map((each) => protections[each]).join(' und ')}. Der Inhalt des Flash ist unverändert.`,
  'chip.unlocked-and-erased': ({ removed }) =>
    `Aufgehoben: ${removed.map((each) => protections[each]).join(' und ')}. Der Chip wurde gelöscht, auch die Konfiguration. Zum Flashen: odflash flash FILE`,
  'chip.match': ({ path, time }) => `Übereinstimmung: das Board enthält jedes Byte von ${path} (${time}).`,
  'chip.match-of-compared': ({ path, time, leftOut }, say) =>
    `Übereinstimmung: das Board enthält alle verglichenen Bytes von ${path} (${time}). ${say(leftOut)}`,
  'chip.rest-not-compared': 'Die Datei ist nur ein Teil einer Firmware: der Rest wurde nicht verglichen.',
  'chip.sector': ({ index }) => `Sektor ${index}`,
  'chip.matches': 'stimmt überein',
  'chip.differs': ({ address, expected, found }) =>
    `weicht ab, zuerst bei ${hex32(address)}: Datei ${hex8(expected)}, Board ${hex8(found)}`,
};
