// What the command line itself has to say, beside what the engine says: codes with typed parameters, one file for each area.

import type { Said } from '@odflash/core/messages';
import type { CalibrationMessages } from './calibration.ts';
import type { ChipMessages } from './chips.ts';
import type { ArgumentMessages } from './command-words.ts';
import type { ConfigurationFileMessages } from './configuration-files.ts';
import type { ConfigurationMessages } from './configurations.ts';
import type { EndMessages } from './ends.ts';
import type { ExplainedMessages } from './explained.ts';
import type { FileMessages, FileStepMessages } from './files.ts';
import type { HealthMessages } from './health.ts';
import type { InspectedMessages } from './inspected.ts';
import type { ListedMessages } from './listed.ts';
import type { MarkMessages } from './marks.ts';
import type { ProgressMessages } from './progress.ts';
import type { QuestionMessages } from './questions.ts';
import type { RecordMessages } from './records.ts';
import type { ReleaseListMessages } from './releases.ts';
import type { ResultMessages } from './results.ts';
import type { SamplingMessages } from './sampling.ts';
import type { ServerMessages } from './servers.ts';
import type { ShellMessages } from './shell.ts';
import type { StatusMessages } from './status.ts';
import type { TemplateMessages } from './template.ts';
import type { UsageMessages, UsageStepMessages } from './usage.ts';
import type { ValueMessages } from './values.ts';

export type { SkippedGroup } from './configurations.ts';
export type { ReleaseSpan } from './explained.ts';
export type { InputKind } from './files.ts';

/** Every code of the command line with the type of its parameters; `undefined` where it takes none. */
export interface CommandLineMessages
  extends ProgressMessages,
    ResultMessages,
    ConfigurationMessages,
    QuestionMessages,
    ValueMessages,
    ChipMessages,
    StatusMessages,
    SamplingMessages,
    ShellMessages,
    RecordMessages,
    ServerMessages,
    MarkMessages,
    InspectedMessages,
    ListedMessages,
    HealthMessages,
    CalibrationMessages,
    ConfigurationFileMessages,
    ExplainedMessages,
    ReleaseListMessages,
    ArgumentMessages,
    EndMessages,
    FileMessages,
    FileStepMessages,
    TemplateMessages,
    UsageMessages,
    UsageStepMessages {}

/** The code of a message of the command line. */
export type CommandLineCode = keyof CommandLineMessages;

/** Parameters as an argument, left out where the code takes none. */
export type ParametersOf<C extends CommandLineCode> = CommandLineMessages[C] extends undefined
  ? []
  : [params: CommandLineMessages[C]];

/** The message `code` of the command line with its parameters. */
export function commandMessage<C extends CommandLineCode>(code: C, ...params: ParametersOf<C>): Said {
  return { code, params: params[0] };
}
