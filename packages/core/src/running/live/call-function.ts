// A function of a running board. What only looks is called at once, what releases a load is asked and sent once, what has a
// command with checks of its own is left to that command, and what may move a motor needs consent. An axis that it arms is held.

import { type Finding, warning } from '../../ask/findings.ts';
import { settle } from '../../ask/settle.ts';
import { FlasherError } from '../../errors.ts';
import { message } from '../../messages/message.ts';
import { idleState } from '../../odrive/commands.ts';
import type { OdriveDevice } from '../../odrive/device.ts';
import { axisOf } from '../../odrive/errors/decode.ts';
import { type RuntimeEvidence, readAxes, readEvidence } from '../../odrive/identity.ts';
import { functionOf, unknownPath } from '../../odrive/select.ts';
import { valueOfText } from '../../odrive/text-value.ts';
import { type FunctionNode, findFunction } from '../../odrive/tree.ts';
import type { PropertyType, PropertyValue } from '../../odrive/value.ts';
import type { UsbDeviceInfo } from '../../ports.ts';
import type { BoardContext } from '../context/board-context.ts';
import { requireRunning, withBoardContext } from '../context/with-board-context.ts';
import { withRunningBoard } from '../context/with-running-board.ts';
import { armedFindings } from '../motion/armed.ts';
import { armingFindings } from '../motion/arming-findings.ts';
import { type HeldAxis, holdAxis } from '../motion/held-axis.ts';
import { untilEnded } from '../motion/hold-to-the-end.ts';
import { guard } from '../motion/watchdog.ts';
import type { RunningBoardRequest, RunningEnv } from '../request.ts';
import { classOfCall, type MotionClass } from './classes.ts';

/** Which function is called, with which inputs. */
export interface CallRequest extends RunningBoardRequest {
  /** `get_adc_voltage` */
  readonly path: string;
  /** Inputs as a person types them. */
  readonly args: readonly string[];
  readonly dryRun?: boolean | undefined;
  /** Takes over an axis that the function has armed; otherwise it is held until it is idle or the request is stopped. */
  readonly keep?: ((held: HeldAxis) => void) | undefined;
  /** Whose turn it is on the connection, for an axis that is kept. */
  readonly turn?: (<T>(work: () => Promise<T>) => Promise<T>) | undefined;
}

/** What a call came to: outputs where there was a reply. */
export interface CallReport {
  readonly device: UsbDeviceInfo;
  readonly path: string;
  /** `unknown`: it was sent once, and the reply got lost. */
  readonly outcome: 'planned' | 'called' | 'unknown';
  readonly outputs: readonly { readonly path: string; readonly type: PropertyType; readonly value: PropertyValue }[];
  readonly ms: number;
}

interface Prepared {
  readonly called: FunctionNode;
  readonly inputs: readonly PropertyValue[];
  readonly repeats: boolean;
  readonly motion: MotionClass;
  readonly evidence: RuntimeEvidence;
}

/** Throws FlasherError: `usage` for what is no function and for wrong inputs, `axis-not-ready`, `not-confirmed` without consent. */
export function callFunction(env: RunningEnv, request: CallRequest): Promise<CallReport> {
  return withBoardContext(env, request, async (context, kind) => {
    await requireRunning(context, kind);
    return callFunctionOn(context);
  });
}

/** The same on a board that is followed already. */
export async function callFunctionOn(context: BoardContext<CallRequest>): Promise<CallReport> {
  const { request } = context;
  const prepared = await withRunningBoard(context, ({ odrive }) => preflight(context, odrive));
  const { called, inputs, repeats } = prepared;
  const report = (outcome: CallReport['outcome'], outputs: readonly PropertyValue[]): CallReport => ({
    device: context.board.device,
    path: called.path,
    outcome,
    outputs: called.outputs.flatMap(({ path, type }, index) => {
      const value = outputs[index];
      return value === undefined ? [] : [{ path, type, value }];
    }),
    ms: context.elapsed(),
  });
  if (request.dryRun) return report('planned', []);
  let isSent = false;
  const done = await withRunningBoard(context, async ({ odrive }) => {
    if (isSent && !repeats) return report('unknown', []);
    isSent = true;
    return report('called', await odrive.call(called.path, inputs, { signal: context.request.signal }));
  });
  if (prepared.motion === 'moves-now') await holdWhatMoves(context, prepared.evidence);
  return done;
}

