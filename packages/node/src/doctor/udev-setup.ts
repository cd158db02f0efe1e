// Installing the udev rule: the steps as data, to be shown or carried out.

import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { FlasherError } from '@odflash/core';
import { makeFolder } from '../make-folder.ts';
import { type UdevRuleOptions, udevRule, udevRulePath } from './udev-rule.ts';

/** One step of the setup: a file to write, or a command to run. */
export type SetupStep =
  | { readonly write: string; readonly text: string }
  /** A program and its parameters. `optional`: the rule works without it, after the next replug. */
  | { readonly run: readonly [string, ...string[]]; readonly optional: true };

/** Write the rule, let udev read it, let udev apply it to what is plugged in already. */
export function udevSetup(options: UdevRuleOptions = {}): readonly SetupStep[] {
  return [
    { write: udevRulePath, text: udevRule(options) },
    { run: ['udevadm', 'control', '--reload'], optional: true },
    { run: ['udevadm', 'trigger', '--subsystem-match=usb'], optional: true },
  ];
}

/** What carries steps out; another one in tests. */
export interface SetupHands {
  /** Writes a file of the system. */
  write(path: string, text: string): Promise<void>;
  /** Runs a command and resolves when it has ended. */
  run(program: string, parameters: readonly string[]): Promise<void>;
}

const realHands: SetupHands = {
  write: async (path, text) => {
    makeFolder(dirname(path));
    await writeFile(path, text, { mode: 0o644 });
  },
  run: async (program, parameters) => void (await promisify(execFile)(program, [...parameters], { timeout: 10_000 })),
};

/**
 * Carries the steps out. `applied` is false where udev could not be told: then the boards must be replugged. Throws
 * `permission-denied` without the rights to write the rule, `file-unwritable` where it cannot be written at all.
 */
export async function carryOutSetup(
  steps: readonly SetupStep[],
  hands: SetupHands = realHands,
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
  return new FlasherError(denied ? 'permission-denied' : 'file-unwritable', `${path} cannot be written (${code})`, {
    details: { path, system: code },
    next: denied
      ? 'Run: sudo odflash udev-setup'
      : 'Write the rule there by hand; odflash udev-setup --print shows it.',
    cause,
  });
}
