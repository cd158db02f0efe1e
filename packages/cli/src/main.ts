// Entry point of the command.

import { runCommandLine } from './command-line.ts';
import { sink } from './stream.ts';

const stdout = sink(process.stdout);
const stderr = sink(process.stderr);
process.exitCode = await runCommandLine(process.argv.slice(2), { stdout, stderr });
