// A function of a running board. What only looks is called at once, what lets go of a load is asked and sent once, what has a
// command with checks of its own is left to that command, and what may move a motor is refused.

import { warning } from '../../ask/findings.ts';
import { settle } from '../../ask/settle.ts';
import { FlasherError } from '../../errors.ts';
import { message } from '../../messages/message.ts';
import type { OdriveDevice } from '../../odrive/device.ts';
import { unknownPath } from '../../odrive/select.ts';
import { valueOfText } from '../../odrive/text-value.ts';
import { type FunctionNode, findFunction } from '../../odrive/tree.ts';
import type { PropertyType, PropertyValue } from '../../odrive/value.ts';
import type { UsbDeviceInfo } from '../../ports.ts';
import type { BoardContext } from '../board-context.ts';
import type { RunningBoardRequest, RunningEnv } from '../request.ts';
import { requireRunning, withBoardContext } from '../with-board-context.ts';
import { withRunningBoard } from '../with-running-board.ts';
import { classOfCall } from './classes.ts';
import { startsMotor } from './set-live.ts';

export interface CallRequest extends RunningBoardRequest {
  /** `get_adc_voltage` */
  readonly path: string;
  /** Inputs as a person types them. */
  readonly args: readonly string[];
  readonly dryRun?: boolean | undefined;
}

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
}

/** Throws FlasherError: `usage` for what is no function, for wrong inputs and for what would start a motor. */
export function callFunction(env: RunningEnv, request: CallRequest): Promise<CallReport> {
  return withBoardContext(env, request, async (context, kind) => {
    await requireRunning(context, kind);
    return callFunctionOn(context);
  });
}

/** The same on a board that is followed already. */
export async function callFunctionOn(context: BoardContext<CallRequest>): Promise<CallReport> {
  const { request } = context;
  const { called, inputs, repeats } = await withRunningBoard(context, ({ odrive }) => preflight(context, odrive));
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
  return withRunningBoard(context, async ({ odrive }) => {
    if (isSent && !repeats) return report('unknown', []);
    isSent = true;
    return report('called', await odrive.call(called.path, inputs, { signal: context.request.signal }));
  });
}

async function preflight(context: BoardContext<CallRequest>, { tree }: OdriveDevice): Promise<Prepared> {
  const { path, args } = context.request;
  const called = findFunction(tree, path);
  if (!called && !tree.nodes.has(path)) throw unknownPath(tree, path);
  if (!called)
    throw new FlasherError('usage', message('live.not-a-function', { path }), {
      details: { path },
      next: message('next.get-property', { path }),
    });
  const { class: motion, command } = classOfCall(path);
  if (command !== undefined)
    throw new FlasherError('usage', message('live.own-command', { path }), {
      details: { path },
      next: message('next.use-command', { command }),
    });
  if (motion === 'moves-now') throw startsMotor({ path });
  const inputs = inputsOf(called, args);
  const findings = motion === 'lets-fall' ? [warning('axes', message('live.lets-fall', { path }), { path })] : [];
  context.emit({ type: 'findings', findings });
  await settle(context.asking, findings, context.board.device);
  return { called, inputs, repeats: motion === 'harmless' };
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
