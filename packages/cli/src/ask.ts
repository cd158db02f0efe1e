// Questions to the person at the terminal. Knows readline; decides nothing: no terminal means no question, and no answer
// means no.

import { createInterface } from 'node:readline/promises';

/** Asks people, if there are any. */
export interface Asker {
  /** True only after a typed y or yes. */
  confirm(question: string): Promise<boolean>;
  /** True only after exactly `expected` was typed, in any letter case. */
  typed(question: string, expected: string): Promise<boolean>;
}

interface Terminal {
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
}

/**
 * An asker on a terminal, or `undefined` where nobody can be asked. `interrupt` is called for Ctrl-C during a question,
 * which readline keeps from becoming a signal; `signal` withdraws the question; `pause` clears the screen's live part.
 */
export function terminalAsker(
  terminal: Terminal,
  options: { readonly signal: AbortSignal; readonly interrupt: () => void; readonly pause: () => void },
): Asker | undefined {
  if (!terminal.input.isTTY || !terminal.output.isTTY) return undefined;
  const asked = (answer: Promise<string>) =>
    answer.catch((thrown: unknown) => {
      if (options.signal.aborted) throw thrown;
      return undefined;
    });
  const ask = async (question: string): Promise<string> => {
    options.pause();
    const lines = createInterface({ ...terminal, terminal: true });
    lines.once('SIGINT', options.interrupt);
    // Ctrl-D closes the input without an answer; newer versions of Node also reject the question.
    const closed = new Promise<undefined>((resolve) => lines.once('close', () => resolve(undefined)));
    try {
      const answer = await Promise.race([asked(lines.question(question, { signal: options.signal })), closed]);
      if (answer === undefined) terminal.output.write('\n');
      return (answer ?? '').trim();
    } finally {
      lines.close();
    }
  };
  return {
    confirm: async (question) => /^y(es)?$/i.test(await ask(`${question} [y/N] `)),
    typed: async (question, expected) => (await ask(`${question} `)).toLowerCase() === expected.toLowerCase(),
  };
}
