import type { FileMessages, FileStepMessages } from '../../command-line/files.ts';
import type { Texts } from '../../language.ts';
import { powerCycle, toDfu } from '../words.ts';

/** What the system's codes mean for a file; `%` stands for it. */
const systems: Readonly<Record<string, string>> = {
  ENOENT: '% existiert nicht.',
  ENOTDIR: '% ist nicht erreichbar: ein Teil des Pfades ist kein Ordner.',
  EACCES: '% kann nicht geöffnet werden: keine Berechtigung.',
  EPERM: '% kann nicht geöffnet werden: keine Berechtigung.',
  EISDIR: '% ist ein Ordner.',
  ENOSPC: '% kann nicht geschrieben werden: der Datenträger ist voll.',
  EDQUOT: '% kann nicht geschrieben werden: das Kontingent des Datenträgers ist aufgebraucht.',
  EFBIG: '% hat die maximale Dateigröße erreicht.',
  EROFS: '% liegt auf einem schreibgeschützten Dateisystem.',
  ENAMETOOLONG: '% hat einen zu langen Dateinamen.',
  ELOOP: '% kann nicht geöffnet werden: zu viele Ebenen symbolischer Links.',
  EMFILE: '% kann nicht geöffnet werden: zu viele offene Dateien.',
};

const kinds = { 'firmware file': 'eine Firmware-Datei', trace: 'eine Trace-Datei', log: 'eine Log-Datei' } as const;

export const files: Texts<FileMessages & FileStepMessages> = {
  'file.folder': ({ path }) => `${path} ist ein Ordner.`,
  'file.pipe': ({ path }) => `${path} ist eine Pipe.`,
  'file.standard-input': 'Die Standardeingabe wird nicht gelesen.',
  'file.standard-output': 'Standardausgabe',
  'file.device': ({ path }) => `${path} ist ein Gerät, keine Datei.`,
  'file.too-large': ({ path, bytes, kind }) =>
    `${path} hat ${Math.round(bytes / 1024 / 1024)} MiB, zu viel für ${kinds[kind]}.`,
  'file.neither-file-nor-version': ({ path }) => `${path} ist weder eine vorhandene Datei noch eine Version.`,
  'file.folder-unreadable': ({ path }) => `Der Ordner ${path} kann nicht gelesen werden.`,
  'file.no-manifest': ({ path }) => `Der Ordner ${path} enthält kein manifest.json eines Spiegels.`,
  'file.no-web-page': 'Die Webseite gehört nicht zu dieser Installation.',
  'file.content': ({ path, text }, say) => `In ${path}: ${say(text)}`,
  'file.template': ({ path, line, why }, say) => `${path}, Zeile ${line}: ${say(why)}.`,

  'file.not-regular': ({ path }) => `${path} ist keine gewöhnliche Datei.`,
  'file.exists': ({ path }) => `${path} existiert bereits.`,
  'file.log-unopenable': ({ path, reason }) => `Die Log-Datei ${path} kann nicht geöffnet werden (${reason}).`,
  'file.web-address': ({ path }) => `${path} ist eine Internetadresse, keine Datei.`,
  'file.log-without-reader': ({ path }) =>
    `Die Log-Datei ${path} kann nicht geöffnet werden: sie ist eine Pipe ohne Leser.`,
  'file.trace-unopenable': ({ path, reason }) => `Die Trace-Datei ${path} kann nicht geöffnet werden (${reason}).`,
  'file.not-a-trace': ({ path }) => `${path} existiert bereits und ist keine Trace-Datei.`,
  'file.format-unknown': ({ path }) => `Die Endung von ${path} legt kein Format fest.`,
  'file.output-lost': ({ system }) => `Die Standardausgabe kann nicht geschrieben werden (${system}).`,
  'file.system': ({ path, system, folder }) => {
    const subject = folder ? `Der Ordner von ${path}` : path;
    return systems[system]?.replace('%', () => subject) ?? `${subject} kann nicht verwendet werden (${system}).`;
  },

  'file.name-of-device': ({ name }) => `Windows reserviert den Namen ${name} für ein Gerät.`,
  'file.name-with-colon': ({ name }) => `Windows erlaubt im Dateinamen ${name} kein „:“.`,
  'file.name-cut': ({ name }) => `Windows behält den Punkt oder das Leerzeichen am Ende von „${name}“ nicht.`,

  'next.download-first':
    'Die Datei zuerst herunterladen, oder odflash update 0.5.6 verwenden, das die Version herunterlädt.',
  'next.update-running': `odflash dfu FILE verwenden, das in den DFU-Modus wechselt und die Konfiguration behält; oder, nur ab v3.5, ${toDfu} und ${powerCycle}.`,
  'next.choose-saved': 'Ein Undo-Backup (.dfu) auswählen, oder eine Konfiguration, die als JSON gespeichert wurde.',
  'next.save-output-first': 'Die Ausgabe zuerst in einer Datei speichern.',
  'next.redirect-output':
    'Die Standardausgabe in eine Datei oder ein anderes Programm umleiten, oder eine Datei nennen.',
  'next.pass-kind': ({ kind }) => `Bitte ${kinds[kind]} angeben.`,
  'next.pass-file': 'Eine Datei angeben.',
  'next.choose-other-name': 'Einen anderen Namen wählen.',
  'next.choose-other-name-or-force': 'Einen anderen Namen wählen, oder mit --force überschreiben.',
  'next.use-ending': ({ endings }) => `Eine dieser Endungen verwenden: ${endings.join(', ')}.`,
  'next.other-log-file': 'Mit --log-file eine andere Datei angeben, oder die Option weglassen.',
  'next.other-trace-file': 'Mit --trace eine andere Datei angeben, oder die Option weglassen.',
  'next.record-trace': 'Mit --trace FILE eine Trace-Datei aufzeichnen, oder eine andere Datei angeben.',
  'next.only-output-lost': 'Der Befehl selbst ist abgeschlossen; nur seine Ausgabe ging verloren.',
  'next.make-room-for-samples':
    'Die bisherigen Messwerte stehen in der Datei. Speicherplatz frei machen, oder einen anderen Datenträger wählen.',
  'next.name-in-template': ({ names }) => `Eine Vorlage kann diese Namen verwenden: ${names.join(', ')}.`,
  'next.build-web-page': 'In einem Checkout mit npm run web bauen.',
  'next.make-mirror': ({ path }, say) => `Einen anlegen mit: odflash catalogue mirror ${say.word(path)}`,
  'next.check-path-or-pass-version':
    'Den Pfad prüfen, oder eine Version wie 0.5.6 angeben; ohne beides wird das neueste Release verwendet.',
};
