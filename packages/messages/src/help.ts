// What a language has to have for `odflash --help`: the same commands, arguments and options as English, with other texts.

import type { boardsHelp } from './en/help/boards.ts';
import type { commonHelp } from './en/help/common.ts';
import type { firmwareHelp } from './en/help/firmware.ts';
import type { liveHelp } from './en/help/live.ts';
import type { settingsHelp } from './en/help/settings.ts';
import type { toolsHelp } from './en/help/tools.ts';

/** Worked examples: a command line, and what it does. */
export type HelpExamples = readonly (readonly [line: string, meaning: string])[];

/** A shape with any texts in place of its own. */
type Worded<T> = T extends string
  ? string
  : T extends HelpExamples
    ? HelpExamples
    : { readonly [K in keyof T]: Worded<T[K]> };

/** Descriptions by command; what commands share stands in `common`, titles of groups of options in `groups`. */
export type HelpTexts = Worded<
  typeof commonHelp & typeof boardsHelp & typeof firmwareHelp & typeof settingsHelp & typeof liveHelp & typeof toolsHelp
>;
