// Commands within a sentence, as `odflash list shows them`: in every language they are written the same way.

import { ownWord } from '../render/own-word.ts';

/** Files that a sentence leaves open: `odflash flash FILE`, `odflash restore`. */
interface KnownFiles {
  readonly firmware?: string | undefined;
  readonly configuration?: string | undefined;
}

/** Run as they stand. */
const bare: readonly string[] = ['list', 'info', 'doctor', 'unlock', 'reset', 'save', 'backup', 'enter-dfu'];
const withFirmware: readonly string[] = ['dfu', 'flash', 'update'];

/** A command, a file in quotes or without, and what may follow it. Chinese punctuation follows a word without a blank. */
const eachCommand =
  /\bodflash ([a-z-]+)(?! --(?!via))(?: (FILE|'(?:[^'\\]|\\.)*'|[^\s，。；：、（）]*[./][^\s，。；：、（）]*[^\s.,;:)，。；：、（）]))?( --force-config| --via stlink)?/g;

/** Commands of every day, with what they take: a name, a pattern, an axis. */
const eachDaily =
  /\bodflash (status(?: --clear)?|calibrate axis\d|set \S+ IDLE|(?:get|plot) [^\s，。；：、（）]*[\w*"])/g;

/** What stands behind the program's name, each once. What needs an operand that is not known is left out. */
export function mentionedIn(text: string, { firmware, configuration }: KnownFiles): readonly string[] {
  const commands = [...text.matchAll(eachCommand)].flatMap(([, name = '', named, more = '']) => {
    if (bare.includes(name) && named === undefined) return [`${name}${more}`];
    const open = withFirmware.includes(name) ? firmware : configuration;
    const file = named !== undefined && named !== 'FILE' ? named : open && ownWord(open);
    const takesFile = withFirmware.includes(name) ? named !== undefined : name === 'restore';
    return takesFile && file !== undefined ? [`${name} ${file}${more}`] : [];
  });
  const daily = [...text.matchAll(eachDaily)].map(([, line = '']) => line.replace(/ ([\w.]*\*[\w.*]*)$/, ' "$1"'));
  return [...new Set([...commands, ...daily])];
}
