import type { BackupMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';

function problemText(json: BackupMessages['json.invalid']): string {
  switch (json.problem) {
    case 'too-long':
      return `longer than ${json.limit} characters`;
    case 'too-deep':
      return `nested deeper than ${json.limit} levels`;
    case 'unexpected':
      return `expected ${json.character}`;
    case 'repeated-key':
      return `the key "${json.key}" again, with another value`;
    default:
      return problems[json.problem];
  }
}

const problems = {
  'trailing-text': 'more text after the value',
  'no-value': 'expected a value',
  'unterminated-string': 'unterminated string',
  'invalid-escape': 'invalid escape sequence',
} as const;

export const backup: Texts<BackupMessages> = {
  'backup.invalid': ({ reason }, say) => `Not a configuration backup: ${say(reason)}.`,
  'backup.preset': 'it is a preset of another program, not a board backup',
  'backup.nothing-of-odrive': 'it contains no ODrive configuration',
  'backup.other-program': 'it is a file of another program, not a board backup',
  'backup.too-long': ({ bytes }) => `it is longer than ${bytes} bytes`,
  'backup.printed-dictionary': 'it is a printed Python dictionary, not JSON: write it with json.dump',
  'backup.no-object': 'it is not a JSON object',
  'backup.newer': 'it is from a newer odflash',
  'backup.several-boards': ({ names }) => `it is of several boards (${names.join(', ')}): keep the part of one`,
  'backup.two-values': ({ path }) => `it contains two different values for ${path}`,
  'backup.too-many-values': ({ values }) => `it contains more than ${values} values`,
  'backup.reads-differ': 'Repeated reads of the configuration differ.',
  'json.invalid': (json) => `${problemText(json)} at line ${json.line}, character ${json.column}`,
};
