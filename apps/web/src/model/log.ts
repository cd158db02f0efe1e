// What the log says of an event: one line or none. Progress is shown elsewhere.

import type { Said } from '@odflash/core/messages';
import type { UpdateEvent } from '@odflash/core/update';
import type { PageTexts } from '../text/page-texts.ts';
import type { LogLine } from './state.ts';

/** Older lines are dropped. */
export const maxLines = 1000;

type Line = Pick<LogLine, 'level' | 'text'>;

export function lineOf(event: UpdateEvent, say: (text: Said) => string, texts: PageTexts): Line | undefined {
  switch (event.type) {
    case 'stage':
      return { level: 'info', text: texts.stages[event.stage] };
    case 'note':
      return { level: 'info', text: say(event.text) };
    case 'human':
      return { level: 'warn', text: say(event.text) };
    case 'recovering':
      return { level: 'warn', text: texts.recovering(event.attempt, say(event.text)) };
    case 'recovered':
      return { level: 'info', text: texts.recovered };
    case 'changing':
      return { level: 'warn', text: texts.changing };
    default:
      return undefined;
  }
}
