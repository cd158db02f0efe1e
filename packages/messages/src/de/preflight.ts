import { hex32 } from '@odflash/core/bytes';
import type { FileWitness, PreflightMessages, WrongBoardEffect } from '@odflash/core/messages';
import type { Texts } from '../language.ts';
import { boardsText } from './words.ts';

const witnesses: Readonly<Record<FileWitness, string>> = {
  bytes: 'ihrem Inhalt',
  digest: 'dem Hash ihres Releases',
  name: 'ihrem Namen',
};

const by = (kinds: readonly FileWitness[]): string =>
  kinds.length === 0 ? '' : `, laut ${kinds.map((kind) => witnesses[kind]).join(' und ')}`;

const volts = (voltages: readonly number[]): string => `${voltages.join(' oder ')} V`;

const ownBackupText = 'Die Datei ist eine Sicherung dieses Boards.';

/** Of 24 V boards the divider of the bus voltage is 11, of 48 and 56 V boards 19. */
const scales = {
  low: 'das 0,58-Fache der wahren Versorgungsspannung, sodass ihr Überspannungsschutz zu spät eingreift',
  high: 'das 1,73-Fache der wahren Versorgungsspannung',
  other: 'Ströme und Spannungen wie auf dem anderen Board',
} as const;

function effectText({ version, checks, scale }: WrongBoardEffect): string {
  if (version === undefined || checks === undefined)
    return `Firmware ab 0.5.2 startet auf einem anderen Board nicht; eine ältere läuft und misst ${scales[scale]}.`;
  if (checks) return `Firmware ${version} startet nur auf dem Board, für das sie gebaut wurde.`;
  return `Firmware ${version} prüft das Board nicht: sie würde laufen und misst ${scales[scale]}.`;
}

const notAnOdrive = {
  'not-an-f405': 'sein Speicher ist nicht der eines STM32F405',
  'layout-untold': 'sein Bootloader beschreibt seinen Flash nicht',
  'otp-blank': 'sein OTP-Speicher ist leer',
  'otp-foreign': 'sein OTP-Speicher enthält einen anderen Eintrag',
  'otp-unreadable': 'sein OTP-Speicher ist nicht lesbar',
} as const;

const claimants = {
  running: 'Die Firmware, die auf dem Board lief,',
  installed: 'Die Firmware im Flash',
} as const;

const openQuestions = {
  version: () => 'welche Board-Version',
  voltage: volts,
} as const;

const ways = 'odflash update speichert sie und stellt sie wieder her; --fresh-config löscht sie.';

const rawWhy =
  'Das Image enthält eine Konfiguration (Sektoren 10 und 11), von der nicht bekannt ist, dass sie von diesem Board mit dieser Firmware stammt: ihre Grenzwerte und ihre Kalibrierung können hier falsch sein.';

type Unusable = PreflightMessages['preflight.records-unusable']['unusable'][number];

function unusableText({ location, why, program, begun, files }: Unusable): string {
  const author = program === undefined ? 'einem neueren odflash' : `einem neueren odflash (${program})`;
  const what = why === 'newer' ? `wurde von ${author} geschrieben` : 'ist beschädigt';
  const when = begun === undefined ? '' : ` vom ${begun}`;
  const named = files.length === 0 ? '' : ` Sie verweist auf ${files.join(', ')}.`;
  return `Die Aufzeichnung ${location} eines unterbrochenen Laufs${when} ${what} und ist nicht verwendbar.${named}`;
}

