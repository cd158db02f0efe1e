// odflash doctor: gathers the facts, prints the findings. What they mean is @odflash/node's.

import { type FlashEnv, readFlash, type UsbDeviceInfo, vectorTable } from '@odflash/core';
import { type DoctorFacts, diagnose, type Finding, gatherFacts } from '@odflash/node';
import type { Context, Outcome } from '../act.ts';
import type { BoardOptions } from '../options.ts';
import type { Paint } from '../render/paint.ts';
import { visiblePart } from '../render/shown.ts';
import { examineSettings } from './doctor-settings.ts';
import { openWorld } from './world.ts';

const marks = { ok: ['ok', 'green'], note: ['note', 'yellow'], problem: ['PROBLEM', 'red'] } as const;

export async function examineMachine(options: BoardOptions, context: Context): Promise<Outcome> {
  const { output } = context;
  const env = await openWorld(options, context);
  const { facts, findings } = await examine(env);
  for (const finding of findings) output.data('finding', { ...finding }, findingText(finding, output.paint));
  const settings = await examineSettings(env, facts);
  for (const { fields, text } of settings.lines) output.data('settings', fields, paintProblem(text, output.paint));
  const problems = findings.filter(({ level }) => level === 'problem').length + settings.problems;
  const text = problems === 0 ? 'Nothing is in the way.' : `${problems === 1 ? '1 problem' : `${problems} problems`}.`;
  return { board: 'untouched', fields: { problems }, text, ...(settings.problems > 0 && { exit: 9 }) };
}

function paintProblem(text: string, paint: Paint): string {
  return text.replace(/^PROBLEM/, (word) => paint('red', word));
}

/** The facts of this machine, and what they mean. */
export async function examine(env: FlashEnv): Promise<{ facts: DoctorFacts; findings: readonly Finding[] }> {
  const facts = await gatherFacts({ bus: env.bus, firmwareOf: (device) => firmwareOf(env, device) });
  return { facts, findings: diagnose(facts) };
}

/** Whether the flash holds anything that could start: eight bytes tell. */
async function firmwareOf(env: FlashEnv, device: UsbDeviceInfo): Promise<'present' | 'none'> {
  const { data } = await readFlash(env, {
    selection: { path: device.path },
    range: { address: 0x0800_0000, length: 8 },
  });
  return vectorTable(data).plausible ? 'present' : 'none';
}

export function findingText({ level, title, device, evidence, fix, error }: Finding, paint: Paint): string {
  const [word, colour] = marks[level];
  const about = [device, evidence]
    .filter((part) => part !== undefined)
    .map((part) => visiblePart(part))
    .join(': ');
  const lines = [`${paint(colour, word.padEnd(8))}${visiblePart(title)}${about ? ` (${about})` : ''}`];
  for (const [index, step] of fix.entries())
    lines.push(`          ${fix.length > 1 ? `${index + 1}. ` : ''}${visiblePart(step)}`);
  if (error !== undefined) lines.push(paint('dim', `          E: ${error}, see odflash explain ${error}`));
  return lines.join('\n');
}
