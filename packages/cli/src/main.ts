// Entry point of the command.

import { exitWith, runCommandLine } from './command-line.ts';
import { outputStream } from './stream.ts';

const stdout = outputStream(process.stdout);
const stderr = outputStream(process.stderr);
// What never comes to an end is no success. Not awaited here: what a command loads may share modules with this entry.
process.exitCode = 1;
void runCommandLine(process.argv.slice(2), { stdout, stderr }).then(exitWith);
