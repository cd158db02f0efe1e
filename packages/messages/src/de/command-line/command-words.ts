import type { ArgumentMessages } from '../../command-line/command-words.ts';
import type { Texts } from '../../language.ts';

export const commandWords: Texts<ArgumentMessages> = {
  'argument.unknown-option': ({ option, meant }) =>
    `Unbekannte Option „${option}“.${meant.length === 0 ? '' : ` Ist ${meant.join(' oder ')} gemeint?`}`,
  'argument.unknown-command': ({ name, meant }) =>
    `Unbekannter Befehl „${name}“.${meant.length === 0 ? '' : ` Ist ${meant.join(' oder ')} gemeint?`}`,
  'argument.missing': ({ name }) => `Das Argument „${name}“ fehlt.`,
  'argument.too-many': ({ command, expected, given }) =>
    `Zu viele Argumente${command === undefined ? '' : ` für „${command}“`}: ${expected} erwartet, ${given} angegeben.`,
  'argument.value-missing': ({ option }) => `Die Option „${option}“ braucht einen Wert.`,
  'argument.invalid': ({ name, value, why }, say) => `Der Wert „${value}“ von „${name}“ ist ungültig. ${say(why)}`,
  'expected.once': 'Die Option ist zweimal angegeben.',
  'expected.value': 'Der Wert fehlt.',
  'expected.no-stream': 'Standardein- und -ausgabe sind hier nicht möglich, nur ./- als Name einer Datei.',
  'expected.number': 'Erwartet wird eine Zahl kleiner als 2^32, z. B. 0x08000000 oder 4096.',
  'expected.number-from-one': 'Erwartet wird eine Zahl ab 1.',
  'expected.port': 'Erwartet wird ein Port von 0 bis 65535.',
  'expected.duration': 'Erwartet werden Sekunden, z. B. 10, 0.5, 5m oder 1h; weniger als 24 Tage.',
  'expected.server': 'Erwartet wird HOST oder HOST:PORT, z. B. raspberrypi.local oder 127.0.0.1:3240.',
  'expected.range': 'Erwartet wird ADDRESS:LENGTH, z. B. 0x08000000:0x4000.',
  'expected.length': 'Die Länge darf nicht null sein.',
  'expected.one-of': ({ words }) => `Erwartet wird eines von ${words.join(', ')}.`,
  'expected.rate': 'Erwartet werden Messungen pro Sekunde, z. B. 50, 0.2 oder max.',
};
