// What the command line itself says.

import type { CommandLineMessages } from '../../command-line/index.ts';
import type { Texts } from '../../language.ts';
import { ends } from './ends.ts';
import { files } from './files.ts';
import { template } from './template.ts';
import { usage } from './usage.ts';

export const commandLine: Texts<CommandLineMessages> = { ...ends, ...files, ...template, ...usage };
