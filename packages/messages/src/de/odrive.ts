import type { OdriveMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';

const effects: Readonly<Record<OdriveMessages['firmware.combination']['effect'], string>> = {
  'hangs-with-blank-otp': 'startet auf einem Board mit leerem OTP nicht: sie hält an, bevor sie am USB erscheint',
  'hangs-with-second-record':
    'liest nur den ersten OTP-Eintrag, der auf diesem Board durch einen zweiten ersetzt wurde: sie hält an, bevor sie am USB erscheint',
  'hangs-with-foreign-otp':
    'vergleicht OTP mit dem Board, für das sie gebaut wurde, und OTP enthält hier etwas anderes: sie hält an, bevor sie am USB erscheint',
  'takes-its-own-word':
    'kann ein Board mit leerem OTP nicht prüfen: sie nimmt die Version an, für die sie gebaut wurde',
  'does-not-check':
    'prüft das Board nicht: sie startet auf jedem und misst auf einem Board einer anderen Spannungsklasse eine falsche Versorgungsspannung',
  'older-than-board': 'ist älter als das ODrive v3.6: weder dafür noch für 56 V gibt es einen Build',
};

const checks = {
  none: 'keine: startet auf jedem Board, auch auf einem einer anderen Spannungsklasse',
  'needs-otp': 'startet nur, wenn OTP zu dem Board passt, für das sie gebaut wurde, nicht mit leerem OTP',
  'trusts-blank-otp':
    'startet nur, wenn OTP zu dem Board passt, für das sie gebaut wurde; mit leerem OTP nimmt sie dieses Board an',
} as const;

const owner = (path: string): string => (path === '' ? 'der Deskriptor' : path);

export const odrive: Texts<OdriveMessages> = {
  'odrive.reply-length': ({ request, bytes }, say) => `das Board hat mit ${bytes} Bytes geantwortet (${say(request)})`,
  'odrive.serial-invalid': 'die Seriennummer des Boards ist keine 64-Bit-Zahl',
  'odrive.unknown-property': ({ path }) => `Diese Firmware hat kein ${path}.`,
  'odrive.property-missing': ({ path }) => `diese Firmware hat kein ${path}`,
  'odrive.is-function': ({ path }) => `${path} ist eine Funktion: sie wird aufgerufen, nicht gelesen.`,
  'descriptor.reads-differ': 'wiederholtes Lesen des Board-Deskriptors ergibt Unterschiede',
  'descriptor.endless': 'der Board-Deskriptor endet nicht',
  'descriptor.invalid': ({ reason }, say) => `ungültiger Board-Deskriptor: ${say(reason)}`,
  'descriptor.not-utf-8': 'kein UTF-8-Text',
  'descriptor.too-many-members': ({ most }) => `mehr als ${most} Elemente`,
  'descriptor.no-members': ({ path }) => `${owner(path)} hat keine Liste von Elementen`,
  'descriptor.member-not-object': ({ path }) => `${owner(path)} hat ein Element, das kein Objekt ist`,
  'descriptor.member-without-name': ({ path }) => `${owner(path)} hat ein Element ohne Namen`,
  'descriptor.object-argument': ({ path }) => `${path} nimmt oder liefert ein Objekt`,
  'descriptor.no-endpoint': ({ path }) => `${path} hat keine Endpunktnummer`,
  'firmware.combination': ({ release, reported, among, effect }) => {
    const who =
      reported === undefined ? `Firmware ${release}` : `Firmware, die ${reported} meldet, kann ${release} sein; diese`;
    const which = among ? `Die Datei ist ihrem Inhalt nach Firmware ${among.join(' oder ')}. ` : '';
    return `${which}${who} ${effects[effect]}.`;
  },
  'firmware.board-check': ({ check }) => checks[check],
};
