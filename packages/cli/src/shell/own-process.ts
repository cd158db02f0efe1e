// Node's process as the code of a person sees it in a shell: with an `exit` that does not leave a motor armed.

import { FlasherError } from '@odflash/core';
import { commandMessage } from '@odflash/messages';

/** `end` receives the exit status instead of Node; what it returns from ends the code that called `exit`. */
export function ownProcess(end: (status: number) => void): NodeJS.Process {
  const exit = (status: number | string | null = process.exitCode ?? 0): never => {
    end(Number(status));
    throw new FlasherError('aborted', commandMessage('end.interrupted'));
  };
  return new Proxy(process, {
    get(real, name) {
      if (name === 'exit') return exit;
      const value: unknown = Reflect.get(real, name, real);
      return typeof value === 'function' ? value.bind(real) : value;
    },
  });
}
