// One command line from its words to its exit status. Hands the words to commander and its verdict to the caller. Loads as
// little as it can, because --help must not wait for USB or firmware formats.

import { CommanderError } from 'commander';
import type { CommandRunner } from './command-runner.ts';
import type { OutputOptions } from './options.ts';
import { createProgram } from './program.ts';
import { legible } from './render/signs.ts';
import { wrap } from './render/wrap.ts';
import type { OutputStream } from './stream.ts';
import { usageProblem } from './usage-problem.ts';

/** Runs odflash with these words. Throws nothing: what goes wrong is said on `stderr` and in the exit status. */
export async function runCommandLine(
  words: readonly string[],
  sinks: { readonly stdout: OutputStream; readonly stderr: OutputStream },
): Promise<number> {
  let exit = 0;
  const runCommand: CommandRunner = async (command, options, work) => {
    const { executeCommand } = await import('./run-command.ts');
    exit = await executeCommand({ command, words, options, work, ...sinks });
  };
  const { stdout } = sinks;
  const { write } = legible(stdout, process.env, process.platform);
  const program = createProgram(runCommand, write, () => (stdout.isTTY ? stdout.columns : 80), words[0]);
  if (words[0] === '--complete') {
    const { complete } = await import('./complete/complete.ts');
    await complete(program, words.slice(1), stdout.write);
    return 0;
  }
  const [first = ''] = words;
  const isCommand = first === 'help' || program.commands.some((command) => command.name() === first);
  // After a command that there is not, neither --help nor an unknown option is what is wrong.
  const told = isCommand || first.startsWith('-') ? words : words.slice(0, 1);
  const options: OutputOptions = words.includes('--json') ? { json: true } : {};
  try {
    await program.parseAsync(told, { from: 'user' });
  } catch (thrown) {
    // Help and the version end as an exception, too; they were asked for.
    const isAnswered = thrown instanceof CommanderError && thrown.exitCode === 0;
    if (isAnswered) return 0;
    const { refuse, failUnexpectedly } = await import('./run-command.ts');
    const problem = usageProblem(thrown, words, program);
    if (!problem) return failUnexpectedly({ thrown, options, ...sinks });
    if (words.length === 0) {
      const { stderr } = sinks;
      legible(stderr, process.env, process.platform).write(
        `${wrap(program.helpInformation(), stderr.isTTY ? stderr.columns : 80)}\n`,
      );
    }
    return refuse({ problem, options, ...sinks });
  }
  return exit;
}

/** How often it is looked whether what was reported has been read, in ms. */
const lingerMs = 1_000;

/** Ends the process with this status. What a person's own code has left waiting does not keep a command that failed. */
export function exitWith(status: number): void {
  process.exitCode = status;
  if (status === 0) return;
  // A pager reads as slowly as a person, and on Windows a pipe is written in the background.
  const isRead = () =>
    [process.stdout, process.stderr].every(({ destroyed, writableLength }) => destroyed || writableLength === 0);
  setInterval(() => isRead() && process.exit(), lingerMs).unref();
}
