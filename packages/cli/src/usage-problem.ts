// What a mistyped command line means. Commander says it in English; its code and the names it quotes are all that is taken from that.

import { quoted, type Said } from '@odflash/core/messages';
import { commandMessage } from '@odflash/messages';
import { type Command, CommanderError } from 'commander';
import { InvalidArgument } from './invalid-value.ts';
import { namesHere } from './names-elsewhere.ts';

/** A command line that was not understood. */
export interface UsageProblem {
  readonly text: Said;
  /** What to type instead, or where to look. */
  readonly next: Said;
}

/** Turns what reading a command line throws into a {@link UsageProblem}; `undefined` if it is a failure of something else. */
export function usageProblem(thrown: unknown, words: readonly string[], program: Command): UsageProblem | undefined {
  const command = program.commands.find((candidate) => words.includes(candidate.name()));
  const next = (optionsFollow: boolean) =>
    commandMessage('next.show-usage', { command: command?.name(), optionsFollow });
  if (thrown instanceof InvalidArgument) return { text: thrown.text, next: next(false) };
  if (!(thrown instanceof CommanderError)) return undefined;
  const optionsFollow = thrown.code === 'commander.unknownOption' && words[0]?.startsWith('-') === true;
  return { text: textOf(thrown, words), next: next(optionsFollow) };
}

function textOf({ code, message }: CommanderError, words: readonly string[]): Said {
  const [sentence = '', suggestion = ''] = message.split('\n');
  const [first = '', second = ''] = [...sentence.matchAll(/'([^']*)'/g)].map(([, name = '']) => name);
  const [expected = 0, given = 0] = (/[^']*$/.exec(sentence)?.[0].match(/\d+/g) ?? []).map(Number);
  switch (code) {
    // `odflash` alone and `odflash help nonsense` are answered with the help as an error.
    case 'commander.help':
      return words[1] === undefined ? commandMessage('usage.no-command') : unknownCommand(words[1]);
    case 'commander.unknownCommand':
      return unknownCommand(first, suggestion);
    case 'commander.unknownOption':
      return commandMessage('argument.unknown-option', { option: first, meant: meantBy(suggestion) });
    case 'commander.missingArgument':
      return commandMessage('argument.missing', { name: first });
    case 'commander.optionMissingArgument':
      return commandMessage('argument.value-missing', { option: first });
    case 'commander.excessArguments':
      return commandMessage('argument.too-many', { command: first || undefined, expected, given });
    case 'commander.conflictingOption':
      return commandMessage('usage.exclusive', { option: first, others: [second] });
    default:
      return quoted(sentence);
  }
}

function unknownCommand(name: string, suggestion = ''): Said {
  const known = namesHere(name);
  return commandMessage('argument.unknown-command', { name, meant: known.length > 0 ? known : meantBy(suggestion) });
}

/** `(Did you mean --address?)`, `(Did you mean one of get, set?)` */
function meantBy(suggestion: string): readonly string[] {
  return suggestion.match(/(?:--)?[\w-]+(?=[,?])/g) ?? [];
}
