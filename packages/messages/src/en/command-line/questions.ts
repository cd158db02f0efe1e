import type { QuestionMessages } from '../../command-line/questions.ts';
import type { Texts } from '../../language.ts';

export const questions: Texts<QuestionMessages> = {
  'question.continue': 'Continue anyway? [y/N]',
  'question.type-serial': ({ serial, named }) =>
    `To confirm this for the board ${serial}, type ${named === 'serial' ? 'its serial number' : 'its USB port'}:`,
  'question.done': 'Type done when this is done (Enter: stop):',
  'question.which-board': ({ count }) => `Which board? Type a number from 1 to ${count} (Enter: none):`,
  'question.one-of': ({ codes, usual }) => `Type one of ${codes.join(', ')} (Enter: ${usual}):`,
};
