// What the command line itself says.

import type { CommandLineMessages } from '../../command-line/index.ts';
import type { Texts } from '../../language.ts';
import { merged } from '../../merged.ts';
import { calibration } from './calibration.ts';
import { chips } from './chips.ts';
import { commandWords } from './command-words.ts';
import { configurationFiles } from './configuration-files.ts';
import { configurations } from './configurations.ts';
import { ends } from './ends.ts';
import { explained } from './explained.ts';
import { files } from './files.ts';
import { health } from './health.ts';
import { inspected } from './inspected.ts';
import { listed } from './listed.ts';
import { marks } from './marks.ts';
import { progress } from './progress.ts';
import { questions } from './questions.ts';
import { records } from './records.ts';
import { releases } from './releases.ts';
import { results } from './results.ts';
import { sampling } from './sampling.ts';
import { servers } from './servers.ts';
import { shell } from './shell.ts';
import { status } from './status.ts';
import { template } from './template.ts';
import { usage } from './usage.ts';
import { values } from './values.ts';

export const commandLine: Texts<CommandLineMessages> = merged(
  questions,
  configurations,
  results,
  progress,
  values,
  chips,
  status,
  sampling,
  shell,
  records,
  servers,
  marks,
  inspected,
  listed,
  health,
  calibration,
  configurationFiles,
  explained,
  releases,
  commandWords,
  ends,
  files,
  template,
  usage,
);
