import type { DeviceName, DiscoveryMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';
import { otherBootloader } from './board.ts';
import { deviceList, deviceText, powerCycle } from './words.ts';

export const discovery: Texts<DiscoveryMessages> = {
  'discovery.no-board-yet':
    'Noch kein Board angeschlossen. Mit einem Datenkabel anschließen und die Versorgung einschalten (USB versorgt es nicht).',
  'discovery.several-connected': ({ devices }) =>
    `${devices.length} ${devices.length === 1 ? 'Board ist' : 'Boards sind'} angeschlossen: ${deviceList(devices)}.`,
  'discovery.several-in-dfu': ({ devices }) =>
    `${devices.length} ${devices.length === 1 ? 'Board ist' : 'Boards sind'} im DFU-Modus: ${deviceList(devices)}.`,
  'discovery.not-found': ({ others, ...wanted }) =>
    `Kein Board${named(wanted)} gefunden, weder laufend noch im DFU-Modus.${foundInstead(others)}`,
  'discovery.not-found-in-dfu': ({ others, ...wanted }) =>
    `Kein Board im DFU-Modus${named(wanted)} gefunden.${foundInstead(others)}`,
  'discovery.only-running': ({ devices }) =>
    `Auf ${devices.length === 1 ? 'dem gefundenen Board' : 'allen gefundenen Boards'} läuft die Firmware: ${deviceList(devices)}.`,
  'discovery.other-chip': ({ path, ...chip }) =>
    `Das Gerät an ${path} ist ${otherBootloader(chip)}. ODrive-Firmware ist für den STM32F405; odflash schreibt nicht in den Flash eines anderen Chips.`,
  'discovery.bring-back-in-dfu':
    'Das Board hat sich nicht wieder angemeldet. Versorgung und Kabel prüfen und das Board im DFU-Modus aus- und einschalten (ab v3.5: DIP-Schalter auf DFU; Klone: BOOT gedrückt halten oder Jumper setzen).',
  'discovery.switch-to-run': `Das Board ist wieder im DFU-Modus: sein DIP-Schalter steht auf DFU (Klone: der BOOT-Jumper ist gesetzt). Auf RUN stellen und ${powerCycle}.`,
  'discovery.bring-back-running': `Das Board hat sich nicht wieder angemeldet. Versorgung und Kabel prüfen, DIP-Schalter auf RUN stellen (Klone: ohne BOOT-Taste oder -Jumper) und ${powerCycle}.`,
  'discovery.did-not-return': ({ device, running }) =>
    `Das Board ${deviceText(device)} hat sich nicht wieder angemeldet.${running ? ' Auf ihm läuft seine Firmware.' : ''}`,
};

function named({ serial, path }: { readonly serial?: string | undefined; readonly path?: string | undefined }): string {
  return `${serial === undefined ? '' : ` mit der Seriennummer ${serial}`}${path === undefined ? '' : ` an ${path}`}`;
}

function foundInstead(others: readonly DeviceName[]): string {
  return others.length === 0 ? '' : ` Gefunden: ${deviceList(others)}.`;
}
