// One property of a running board that is no configuration value. Bringing an axis to idle is done at once and never asked.
// What acts on an armed axis needs consent and is sent once. Motors are not started here.

import { settle } from '../../ask/settle.ts';
import { FlasherError } from '../../errors.ts';
import { message } from '../../messages/message.ts';
import { idleAxes } from '../../odrive/commands.ts';
import type { OdriveDevice } from '../../odrive/device.ts';
import { axisOf } from '../../odrive/errors/decode.ts';
import { type RuntimeEvidence, readEvidence } from '../../odrive/identity.ts';
import { configurationGeneration } from '../../odrive/release-order.ts';
import { unknownPath } from '../../odrive/select.ts';
import { valueOfWord } from '../../odrive/text-value.ts';
import { findProperty, type PropertyNode } from '../../odrive/tree.ts';
import { type PropertyValue, sameValue } from '../../odrive/value.ts';
import type { UsbDeviceInfo } from '../../ports.ts';
import type { BoardContext } from '../board-context.ts';
import type { RunningBoardRequest, RunningEnv } from '../request.ts';
import { requireRunning, withBoardContext } from '../with-board-context.ts';
import { withRunningBoard } from '../with-running-board.ts';
import { armedFindings } from './armed.ts';
import { classOfWrite } from './classes.ts';

export interface SetLiveRequest extends RunningBoardRequest {
  /** `axis0.controller.input_vel` */
  readonly path: string;
  /** As a person types it: a number, a word, the name of an enumeration's value. */
  readonly value: string;
  readonly dryRun?: boolean | undefined;
}

export interface SetLiveReport {
  readonly device: UsbDeviceInfo;
  readonly path: string;
  readonly before: PropertyValue;
  readonly value: PropertyValue;
  /** `other`: it was sent, and the board has another value now, which `found` is. */
  readonly outcome: 'planned' | 'changed' | 'stopped' | 'other';
  readonly found: PropertyValue;
  readonly ms: number;
}

interface Wanted {
  readonly property: PropertyNode;
  readonly value: PropertyValue;
  readonly before: PropertyValue;
  /** An axis is armed: nothing is sent twice. */
  readonly once: boolean;
}

/** Throws FlasherError: `usage` for what cannot be written and for what would start a motor, `not-confirmed` without consent. */
export function setLive(env: RunningEnv, request: SetLiveRequest): Promise<SetLiveReport> {
  return withBoardContext(env, request, async (context, kind) => {
    await requireRunning(context, kind);
    return setLiveOn(context);
  });
}

/** The same on a board that is followed already. */
export async function setLiveOn(context: BoardContext<SetLiveRequest>): Promise<SetLiveReport> {
  const { request } = context;
  const wanted = await withRunningBoard(context, ({ odrive }) => preflight(context, odrive));
  const { property, value, before } = wanted;
  const report = (outcome: SetLiveReport['outcome'], found: PropertyValue) =>
    ({
      device: context.board.device,
      path: property.path,
      before,
      value,
      outcome,
      found,
      ms: context.elapsed(),
    }) as const;
  if (request.dryRun) return report('planned', before);
  if (classOfWrite(property.path, value) === 'stops') {
    await stop(context, axisOf(property.path));
    return report('stopped', value);
  }
  const found = await write(context, wanted);
  return report(sameValue(property.type, found, value) ? 'changed' : 'other', found);
}

async function preflight(context: BoardContext<SetLiveRequest>, odrive: OdriveDevice): Promise<Wanted> {
  const { path, value: text } = context.request;
  const property = writableProperty(odrive, path);
  // Both ways of saying it mean the same in every release: stopping waits for nothing.
  const stops = valueOfWord(property, text, '0.4');
  if (stops !== undefined && classOfWrite(path, stops) === 'stops')
    return { property, value: stops, before: stops, once: false };
  const evidence = await readEvidence(odrive, { signal: context.request.signal });
  const value = valueFor(property, text, odrive, evidence);
  if (classOfWrite(path, value) === 'moves-now') throw startsMotor({ path, value: text });
  const before = await odrive.read(path, { signal: context.request.signal });
  const isLive = classOfWrite(path, value) === 'moves-if-armed';
  const findings = isLive ? await armedFindings(odrive, evidence, path, { signal: context.request.signal }) : [];
  context.emit({ type: 'findings', findings });
  await settle(context.asking, findings, context.board.device);
  return { property, value, before, once: evidence.axes.some(({ idle }) => !idle) };
}

/** What odflash does not do: the refusal. */
export function startsMotor(act: { readonly path: string; readonly value?: string | undefined }): FlasherError {
  return new FlasherError('usage', message('live.starts-motor', act), {
    details: { path: act.path },
    next: message('next.set-axis-idle'),
  });
}

function writableProperty({ tree }: OdriveDevice, path: string): PropertyNode {
  const property = findProperty(tree, path);
  if (property?.writable) return property;
  const kind = tree.nodes.get(path)?.kind;
  if (kind === undefined) throw unknownPath(tree, path);
  throw new FlasherError('usage', message('live.not-writable', { path, kind }), {
    details: { path },
    next: message(kind === 'function' ? 'next.call-function' : 'next.see-property', { path }),
  });
}

function valueFor(
  property: PropertyNode,
  text: string,
  { tree }: OdriveDevice,
  { firmware }: RuntimeEvidence,
): PropertyValue {
  const generation = configurationGeneration(firmware.release, (path) => tree.nodes.has(path));
  const value = valueOfWord(property, text, generation);
  const isNumber = typeof value !== 'number' || Number.isFinite(value);
  if (value !== undefined && typeof value !== 'object' && isNumber) return value;
  const { path, type } = property;
  throw new FlasherError('usage', message('live.value-invalid', { path, text, type }), {
    details: { path, type },
    next: message('next.pass-valid-value'),
  });
}

/** The wire may break in the middle: it is tried again until the axis reads idle, or the board is gone. */
async function stop(context: BoardContext, axis: string): Promise<void> {
  const isIdle = await withRunningBoard(context, ({ odrive }) =>
    idleAxes(odrive, context.env.clock, { axes: [axis], signal: context.request.signal }),
  );
  if (isIdle) return;
  throw new FlasherError('axis-armed', message('live.axis-not-idle', { axis }), {
    details: { axes: [axis] },
    next: message('next.secure-load-and-switch-off'),
  });
}

/** What the board has afterwards. After a lost reply nothing is sent again while an axis is armed. */
async function write(context: BoardContext, { property, value, once }: Wanted): Promise<PropertyValue> {
  let isSent = false;
  return withRunningBoard(context, async ({ odrive }) => {
    if (!(once && isSent)) {
      isSent = true;
      await odrive.write(property.path, value, { signal: context.request.signal, attempts: once ? 1 : undefined });
    }
    return odrive.read(property.path, { signal: context.request.signal });
  });
}
