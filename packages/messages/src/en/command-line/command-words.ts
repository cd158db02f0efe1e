import type { ArgumentMessages } from '../../command-line/command-words.ts';
import type { Texts } from '../../language.ts';

export const commandWords: Texts<ArgumentMessages> = {
  'argument.unknown-option': ({ option, meant }) =>
    `Unknown option '${option}'.${meant.length === 0 ? '' : ` Did you mean ${meant.join(' or ')}?`}`,
  'argument.unknown-command': ({ name, meant }) =>
    `Unknown command '${name}'.${meant.length === 0 ? '' : ` Did you mean ${meant.join(' or ')}?`}`,
  'argument.missing': ({ name }) => `Missing required argument '${name}'.`,
  'argument.too-many': ({ command, expected, given }) =>
    `Too many arguments${command === undefined ? '' : ` for '${command}'`}: ${expected} expected, ${given} given.`,
  'argument.value-missing': ({ option }) => `The option '${option}' needs a value.`,
  'argument.invalid': ({ name, value, why }, say) => `The value '${value}' of '${name}' is invalid. ${say(why)}`,
  'expected.once': 'The option is given twice.',
  'expected.value': 'The value is missing.',
  'expected.no-stream': 'Standard input and output are not possible here, only ./- as the name of a file.',
  'expected.number': 'Expected a number below 2^32, e.g. 0x08000000 or 4096.',
  'expected.number-from-one': 'Expected a number from 1 on.',
  'expected.port': 'Expected a port from 0 to 65535.',
  'expected.duration': 'Expected seconds, e.g. 10, 0.5, 5m or 1h; less than 24 days.',
  'expected.server': 'Expected HOST or HOST:PORT, e.g. raspberrypi.local or 127.0.0.1:3240.',
  'expected.range': 'Expected ADDRESS:LENGTH, e.g. 0x08000000:0x4000.',
  'expected.length': 'The length must not be zero.',
  'expected.one-of': ({ words }) => `Expected one of ${words.join(', ')}.`,
  'expected.rate': 'Expected samples a second, e.g. 50, 0.2 or max.',
};
