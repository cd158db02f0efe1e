// A line typed by the person at the terminal. Knows readline, not what is asked: no terminal means no prompt.

import { createInterface } from 'node:readline/promises';
import { FlasherError } from '@odflash/core';
import { commandMessage } from '@odflash/messages';
import { noColor } from './render/color.ts';
import { shownLine } from './render/shown.ts';
import { wrap } from './render/wrap.ts';

/**
 * Shows a question and resolves with the trimmed line that was typed; an input that is closed (Ctrl-D) is an empty line.
 * Throws `aborted` when the person interrupts.
 */
export type Prompt = (question: string) => Promise<string>;

/** Writes all lines of a question but the last, which readline draws itself, and returns that. */
function asLastLine(text: string, output: NodeJS.WriteStream): string {
  const lines = wrap(text, (output.columns || 80) - answerRoom).split('\n');
  const last = lines.pop() ?? '';
  for (const line of lines) output.write(`${line}\n`);
  return `${last} `;
}

/** Behind a question, for what is typed. */
const answerRoom = 4;

interface Terminal {
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
}

/**
 * A prompt on a terminal, or `undefined` where there is none. `interrupt` is called for Ctrl-C during a question, which
 * readline keeps from becoming a signal; `signal` withdraws the question; `pause` clears the screen's live part.
 */
export function terminalPrompt(
  terminal: Terminal,
  options: { readonly signal: AbortSignal; readonly interrupt: () => void; readonly pause: () => void },
): Prompt | undefined {
  if (!terminal.input.isTTY || !terminal.output.isTTY) return undefined;
  const { signal } = options;
  const asked = (answer: Promise<string>) =>
    answer.catch((cause: unknown) => {
      if (signal.aborted)
        throw new FlasherError('aborted', commandMessage('end.interrupted'), { cause: signal.reason ?? cause });
      return undefined;
    });
  return async (question) => {
    options.pause();
    const lines = createInterface({ ...terminal, terminal: true });
    lines.once('SIGINT', options.interrupt);
    // Ctrl-D closes the input without an answer; newer versions of Node also reject the question.
    const closed = new Promise<undefined>((resolve) => lines.once('close', () => resolve(undefined)));
    try {
      const text = asLastLine(`${shownLine(question, noColor)} `, terminal.output);
      const answer = await Promise.race([asked(lines.question(text, { signal })), closed]);
      if (answer === undefined) terminal.output.write('\n');
      return (answer ?? '').trim();
    } finally {
      lines.close();
    }
  };
}
