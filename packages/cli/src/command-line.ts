// One command line from its words to its exit status. Hands the words to commander and its verdict to the caller. Loads as
// little as it can, because --help must not wait for USB or firmware formats.

import { CommanderError } from 'commander';
import type { OutputOptions } from './options.ts';
import { createProgram, usageProblem } from './program.ts';
import type { OutputStream } from './stream.ts';

/** Runs odflash with these words. Throws nothing: what goes wrong is said on `stderr` and in the exit status. */
export async function runCommandLine(
  words: readonly string[],
  sinks: { readonly stdout: OutputStream; readonly stderr: OutputStream },
): Promise<number> {
  let exit = 0;
  const program = createProgram(async (command, options, work) => {
    const { executeCommand } = await import('./run-command.ts');
    exit = await executeCommand({ command, words, options, work, ...sinks });
  }, sinks.stdout.write);
  const options: OutputOptions = words.includes('--json') ? { json: true } : {};
  try {
    await program.parseAsync(words, { from: 'user' });
  } catch (thrown) {
    const { refuse, failUnexpectedly } = await import('./run-command.ts');
    if (!(thrown instanceof CommanderError)) return failUnexpectedly({ thrown, options, ...sinks });
    const problem = usageProblem(thrown, words, program);
    if (!problem) return 0;
    if (words.length === 0) sinks.stderr.write(`${program.helpInformation()}\n`);
    return refuse({ problem, options, ...sinks });
  }
  return exit;
}
