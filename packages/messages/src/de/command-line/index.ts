// What the command line itself says.

import type { CommandLineMessages } from '../../command-line/index.ts';
import type { Texts } from '../../language.ts';
import { chips } from './chips.ts';
import { configurations } from './configurations.ts';
import { ends } from './ends.ts';
import { files } from './files.ts';
import { progress } from './progress.ts';
import { questions } from './questions.ts';
import { records } from './records.ts';
import { results } from './results.ts';
import { sampling } from './sampling.ts';
import { servers } from './servers.ts';
import { shell } from './shell.ts';
import { status } from './status.ts';
import { template } from './template.ts';
import { usage } from './usage.ts';
import { values } from './values.ts';

export const commandLine: Texts<CommandLineMessages> = {
  ...questions,
  ...configurations,
  ...results,
  ...progress,
  ...values,
  ...chips,
  ...status,
  ...sampling,
  ...shell,
  ...records,
  ...servers,
  ...ends,
  ...files,
  ...template,
  ...usage,
};
