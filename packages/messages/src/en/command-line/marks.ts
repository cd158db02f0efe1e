import type { MarkMessages } from '../../command-line/marks.ts';
import type { Texts } from '../../language.ts';

export const marks: Texts<MarkMessages> = {
  'mark.error': 'error:',
  'mark.board': 'Board:',
  'mark.next': 'Next:',
  'mark.ok': 'ok',
  'mark.warning': 'warn',
  'mark.question': 'ask',
  'mark.stop': 'stop',
  'mark.note': 'note',
  'mark.problem': 'PROBLEM',
  'mark.recovering': 'recovering',
  'mark.sector-kept': 'kept',
  'mark.sector-equal': 'unchanged',
  'mark.sector-waiting': 'pending',
  'mark.sector-erasing': 'erasing',
  'mark.sector-blank': 'blank',
  'mark.sector-written': 'written',
  'mark.sector-verified': 'verified',
};
