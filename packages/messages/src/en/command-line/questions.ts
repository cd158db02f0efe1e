import type { QuestionMessages } from '../../command-line/questions.ts';
import type { Texts } from '../../language.ts';

const several = {
  boards: (count: number) => `${count} boards are connected:`,
  'boards-in-dfu': (count: number) => `${count} boards are in DFU mode:`,
  probes: (count: number) => `${count} ST-Links are connected:`,
} as const;

export const questions: Texts<QuestionMessages> = {
  'question.continue': 'Continue anyway? [y/N]',
  'question.type-serial': ({ serial, named }) =>
    `To confirm this for the board ${serial}, type ${named === 'serial' ? 'its serial number' : 'its USB port'}:`,
  'question.done': 'Type done when this is done (Enter: stop):',
  'question.several-boards': ({ count, what }) => several[what](count),
  'question.which-board': ({ count }) => `Which board? Type a number from 1 to ${count} (Enter: none):`,
  'question.one-of': ({ codes, usual }) => `Type one of ${codes.join(', ')} (Enter: ${usual}):`,
};
