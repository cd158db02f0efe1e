// Entry point of the command: hands the words to commander and its verdict to the shell. Loads as little as it can,
// because --help must not wait for USB or firmware formats.

import { CommanderError } from 'commander';
import type { OutputOptions } from './options.ts';
import { createProgram, usageProblem } from './program.ts';
import { type Sink, sink } from './sink.ts';

const stdout = sink(process.stdout);
const stderr = sink(process.stderr);
process.exitCode = await main(process.argv.slice(2), { stdout, stderr });

async function main(words: readonly string[], sinks: { stdout: Sink; stderr: Sink }): Promise<number> {
  let exit = 0;
  const program = createProgram(async (command, options, work) => {
    const { perform } = await import('./perform.ts');
    exit = await perform({ command, options, work, ...sinks });
  }, sinks.stdout.write);
  try {
    await program.parseAsync(words, { from: 'user' });
  } catch (thrown) {
    if (!(thrown instanceof CommanderError)) throw thrown;
    const problem = usageProblem(thrown, words, program);
    if (!problem) return 0;
    if (words.length === 0) sinks.stderr.write(`${program.helpInformation()}\n`);
    const { refuse } = await import('./perform.ts');
    const options: OutputOptions = words.includes('--json') ? { json: true } : {};
    return refuse({ problem, options, ...sinks });
  }
  return exit;
}
