import type { ProbeMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';

const feed = 'DC-Versorgung abklemmen, dann das Board aus einer einzigen Quelle mit 3,3 V oder 5 V versorgen.';
const danger =
  'angehalten ist, sind die Gates seiner Bremstransistoren ohne Ansteuerung, und eine DC-Versorgung kann kurzgeschlossen werden.';

export const probe: Texts<ProbeMessages> = {
  'flash.mass-erase': ({ seconds }) => `Der ganze Chip wird gelöscht: das dauert bis zu ${seconds} s.`,
  'probe.load-drops':
    'Das Board wird vor der ersten Änderung und noch einmal am Ende zurückgesetzt: ein Motor, der eine Last hält, lässt sie los, und Startup-Flags können ihn danach bewegen.',
  'probe.reset-to-reach':
    'Der Chip antwortet nicht, solange seine Firmware läuft: er wird zurückgesetzt, um ihn zu erreichen, und am Ende noch einmal. Ein Motor, der eine Last hält, lässt sie los, und Startup-Flags können ihn danach bewegen.',
  'probe.feed-low-voltage': ({ board }) =>
    board === undefined
      ? `Die Board-Version ist unbekannt. Solange der Chip eines Boards bis v3.4 ${danger} Wenn es ein solches ist: ${feed} Wenn es neuer ist, stattdessen --board mit seiner Version angeben.`
      : `Solange der Chip eines ODrive ${board} ${danger} ${feed}`,
  'probe.chip-silent':
    'Der Chip antwortet nicht. Versorgung des Boards, Leitungen zu J2 und Kabel des Adapters prüfen; odflash macht weiter, sobald der Chip antwortet.',
  'probe.power-cycle':
    'Versorgung des Boards aus- und einschalten: ein Chip, der lesegeschützt war, zeigt einem Adapter seinen Flash erst danach. odflash macht von selbst weiter.',
  'probe.axis-armed-meanwhile':
    'Eine Achse wurde scharf, während odflash auf die Antworten gewartet hat. Das Board wurde nicht angehalten.',
  'probe.axes-not-told':
    'Das Board antwortet nicht mehr über USB, seit odflash auf die Antworten gewartet hat: ob ein Motor eine Last hält, ist unbekannt. Das Board wurde nicht angehalten.',
  'probe.not-seen':
    'Die Firmware wurde gestartet. Das Board ist nicht über USB verbunden, daher wurde seine Firmware nicht abgefragt.',
  'probe.update-through-it': ({ path }) => `Stattdessen über den ST-Link an ${path} aktualisieren?`,
  'probe.update-through-it.use': 'über den ST-Link aktualisieren',
  'probe.update-through-it.stop': 'hier abbrechen',
};
