// Programs of the system that are asked something.

import { execFile } from 'node:child_process';

/** Runs a program of the system and resolves with what it prints; '' if it fails. */
export type RunProgram = (program: string, parameters: readonly string[]) => Promise<string>;

/** This machine's. */
export const runProgram: RunProgram = (program, parameters) =>
  new Promise((resolve) => {
    execFile(program, [...parameters], { timeout: 5000, windowsHide: true }, (error, stdout) =>
      resolve(error ? '' : stdout),
    );
  });
