// What the command line itself says.

import type { CommandLineMessages } from '../../command-line/index.ts';
import type { Texts } from '../../language.ts';
import { configurations } from './configurations.ts';
import { ends } from './ends.ts';
import { files } from './files.ts';
import { progress } from './progress.ts';
import { questions } from './questions.ts';
import { results } from './results.ts';
import { template } from './template.ts';
import { usage } from './usage.ts';

export const commandLine: Texts<CommandLineMessages> = {
  ...questions,
  ...configurations,
  ...results,
  ...progress,
  ...ends,
  ...files,
  ...template,
  ...usage,
};