export const preflight: Texts<PreflightMessages> = {
  'preflight.image-in-flash': 'Das Image liegt innerhalb des Flash.',
  'preflight.image-outside-flash': ({ from, to }) =>
    `Das Image reicht von ${hex32(from)} bis ${hex32(to)}, über den Flash hinaus (0x08000000 bis 0x080FFFFF).`,
  'preflight.image-bytes': ({ bytes }) => `Das Image enthält ${bytes} Bytes.`,
  'preflight.image-ends-early': ({ address }) =>
    `Die Datei endet vor der Firmware: deren Daten ab ${hex32(address)} fehlen. Wahrscheinlich wurde sie abgeschnitten.`,
  'preflight.image-without-data': 'Das Image enthält keine Daten für den Flash.',
  'preflight.image-all-erased': 'Das Image enthält nur 0xFF: keine Daten.',
  'preflight.image-note': ({ note }, say) => `${say(note)}.`,
  'preflight.vectors-cut':
    'Das Image schreibt in den Sektor der Vektortabelle, enthält aber keine: das Board würde nicht starten.',
  'preflight.vectors-valid': ({ why }, say) => `Die Vektortabelle ist gültig: ${say(why)}.`,
  'preflight.may-not-start': ({ why }, say) => `Die Firmware startet möglicherweise nicht: ${say(why)}.`,
  'preflight.would-not-start': ({ why }, say) => `Die Firmware würde nicht starten: ${say(why)}.`,
  'preflight.part':
    'Das Image hat keine Vektortabelle: es ist ein Teil einer Firmware, und der Rest auf dem Board bleibt.',
  'preflight.only-part': 'Das Image hat keine Vektortabelle: es ist nur ein Teil einer Firmware.',
  'preflight.part-overwrites': ({ sectors }) => {
    const where = `${sectors.length === 1 ? 'Sektor' : 'Sektoren'} ${sectors.join(', ')}`;
    return `Das Image hat keine Vektortabelle und überschreibt einen Teil einer startfähigen Firmware (${where}): der Rest bleibt und würde in die neuen Bytes laufen.`;
  },
  'preflight.no-bootable-firmware': ({ why }, say) =>
    `Das Board enthält keine startfähige Firmware: ${say(why)}, wie auf einem leeren Board oder nach einem unterbrochenen Lauf. Dieser Teil ändert daran nichts. Eine vollständige Firmware flashen, oder die Undo-Sicherung des unterbrochenen Laufs.`,

  'preflight.file-contradicts': ({ contradiction }, say) => `${say(contradiction)}.`,
  'preflight.file-of-product': ({ product, named, ownBackup }, say) => {
    const what = `Die Datei ist Firmware eines anderen Produkts: ${say(product)}.`;
    if (named) return `${what} Laut ${witnesses[named.by]} ist sie aber für ${boardsText(named.boards)}.`;
    const text = `${what} Sie steuert die Pins für eine andere Schaltung an, was die Leistungsstufe des Boards und alles daran Angeschlossene beschädigen kann.`;
    return ownBackup ? `${text} ${ownBackupText}` : text;
  },
  'preflight.installed-product': ({ product }, say) =>
    `Die Firmware auf dem Board gehört zu einem anderen Produkt: ${say(product)}.`,
  'preflight.installed-other': ({ board, boards }) =>
    `Die Firmware auf dem Board ist für ${boardsText(boards)}, das Board ist ein ODrive ${board}.`,
  'preflight.installed-contradicts': ({ board }) =>
    `Die Firmware auf dem Board widerspricht sich, das Board ist ein ODrive ${board}.`,
  'preflight.file-unidentified':
    'Der Inhalt der Datei weist sie nicht als ODrive-Firmware für dieses Board aus: das Board startet damit möglicherweise nicht oder erscheint nicht am USB.',
  'preflight.file-board-open': ({ fileBoard, board, open, voltages }) =>
    `Die Datei ist für ODrive ${fileBoard}, nennt aber nicht ${open.map((what) => openQuestions[what](voltages)).join(' und ')}; das Board ist ein ODrive ${board}.`,
  'preflight.board-voltage-open': ({ boards, voltages }) =>
    `Die Datei ist für ${boardsText(boards)}; ob das Board für ${volts(voltages)} ist, ist unbekannt.`,
  'preflight.file-fits': (file) => `Die Datei ist für ${boardsText(file.boards)}${by(file.by)}.`,
  'preflight.file-for-other-board': ({ board, effect, ownBackup, ...file }) => {
    const what = `Die Datei ist für ${boardsText(file.boards)}${by(file.by)}; das Board ist ein ODrive ${board}.`;
    return `${what} ${effectText(effect)}${ownBackup ? ` ${ownBackupText}` : ''}`;
  },

  'preflight.read-protected': 'Der Chip ist lesegeschützt: er kann weder gelesen noch geschrieben werden.',
  'preflight.not-read-protected': 'Der Chip ist nicht lesegeschützt.',
  'preflight.not-write-protected': 'Keiner der zu schreibenden Sektoren ist schreibgeschützt.',
  'preflight.write-protected': ({ sectors }) =>
    sectors.length === 1
      ? `Sektor ${sectors[0]} ist schreibgeschützt: er würde die neuen Bytes ohne Meldung ignorieren.`
      : `Die Sektoren ${sectors.join(', ')} sind schreibgeschützt: sie würden die neuen Bytes ohne Meldung ignorieren.`,
  'preflight.not-an-odrive': ({ why, maybeOld }) =>
    `Es ist nicht sicher, dass das Gerät im DFU-Modus ein ODrive ist: ${notAnOdrive[why]}.${maybeOld ? ' Wenn auf dem Board v3.4 oder niedriger steht, jetzt die DC-Versorgung abklemmen.' : ''}`,
  'preflight.otp-contradicts': ({ board, named }) =>
    `Laut OTP ist das Board ein ODrive ${board}, nicht das mit --board angegebene ${named}.`,
  'preflight.board': ({ board, evidence }) =>
    evidence === 'otp' ? `Board durch OTP erkannt: ODrive ${board}.` : `ODrive ${board} (aus --board).`,
  'preflight.wrong-firmware': ({ firmware, claimed }) =>
    `${claimants[firmware]} ist für ODrive ${claimed} gebaut: die falsche Firmware für dieses Board.`,
  'preflight.claims-differ': ({ firmware, claimed, named }) =>
    `${claimants[firmware]} ist für ODrive ${claimed} gebaut, --board nennt ${named}, und OTP bestätigt keines von beiden.`,

  'preflight.erases-firmware': 'Die Firmware wird gelöscht: das Board startet nicht, bis es wieder geflasht wird.',
  'preflight.erases-configuration': 'Auch die Sektoren 10 und 11 werden gelöscht: die Konfiguration geht verloren.',
  'preflight.erases-configuration-to-defaults':
    'Die Sektoren 10 und 11 werden gelöscht: die Konfiguration geht verloren, und die Firmware startet mit ihren Standardwerten.',
  'preflight.raw-confirmed':
    'Die Konfiguration im Image wird unverändert geschrieben (bestätigt). Sobald das Board läuft, prüft odflash doctor sie.',
  'preflight.raw-own':
    'Die Konfiguration im Image wurde von diesem Board mit dieser Firmware gespeichert; sie ersetzt die jetzige.',
  'preflight.raw-foreign': rawWhy,
  'preflight.raw-skipped': ({ consent }) => `${rawWhy} Sie wird ausgelassen; --consent ${consent} schreibt sie.`,
  'preflight.settings-of-other-generation': ({ from, to }) =>
    `Die Einstellungen auf dem Board bleiben und wurden von Firmware ${from.join(' oder ')} gespeichert: ${to.join(' oder ')} verwendet andere Einheiten und Namen und kann sie möglicherweise nicht lesen oder versteht sie anders. ${ways}`,
  'preflight.settings-of-newer': ({ from, to }) =>
    `Ein Downgrade von ${from.join(' oder ')} auf ${to.join(' oder ')}: die Einstellungen auf dem Board bleiben, und die ältere Firmware kann sie möglicherweise nicht lesen oder versteht sie anders. ${ways}`,
  'preflight.start-new-firmware': 'Die Firmware nach der Prüfung starten? Ein Motor kann sich bewegen.',
  'preflight.start-new-firmware.yes': 'starten',
  'preflight.start-new-firmware.no': 'das Board im DFU-Modus lassen',

  'preflight.records-unusable': ({ failure, unusable, unread }) =>
    [
      ...(failure === undefined
        ? []
        : [`Die Aufzeichnungen früherer Läufe sind nicht lesbar (${failure.replace(/\.$/, '')}).`]),
      ...unusable.map(unusableText),
      ...(unread > 0
        ? [
            unread === 1
              ? '1 weitere Aufzeichnung früherer Läufe wurde nicht gelesen: es sind zu viele.'
              : `${unread} weitere Aufzeichnungen früherer Läufe wurden nicht gelesen: es sind zu viele.`,
          ]
        : []),
      'Ob ein früherer Lauf auf diesem Board unterbrochen wurde, ist unbekannt.',
    ].join(' '),
};
