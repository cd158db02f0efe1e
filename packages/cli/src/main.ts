// Entry point of the command.

import { runCommandLine } from './command-line.ts';
import { outputStream } from './stream.ts';

const stdout = outputStream(process.stdout);
const stderr = outputStream(process.stderr);
process.exitCode = await runCommandLine(process.argv.slice(2), { stdout, stderr });
