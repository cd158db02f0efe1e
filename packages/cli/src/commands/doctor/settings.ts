// The part of doctor that asks running boards for their settings: what a board holds that would stop its protection from
// acting, or cannot be meant, and the command that mends it.

import { inspectRunning, isFlasherError, type UpdateEnv } from '@odflash/core';
import { verdictMessage } from '@odflash/core/configuration';
import { named } from '@odflash/core/discovery';
import type { Said } from '@odflash/core/messages';
import type { DoctorFacts } from '@odflash/node';
import type { JsonFields } from '../../outcome.ts';
import { ownWord } from '../../render/own-word.ts';
import { mendText } from '../../shared/held-settings.ts';

/** A setting that a board holds and should not. */
interface WrongSetting {
  readonly fields: JsonFields;
  readonly verdict: Said;
  readonly device: Said;
  /** What mends it, if a command does. */
  readonly command: string | undefined;
}

/** Asks each board that runs and can be opened. A board that does not answer is named by the other findings. */
export async function examineSettings(
  env: UpdateEnv,
  { devices }: DoctorFacts,
  isOneOfSeveral: boolean,
): Promise<readonly WrongSetting[]> {
  const wrong: WrongSetting[] = [];
  for (const { device, kind, failure } of devices) {
    if (kind !== 'runtime' || failure !== undefined) continue;
    const settings = await settingsOf(env, device.path);
    for (const verdict of settings?.verdicts.filter(({ isUnhealthy }) => isUnhealthy) ?? []) {
      const { path, value, rule, bound } = verdict;
      const mend = mendText(verdict);
      const command = mend && isOneOfSeveral ? `${mend} --path ${ownWord(device.path)}` : mend;
      wrong.push({
        fields: { device: device.path, path, value: String(value), rule, bound, command },
        verdict: verdictMessage(verdict),
        device: named(device),
        command,
      });
    }
  }
  return wrong;
}

async function settingsOf(env: UpdateEnv, path: string) {
  try {
    return (await inspectRunning(env, { selection: { path } })).settings;
  } catch (thrown) {
    if (isFlasherError(thrown)) return undefined;
    throw thrown;
  }
}
