// odflash shell: whether a person types, or code is run.

import { FlasherError } from '@odflash/core';
import { commandMessage } from '@odflash/messages';
import type { Context } from '../../command-runner.ts';
import type { Outcome } from '../../outcome.ts';
import { watchEnd } from '../../shared/watching.ts';
import type { ShellOptions } from './options.ts';

/** Throws FlasherError. */
export async function runShell(script: string | undefined, options: ShellOptions, context: Context): Promise<Outcome> {
  if (script !== undefined && options.eval)
    throw new FlasherError('usage', commandMessage('usage.script-and-eval'), { next: commandMessage('next.omit-one') });
  const expressions = options.eval ?? [];
  const isTyped = script === undefined && expressions.length === 0;
  const interactive = isTyped && context.prompt !== undefined && context.output.canvas() !== undefined;
  try {
    if (interactive) {
      const { interact } = await import('./dialogue.ts');
      return await interact(options, context);
    }
    const { codesOf, runCode } = await import('./code.ts');
    return await runCode(await codesOf(script, expressions), options, context);
  } finally {
    // What the code still waits for must not keep the process. The boards are released by now.
    const ended = watchEnd(context);
    const end = () => void setTimeout(() => process.exit(), lingerMs).unref();
    if (interactive || ended.aborted) end();
    else ended.addEventListener('abort', end, { once: true });
  }
}

/** How long an interrupted command may take to report the result. */
const lingerMs = 1_000;
