import type { StatusSymptomCode } from '@odflash/core/messages';
import type { SymptomText } from '../../language.ts';
import { again, inRom, switchToDfu } from './advice.ts';

export const statusSymptoms: Readonly<Record<StatusSymptomCode, SymptomText>> = {
  'file-refused': {
    causes: [
      'Der Bootloader lehnt die Datei ab, oder die Übertragung endete, bevor alles gesendet war. Der eigene Bootloader des STM32 meldet das nie: das Gerät im DFU-Modus ist ein anderes, oder ein Bootloader im Flash statt dem im ROM.',
    ],
    remedies: ['odflash list zeigt, welches Gerät im DFU-Modus ist und ob es ein ODrive sein kann.', inRom],
  },
  'memory-refused': {
    causes: [
      'Der Bootloader konnte den Flash nicht löschen oder beschreiben. Der eigene Bootloader des STM32 meldet das nicht: es ist ein Bootloader im Flash, der sich selbst schützt, oder ein Klon des Chips.',
      'Die Versorgung bricht ein, während der Chip schreibt.',
    ],
    remedies: [
      'odflash list zeigt, welches Gerät im DFU-Modus ist und ob es ein ODrive sein kann.',
      'Die Versorgung prüfen, das Board im DFU-Modus aus- und einschalten und mit odflash flashen, das alles zurückliest.',
      'Wenn es sich wiederholt: odflash unlock entfernt den Schutz. Das löscht alles, auch die Konfiguration.',
    ],
  },
  'reset-in-between': {
    causes: [
      'Das Board wurde mitten in der Übertragung zurückgesetzt oder verlor seine Versorgung, und sein Bootloader meldet das.',
    ],
    remedies: [
      'Kabel und Versorgung prüfen, dann odflash noch einmal ausführen: es macht weiter, wo der letzte Lauf aufgehört hat.',
      inRom,
    ],
  },
  'impossible-status': {
    causes: [
      'Status und Zustand passen nach dem DFU-Standard nicht zusammen: ein Fehler ohne den Fehlerzustand, oder der Fehlerzustand ohne Fehler. Die Antwort war beschädigt oder gehörte zu einer anderen Anfrage.',
    ],
    remedies: [again, 'Ein anderes Kabel und einen anderen Port verwenden, ohne Hub.'],
  },
  'leaving-dfu': {
    causes: [
      'Alles wurde gesendet, und der Bootloader verlässt den DFU-Modus: er startet die Firmware und verschwindet vom Bus. Das ist ein Erfolg.',
    ],
    remedies: ['odflash verify FILE, mit dem Board im DFU-Modus, sagt, ob alles da ist.'],
  },
  'not-in-dfu': {
    causes: [
      'Das Gerät ist nicht im DFU-Modus: es führt seine eigene Firmware aus, die den Wechsel nur anbietet. Die Firmware eines ODrive hat keine solche Schnittstelle; es kann also ein anderes Gerät sein.',
    ],
    remedies: ['odflash list zeigt, welche Geräte da sind.', switchToDfu],
  },
};
