// Installing the udev rule: the steps are carried out.

import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { FlasherError } from '@odflash/core';
import { message } from '@odflash/core/messages';
import { makeFolder } from '../make-folder.ts';
import type { SetupStep } from './udev-rule.ts';

/** What carries steps out; another one in tests. */
export interface SetupActions {
  /** Writes a file of the system. */
  write(path: string, text: string): Promise<void>;
  /** Runs a command and resolves when it has ended. */
  run(program: string, parameters: readonly string[]): Promise<void>;
}

const realActions: SetupActions = {
  write: async (path, text) => {
    makeFolder(dirname(path));
    await writeFile(path, text, { mode: 0o644 });
  },
  run: async (program, parameters) => void (await promisify(execFile)(program, [...parameters], { timeout: 10_000 })),
};

/**
 * Carries the steps out. `applied` is false where udev could not be notified: then the boards must be replugged. Throws
 * `permission-denied` without the rights to write the rule, `file-unwritable` where it cannot be written at all.
 */
export async function carryOutSetup(
  steps: readonly SetupStep[],
  hands: SetupActions = realActions,
): Promise<{ readonly applied: boolean }> {
  let applied = true;
  for (const step of steps) {
    if ('write' in step) {
      await hands.write(step.write, step.text).catch((cause: unknown) => {
        throw writeFailure(cause, step.write);
      });
    } else {
      const [program, ...parameters] = step.run;
      await hands.run(program, parameters).catch(() => {
        applied = false;
      });
    }
  }
  return { applied };
}

function writeFailure(cause: unknown, path: string): FlasherError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
  const denied = code === 'EACCES' || code === 'EPERM';
  return new FlasherError(
    denied ? 'permission-denied' : 'file-unwritable',
    message('udev.rule-not-written', { path, system: code }),
    {
      details: { path, system: code },
      next: message(denied ? 'next.set-up-udev' : 'next.write-rule-by-hand'),
      cause,
    },
  );
}
