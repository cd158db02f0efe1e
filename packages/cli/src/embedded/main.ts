// Entry point of the self-contained binaries: one CommonJS script inside Node itself, so nothing can be awaited here.

import { exitWith, runCommandLine } from '../command-line.ts';
import { outputStream } from '../stream.ts';

const stdout = outputStream(process.stdout);
const stderr = outputStream(process.stderr);
void runCommandLine(process.argv.slice(2), { stdout, stderr }).then(exitWith);
