// Messages that ask the person at the terminal. Answers are letters, words and numbers that are the same in every language.

export interface QuestionMessages {
  'question.continue': undefined;
  'question.type-serial': { readonly serial: string; readonly named: 'serial' | 'port' };
  'question.done': undefined;
  /** Stands above their list. */
  'question.several-boards': { readonly count: number; readonly what: 'boards' | 'boards-in-dfu' | 'probes' };
  'question.which-board': { readonly count: number };
  'question.one-of': { readonly codes: readonly string[]; readonly usual: string };
}
