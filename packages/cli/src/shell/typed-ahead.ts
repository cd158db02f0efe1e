// Keys that are pressed, or pasted, while a line runs. Node keeps them while it awaits by itself (lib/repl.js); this does it for what
// it does not know of: values that are read, assignments on their way.

import type { REPLServer } from 'node:repl';

interface TypedAhead {
  /** Types them, until one of them makes the prompt busy again. */
  type(): void;
  /** Ctrl-C: none of them is wanted any more. */
  forget(): void;
}

interface Key {
  readonly ctrl?: boolean;
  readonly name?: string;
}

/** What node:repl has and its types do not. */
interface Keyboard {
  _ttyWrite: (text: string | undefined, key: Key | undefined) => void;
  /** False while text is pasted: a Tab in it is one. */
  isCompletionEnabled?: boolean;
}

export function keepTypedAhead(server: REPLServer, isBusy: () => boolean): TypedAhead {
  const keyboard = server as unknown as Keyboard;
  const { _ttyWrite: write } = keyboard;
  const waiting: { readonly text: string | undefined; readonly key: Key | undefined; readonly completes: boolean }[] =
    [];
  keyboard._ttyWrite = (text, key) => {
    const isInterrupt = key?.ctrl === true && key.name === 'c';
    if (isInterrupt || (!isBusy() && waiting.length === 0)) Reflect.apply(write, server, [text, key]);
    else waiting.push({ text, key, completes: keyboard.isCompletionEnabled !== false });
  };
  return {
    type() {
      const { isCompletionEnabled } = keyboard;
      while (!isBusy()) {
        const next = waiting.shift();
        if (!next) break;
        keyboard.isCompletionEnabled = next.completes;
        Reflect.apply(write, server, [next.text, next.key]);
      }
      if (isCompletionEnabled !== undefined) keyboard.isCompletionEnabled = isCompletionEnabled;
    },
    forget() {
      waiting.length = 0;
    },
  };
}
