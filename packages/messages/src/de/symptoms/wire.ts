import type { WireSymptomCode } from '@odflash/core/messages';
import type { SymptomText } from '../../language.ts';
import { toDfu } from '../words.ts';
import { again, inRom, zadig } from './advice.ts';

export const wireSymptoms: Readonly<Record<WireSymptomCode, SymptomText>> = {
  'out-of-step': {
    causes: [
      'Die Antworten des Bootloaders liegen um eine Anfrage zurück: odrivetool sendet ABORT mit verkehrter Richtung, und manche Rechner lassen dadurch eine Antwort liegen (ODrive #585, libusb #147). Der Block wurde geschrieben; die Antwort gehörte zu einer früheren Anfrage.',
      'Ein Block ging unterwegs verloren, oder das Board wurde mittendrin zurückgesetzt: odrivetool prüft nicht, wie viel von einem Block angenommen wurde.',
    ],
    remedies: [again, inRom],
  },
  'short-reply': {
    causes: [
      'Derselbe Verlust des Gleichschritts wie bei (0, 2, 0, 0): es kam eine Antwort von 0 oder 6 Bytes, wo eines oder 512 erwartet wurden (ODrive #179, #508, #568).',
    ],
    remedies: [again],
  },
  'flag-after-power-on': {
    causes: ['Es ist nichts kaputt: jeder STM32 meldet das einmal nach dem Einschalten.'],
    remedies: ['Es ist nichts zu tun: jedes Flashprogramm löscht es, auch odflash.'],
  },
  'erase-status': {
    causes: [
      'Das Werkzeug hat nicht auf das Ende des Löschens gewartet, oder das Board hat sich abgemeldet.',
      'Das Gerät spricht DFU, aber nicht DfuSe.',
      'Die Versorgung des Boards oder des Ports ist schwach.',
    ],
    remedies: [again, 'Einen anderen Port oder einen Hub mit eigener Versorgung verwenden.'],
  },
  'refused-block': {
    causes: [
      'Der Bootloader hat eine Anfrage abgelehnt, die im falschen Zustand kam.',
      'Ein Klon oder ein anderer STM32, der nur kleinere Blöcke annimmt.',
    ],
    remedies: [again],
  },
  'no-answer': {
    causes: [
      'Das Board hat nicht in der gegebenen Zeit geantwortet. Windows gibt keiner Anfrage mehr als 5 s, ein langes Löschen braucht das meiste davon.',
    ],
    remedies: [again, 'Wenn es sich wiederholt: das Board im DFU-Modus aus- und einschalten, anderer Port.'],
  },
  'transfer-error': {
    causes: [
      'Die Übertragung brach ab: Kabel, Hub, ein Board, das sich selbst zurückgesetzt hat.',
      'libusb-win32 bis 1.2.6 und libusbK scheitern an jeder Anfrage ohne Daten (libusb #382, libusb-win32 #21).',
    ],
    remedies: ['Anderes Kabel, anderer Port, kein Hub.', zadig],
  },
  'left-the-bus': {
    causes: ['Das Board hat den Bus verlassen: Kabel, Versorgung, oder es hat sich selbst zurückgesetzt.'],
    remedies: [
      'Kabel und Versorgung prüfen, dann odflash noch einmal ausführen: es macht weiter, wo der letzte Lauf aufgehört hat.',
      inRom,
    ],
  },
  'end-of-download': {
    causes: ['Ganz am Ende: das Board hat seine Firmware gestartet und den Bus verlassen. Das ist ein Erfolg.'],
    remedies: ['odflash verify FILE, mit dem Board im DFU-Modus, sagt, ob alles da ist.'],
  },
  'stuck-busy': {
    causes: [
      'Der Bootloader nennt für das Löschen von allem eine zu kurze Zeit: er sagt 100 ms und braucht bis zu einer halben Minute.',
      'Bootloader anderer Chips bleiben beschäftigt, bis ihr Status zweimal gelöscht wird (STM32H743).',
    ],
    remedies: [
      'Das Board mit odflash flashen: es löscht Sektor für Sektor und wartet auf jeden so lange, wie das Datenblatt erlaubt.',
      'Wenn es beschäftigt bleibt: das Board im DFU-Modus aus- und einschalten.',
    ],
  },
  'json-hang': {
    causes: [
      'Die laufende Firmware antwortet nicht mehr: sie hängt oder startet neu, ihre Konfiguration hält sie an, eine Leitung an ihren Pins stört sie (ODrive #509), oder ein anderes Programm spricht mit dem Board.',
    ],
    remedies: [
      `Alle Leitungen von den GPIO-Pins abziehen und USB neu anstecken; sonst, ab v3.5: ${toDfu} und flashen.`,
    ],
  },
  'slow-port': {
    causes: ['Der USB-Controller dieses Rechners und der Bootloader vertragen sich nicht.'],
    remedies: ['Ein anderer Port, oder ein Hub dazwischen.'],
  },
  slow: {
    causes: ['Das Werkzeug wartet nach jeder Anfrage die 104 ms, die der Bootloader verlangt; er braucht nur wenige.'],
    remedies: ['odflash fragt, statt zu warten: 256 KiB in etwa sechs Sekunden.'],
  },
  gcd: {
    causes: ['odrivetool bis 0.5.1 mit Python 3.9 oder neuer: es löscht das Board und bricht dann ab (ODrive #572).'],
    remedies: [inRom],
  },
};