/** An axis that was idle before is ours now. */
async function holdWhatMoves(context: BoardContext<CallRequest>, { axes, serial }: RuntimeEvidence): Promise<void> {
  const { keep, turn } = context.request;
  const now = await withRunningBoard(context, ({ odrive }) => readAxes(odrive, { now: true }));
  for (const { name, state } of now) {
    if (state === idleState || axes.find((axis) => axis.name === name)?.idle !== true) continue;
    context.emit({ type: 'axis', axis: name, held: true });
    const { vault } = context.env;
    const settings = await withRunningBoard(context, ({ odrive }) => guard(odrive, { vault, serial, axis: name }));
    const held = holdAxis(context, { axis: name, serial, settings, turn });
    if (keep) keep(held);
    else await untilEnded(context, held, message('motion.held', { axis: name, state }));
  }
}

async function preflight(context: BoardContext<CallRequest>, odrive: OdriveDevice): Promise<Prepared> {
  const { tree } = odrive;
  const { path, args } = context.request;
  const called = findFunction(tree, path);
  if (!called && !tree.nodes.has(path)) throw unknownPath(tree, path);
  const owner = functionOf(tree, path);
  if (!called)
    throw new FlasherError('usage', message('live.not-a-function', { path }), {
      details: { path },
      next:
        owner === undefined ? message('next.get-property', { path }) : message('next.call-function', { path: owner }),
    });
  const { class: motion, command } = classOfCall(path);
  if (command !== undefined)
    throw new FlasherError('usage', message('live.own-command', { path }), {
      details: { path },
      next: message('next.use-command', { command }),
    });
  const inputs = inputsOf(called, args);
  const evidence = await readEvidence(odrive, { signal: context.request.signal });
  const findings = await findingsOf(context, odrive, { path, motion, evidence });
  context.emit({ type: 'findings', findings });
  await settle(context.asking, findings, context.board.device);
  return { called, inputs, repeats: motion === 'harmless', motion, evidence };
}

/** A function that belongs to no axis counts as one of every axis. */
async function findingsOf(
  { request: { signal } }: BoardContext<CallRequest>,
  odrive: OdriveDevice,
  { path, motion, evidence }: { readonly path: string } & Pick<Prepared, 'motion' | 'evidence'>,
): Promise<readonly Finding[]> {
  if (motion === 'harmless') return [];
  if (motion === 'lets-fall') return [warning('axes', message('live.lets-fall', { path }), { path })];
  const findings = await armedFindings(odrive, evidence, { path, calls: true }, { signal });
  if (motion !== 'moves-now') return findings;
  const own = evidence.axes.filter(({ name, idle }) => idle && ['', name].includes(axisOf(path)));
  for (const { name } of own)
    findings.push(...(await armingFindings(odrive, evidence, { axis: name, call: path }, { signal })));
  return findings;
}

function inputsOf({ path, inputs }: FunctionNode, args: readonly string[]): readonly PropertyValue[] {
  const next = message('next.call-with-inputs', { inputs: inputs.map(({ name, type }) => ({ name, type })) });
  if (args.length !== inputs.length) {
    const text = message('live.inputs-wrong', { path, expected: inputs.length, given: args.length });
    throw new FlasherError('usage', text, { details: { path }, next });
  }
  return inputs.map(({ type, name }, index) => {
    const text = args[index] ?? '';
    const value = valueOfText(type, text);
    if (value !== undefined) return value;
    throw new FlasherError('usage', message('live.input-invalid', { path, input: name, text }), {
      details: { path, input: name },
      next,
    });
  });
}
