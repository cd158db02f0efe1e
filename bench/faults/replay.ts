// One run again, printed step by step.

import type { UpdateEvent } from '@odflash/core';
import { speaker } from '@odflash/messages';
import { english } from '@odflash/messages/en';
import { hearStrayRejections } from './judge/stray.ts';
import type { RunResult } from './run/types.ts';
import type { RunSeed } from './types.ts';
import { oneRun } from './work.ts';

/** Resolves with the exit status: 0 if no rule was broken. */
export async function replay(seed: RunSeed): Promise<number> {
  hearStrayRejections();
  const listener = (event: UpdateEvent) => {
    const line = heard(event);
    if (line) console.log(`    ${line}`);
  };
  const run = await oneRun(seed, { listener });
  console.log(linesOf(run).join('\n'));
  return run.violations.length === 0 ? 0 : 1;
}

const say = speaker(english);

/** What the engine says that is worth a line. */
export function heard(event: UpdateEvent): string | undefined {
  if (event.type === 'stage') return `stage ${event.stage}`;
  if (event.type === 'note' || event.type === 'recovering') return `${event.type} ${event.code}: ${say(event.text)}`;
  return event.type === 'human' ? `human ${event.step}` : undefined;
}

function linesOf({ text, log, limitations, violations }: RunResult): string[] {
  const verdict = violations.map(({ rule, text: violation }) => `BROKEN ${rule}: ${violation}`);
  const lines = [
    ...log,
    ...limitations.map((limitation) => `known limitation: ${limitation}`),
    ...(verdict.length > 0 ? verdict : ['every rule held']),
  ];
  return [text, ...lines.map((line) => `  ${line}`)];
}
