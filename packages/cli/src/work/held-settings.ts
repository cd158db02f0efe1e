// What is wrong with the settings a running board holds, and the command that mends each of them.

import { formatSetting, type HeldSettings, type HeldVerdict, limitText, ruleText } from '@odflash/core';

/** One line for each value, with the command alone on the next. */
export function heldText({ verdicts, limit }: HeldSettings): string {
  const bad = verdicts.filter(({ isUnhealthy }) => isUnhealthy);
  return [`Settings that cannot be right on this board${limitText(limit)}:`, ...bad.flatMap(linesOf)].join('\n');
}

/** `config.brake_resistance 0 is not above zero` */
export function verdictText({ path, value, rule, bound }: HeldVerdict): string {
  return `${path} ${formatSetting(value)} ${ruleText(rule, bound)}`;
}

/** The command that mends it, if there is one. */
export function mendText({ mend }: HeldVerdict): string | undefined {
  return mend && `odflash set ${mend.path} ${formatSetting(mend.value)} --save`;
}

function linesOf(verdict: HeldVerdict): string[] {
  const command = mendText(verdict);
  return [
    `  ${verdictText(verdict)}`,
    command === undefined ? '    Set it by hand to what this machine needs.' : `    ${command}`,
  ];
}
