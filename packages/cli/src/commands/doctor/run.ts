// odflash doctor: gathers the facts, prints the findings. What they mean is @odflash/node's.

import type { UpdateEnv } from '@odflash/core';
import { classifyDevice, selects } from '@odflash/core/discovery';
import { preflightBoard } from '@odflash/core/flash';
import { isMessage } from '@odflash/core/messages';
import { preflightRunning } from '@odflash/core/running';
import { type ProbeOptions, probeModel } from '@odflash/core/stlink';
import { requireAnswer } from '@odflash/core/swd';
import type { CommandLineCode, CommandLineMessages } from '@odflash/messages';
import { type DoctorFacts, diagnose, type Finding, type GatherOptions, gatherFacts } from '@odflash/node';
import type { Context } from '../../command-runner.ts';
import type { NamedBoardOptions } from '../../options.ts';
import type { Outcome } from '../../outcome.ts';
import { cellsOf, padded } from '../../render/cells.ts';
import type { Color, Colour } from '../../render/color.ts';
import { ownWord } from '../../render/own-word.ts';
import { lead, say, worded } from '../../render/say.ts';
import { visiblePart } from '../../render/shown.ts';
import { openEnvironment } from '../../shared/environment/environment.ts';
import { mentionedIn } from '../../shared/mentioned-commands.ts';
import { boardRequest } from '../../shared/request.ts';
import { watchSupply } from '../../shared/supply.ts';
import { examineSettings } from './settings.ts';

const marks = {
  ok: ['mark.ok', 'green'],
  note: ['mark.note', 'yellow'],
  problem: ['mark.problem', 'red'],
} as const satisfies Readonly<Record<Finding['level'], readonly [CommandLineCode, Colour]>>;

export async function examineMachine(options: NamedBoardOptions, context: Context): Promise<Outcome> {
  const { output } = context;
  const env = await openEnvironment(options, context, { names: true });
  const { facts, findings } = await examineHost(env, options, context);
  const isOneOfSeveral = facts.devices.length > 1 && options.path === undefined;
  for (const { path, ...finding } of findings) {
    const commands = finding.level === 'problem' ? remediesOf(finding, isOneOfSeveral ? path : undefined) : [];
    output.data('finding', { ...finding }, findingText(finding, output.color, commands));
  }
  const settings = await examineSettings(env, facts, isOneOfSeveral);
  for (const { fields, verdict, device, command } of settings) {
    const head = { title: verdict, about: [device] };
    output.data('settings', fields, findingLines('problem', head, command ? [command] : [], output.color).join('\n'));
  }
  const found = findings.filter(({ level }) => level === 'problem');
  const problems = found.length + settings.length;
  const text = worded('health.problems', { count: problems });
  return { board: 'untouched', fields: { problems }, text, exit: exitOf(found, settings.length) };
}

/** 0 only where a flash or an update could start on every board that is there; 3 where none is. */
function exitOf(problems: readonly Finding[], inSettings: number): number {
  if (inSettings > 0) return 9;
  if (problems.length === 0) return 0;
  return problems.every(({ code }) => code === 'no-board') ? 3 : 9;
}

/** The facts of this machine, and what they mean. What a person must do to a board's DC supply is said first. */
export async function examineHost(
  env: UpdateEnv,
  options: NamedBoardOptions,
  context: Context,
): Promise<{ facts: DoctorFacts; findings: readonly Finding[] }> {
  const supply = watchSupply(context);
  const { bus } = env;
  const { target: _target, ...onUsb } = env;
  const atProbe = options.via === 'stlink';
  // `--serial` is the chip's number, which a probe does not show.
  const select: GatherOptions['select'] = (device) =>
    selects(options, device) || (atProbe && options.path === undefined && probeModel(device) !== undefined);
  const preflightOf: GatherOptions['preflightOf'] = (device) => {
    const { onEvent: _, ...request } = boardRequest({ ...options, path: device.path }, context);
    switch (classifyDevice(device)) {
      case 'rom':
        return preflightBoard(onUsb, { ...request, onEvent: supply.onEvent });
      case 'runtime':
        return preflightRunning(env, request);
      case 'other':
        return atProbe ? preflightBoard(env, request) : answering({ bus, device, clock: env.clock });
    }
  };
  const isElsewhere = options.virtual !== undefined || options.usbip !== undefined;
  const facts = await gatherFacts({ bus, isElsewhere, select, preflightOf, atProbe });
  supply.say();
  return { facts, findings: diagnose(facts) };
}

/** A probe that was not chosen is not used any further than a list does. */
async function answering(options: ProbeOptions): Promise<{ readonly findings: readonly [] }> {
  await requireAnswer(options);
  return { findings: [] };
}

/** Its steps that are commands, alone on their lines; of one board among several with its USB port. */
function remediesOf({ fix }: Finding, path: string | undefined): readonly string[] {
  const lines = fix.flatMap((step) =>
    isMessage(step) && step.code === 'next.name-board-of-firmware'
      ? step.params.boards.map((board) => `doctor --board ${board}`)
      : mentionedIn(say(step), {}),
  );
  return lines.map((line) => `odflash ${line}${path === undefined ? '' : ` --path ${ownWord(path)}`}`);
}

/** The wiring of J2 is described at length; more than this came from outside. */
const maxStep = 2000;

export function findingText(
  { level, title, device, evidence, fix, error }: Finding,
  color: Color,
  commands: readonly string[] = [],
): string {
  const about = [device, evidence].filter((part) => part !== undefined);
  const steps = fix.map(
    (step, index) => `${fix.length > 1 ? `${index + 1}. ` : lead('mark.next')}${visiblePart(say(step), maxStep)}`,
  );
  const lines = findingLines(level, { title, about }, [...steps, ...commands], color);
  if (error === undefined) return lines.join('\n');
  const code = worded('end.code', { code: error, program: 'odflash' });
  return [...lines, `${indent()}${color('dim', code)}`].join('\n');
}

/** The mark, what was found, and below it what belongs to it. */
function findingLines(
  level: Finding['level'],
  head: CommandLineMessages['health.finding'],
  below: readonly string[],
  color: Color,
): readonly string[] {
  const [label, colour] = marks[level];
  const mark = color(colour, padded(worded(label), indent().length - 1));
  return [`${mark} ${visiblePart(worded('health.finding', head))}`, ...below.map((line) => `${indent()}${line}`)];
}

/** Below the sentence, behind the widest of the marks. */
function indent(): string {
  const words = Object.values(marks).map(([label]) => worded(label));
  return ' '.repeat(Math.max(...words.map(cellsOf)) + 2);
}
