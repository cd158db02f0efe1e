// What is wrong with the settings a running board holds, and the command that mends each of them.

import { formatSetting, type HeldVerdict, verdictMessage } from '@odflash/core/configuration';
import { message } from '@odflash/core/messages';
import type { HeldSettings } from '@odflash/core/running';
import type { JsonFields } from '../outcome.ts';
import { say, worded } from '../render/say.ts';

/** One line for each value, with the command alone on the next. */
export function heldText({ verdicts, limit }: HeldSettings): string {
  const bad = verdicts.filter(({ isUnhealthy }) => isUnhealthy);
  return [say(message('settings.board-invalid', { limit })), ...bad.flatMap(linesOf)].join('\n');
}

/** The result for a configuration that a flash wrote unchanged. */
export function writtenText(settings: HeldSettings | 'not-judged' | undefined): readonly string[] {
  if (settings === undefined) return [];
  if (settings === 'not-judged') return [worded('result.settings-not-checked')];
  return settings.verdicts.some(({ isUnhealthy }) => isUnhealthy) ? [heldText(settings)] : [];
}

export function writtenFields(settings: HeldSettings | 'not-judged' | undefined): JsonFields {
  if (settings === undefined || settings === 'not-judged') return { settings };
  return { settings: heldFields(settings.verdicts) };
}

/** What is wrong with each value, and what mends it. */
export function heldFields(verdicts: readonly HeldVerdict[]): readonly JsonFields[] {
  const bad = verdicts.filter(({ isUnhealthy }) => isUnhealthy);
  return bad.map((verdict) => ({
    path: verdict.path,
    value: String(verdict.value),
    rule: verdict.rule,
    bound: verdict.bound,
    command: mendText(verdict),
  }));
}

/** `config.brake_resistance 0 is not above zero` */
function verdictText(verdict: HeldVerdict): string {
  return say(verdictMessage(verdict));
}

/** The command that mends it, if there is one. */
export function mendText({ mend }: HeldVerdict): string | undefined {
  return mend && `odflash set ${mend.path} ${formatSetting(mend.value)} --save`;
}

function linesOf(verdict: HeldVerdict): string[] {
  const command = mendText(verdict);
  return [
    `  ${verdictText(verdict)}`,
    command === undefined ? `    ${worded('result.set-to-machine')}` : `    ${command}`,
  ];
}
