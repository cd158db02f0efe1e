import type { QuestionMessages } from '../../command-line/questions.ts';
import type { Texts } from '../../language.ts';

const several = {
  boards: (count: number) => `${count} Boards sind angeschlossen:`,
  'boards-in-dfu': (count: number) => `${count} Boards sind im DFU-Modus:`,
  probes: (count: number) => `${count} ST-Links sind angeschlossen:`,
} as const;

export const questions: Texts<QuestionMessages> = {
  'question.continue': 'Trotzdem fortfahren? [y/N]',
  'question.type-serial': ({ serial, named }) =>
    `Um dies für das Board ${serial} zu bestätigen, ${named === 'serial' ? 'seine Seriennummer' : 'seinen USB-Port'} eingeben:`,
  'question.done': 'Danach done eingeben (Enter: abbrechen):',
  'question.several-boards': ({ count, what }) => several[what](count),
  'question.which-board': ({ count }) => `Welches Board? Eine Zahl von 1 bis ${count} eingeben (Enter: keines):`,
  'question.one-of': ({ codes, usual }) => `Eines davon eingeben: ${codes.join(', ')} (Enter: ${usual}):`,
};
