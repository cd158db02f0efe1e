// The engine's questions to the caller of the command: answered by `--yes`, by the person at the terminal, or not at all. The texts
// of the questions; what they are about is the engine's.

import { type Ask, acceptWarnings, type Question } from '@odflash/core';
import type { ChoiceQuestion } from '@odflash/core/ask';
import type { Prompt } from '../ask.ts';
import type { Context } from '../command-runner.ts';
import type { Output } from '../output.ts';
import { say, worded } from '../render/say.ts';
import { visiblePart } from '../render/shown.ts';

/** `undefined` where nothing can be answered: no `--yes` and no terminal. */
export function askOf(yes: boolean, { prompt, output }: Context): Ask | undefined {
  if (!prompt) return yes ? acceptWarnings : undefined;
  const put = (question: Question) => putToPerson(question, prompt, output);
  if (!yes) return put;
  return async (question) => (await acceptWarnings(question)) ?? put(question);
}

/** A question is one line, whatever it quotes; longer than this it is not read. */
const maxText = 2000;

async function putToPerson(question: Question, prompt: Prompt, output: Output): Promise<string> {
  const print = output.say;
  switch (question.type) {
    case 'warnings': {
      // The warnings themselves were shown as findings.
      return isYes(await prompt(worded('question.continue'))) ? 'yes' : 'no';
    }
    case 'consent': {
      const { consent, named, text } = question;
      print(visiblePart(say(text), maxText));
      return prompt(worded('question.type-serial', { serial: consent.serial, named }));
    }
    case 'step': {
      print(visiblePart(say(question.text), maxText));
      return prompt(worded('question.done'));
    }
    case 'choice':
      return question.code === 'which-board' ? chooseBoard(question, prompt, output) : choose(question, prompt, print);
  }
}

/** What several are found of, by the message that lists them in one sentence. */
const listed = {
  'discovery.several-connected': 'boards',
  'discovery.several-in-dfu': 'boards-in-dfu',
  'stlink.several-connected': 'probes',
} as const;

/** A menu; what is chosen goes into every command that is printed later. An empty line chooses none. */
async function chooseBoard({ text, options }: ChoiceQuestion, prompt: Prompt, output: Output): Promise<string> {
  const what = listed[text.code as keyof typeof listed] ?? 'boards';
  output.say(worded('question.several-boards', { count: options.length, what }));
  for (const [index, option] of options.entries()) output.say(`  ${index + 1}  ${visiblePart(say(option.text))}`);
  for (;;) {
    const line = await prompt(worded('question.which-board', { count: options.length }));
    if (line === '') return '';
    const chosen = /^\d+$/.test(line) ? options[Number(line) - 1] : options.find(({ code }) => code === line);
    if (chosen === undefined) continue;
    output.chosen(chosen.code);
    return chosen.code;
  }
}

/** Two options of which one is a yes are a yes-or-no question; others are chosen by their codes. */
async function choose(question: ChoiceQuestion, prompt: Prompt, print: (text: string) => void): Promise<string> {
  const { text, options, default: usual, yes } = question;
  const no = options.find(({ code }) => code !== yes)?.code;
  if (yes !== undefined && options.length === 2 && no !== undefined) {
    const line = await prompt(`${say(text)} ${usual === yes ? '[Y/n]' : '[y/N]'}`);
    return line === '' ? usual : isYes(line) ? yes : no;
  }
  print(visiblePart(say(text), maxText));
  for (const option of options) print(`  ${option.code}  ${visiblePart(say(option.text))}`);
  const codes = options.map(({ code }) => code);
  for (;;) {
    const line = await prompt(worded('question.one-of', { codes, usual }));
    const chosen = line === '' ? usual : options.find(({ code }) => code === line.toLowerCase())?.code;
    if (chosen !== undefined) return chosen;
  }
}

function isYes(line: string): boolean {
  return /^y(es)?$/i.test(line);
}
