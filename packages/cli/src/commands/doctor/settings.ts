// The part of doctor that asks running boards for their settings: what a board holds that would stop its protection from
// acting, or cannot be meant, and the command that mends it.

import { inspectRunning, isFlasherError, type UpdateEnv } from '@odflash/core';
import { describeDevice } from '@odflash/core/discovery';
import type { DoctorFacts } from '@odflash/node';
import type { JsonFields } from '../../outcome.ts';
import { ownWord } from '../../render/say.ts';
import { mendText, verdictText } from '../../shared/held-settings.ts';

export interface ExaminedSettings {
  readonly problems: number;
  readonly lines: readonly { readonly fields: JsonFields; readonly text: string }[];
}

/** Asks each board that runs and can be opened. A board that does not answer is told of by the other findings. */
export async function examineSettings(
  env: UpdateEnv,
  { devices }: DoctorFacts,
  isOneOfSeveral: boolean,
): Promise<ExaminedSettings> {
  const lines: { fields: JsonFields; text: string }[] = [];
  for (const { device, kind, failure } of devices) {
    if (kind !== 'runtime' || failure !== undefined) continue;
    const settings = await settingsOf(env, device.path);
    for (const verdict of settings?.verdicts.filter(({ isUnhealthy }) => isUnhealthy) ?? []) {
      const { path, value, rule, bound } = verdict;
      const mend = mendText(verdict);
      const command = mend && isOneOfSeveral ? `${mend} --path ${ownWord(device.path)}` : mend;
      const head = `PROBLEM  ${verdictText(verdict)} (${describeDevice(device)})`;
      lines.push({
        fields: { device: device.path, path, value: String(value), rule, bound, command },
        text: command === undefined ? head : `${head}\n         ${command}`,
      });
    }
  }
  return { problems: lines.length, lines };
}

async function settingsOf(env: UpdateEnv, path: string) {
  try {
    return (await inspectRunning(env, { selection: { path } })).settings;
  } catch (thrown) {
    if (isFlasherError(thrown)) return undefined;
    throw thrown;
  }
}
