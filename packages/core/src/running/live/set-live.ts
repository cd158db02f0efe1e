// One property of a running board that is not a configuration value. Bringing an axis to idle is done at once and never asked.
// What acts on an armed axis, or arms one, needs consent and is sent once; an axis that was armed here is held until it is released.

import { settle } from '../../ask/settle.ts';
import { FlasherError } from '../../errors.ts';
import { message } from '../../messages/message.ts';
import type { OdriveDevice } from '../../odrive/device.ts';
import { nameOfNumber } from '../../odrive/enumerations.ts';
import { axisOf } from '../../odrive/errors/decode.ts';
import { type RuntimeEvidence, readEvidence } from '../../odrive/identity.ts';
import { configurationGeneration } from '../../odrive/release-order.ts';
import { functionOf, unknownPath } from '../../odrive/select.ts';
import { nextForValue, valueOfWord } from '../../odrive/text-value.ts';
import { findProperty, type PropertyNode, type TreeNode } from '../../odrive/tree.ts';
import { type PropertyValue, sameValue } from '../../odrive/value.ts';
import type { UsbDeviceInfo } from '../../ports.ts';
import type { BoardContext } from '../context/board-context.ts';
import { requireRunning, withBoardContext } from '../context/with-board-context.ts';
import { withRunningBoard } from '../context/with-running-board.ts';
import { armedFindings } from '../motion/armed.ts';
import type { HeldAxis } from '../motion/held-axis.ts';
import { untilEnded } from '../motion/hold-to-the-end.ts';
import { idleAxis } from '../motion/idle-axis.ts';
import { axisStates } from '../motion/paths.ts';
import { armAxis, settleArming } from '../motion/start-axis.ts';
import type { RunningBoardRequest, RunningEnv } from '../request.ts';
import type { BoardError } from '../status/board-status.ts';
import { classOfWrite } from './classes.ts';

export interface SetLiveRequest extends RunningBoardRequest {
  /** `axis0.controller.input_vel` */
  readonly path: string;
  /** As a person types it: a number, a word, the name of an enumeration's value. */
  readonly value: string;
  readonly dryRun?: boolean | undefined;
  /** An axis that is armed is not held: it is armed when this ends, and whatever happens then. */
  readonly leaveArmed?: boolean | undefined;
  /** Takes over an axis that is armed; otherwise it is held until it is idle or the request is stopped. */
  readonly keep?: ((held: HeldAxis) => void) | undefined;
  /** Whose turn it is on the connection, for an axis that is kept. */
  readonly turn?: (<T>(work: () => Promise<T>) => Promise<T>) | undefined;
}

/** What writing the property came to, with its value before and after. */
export interface SetLiveReport {
  readonly device: UsbDeviceInfo;
  readonly path: string;
  readonly before: PropertyValue;
  readonly value: PropertyValue;
  /**
   * `other`: it was sent, and the board has another value now, which `found` is · `armed`: an axis is, and stays so · `ended`: an
   * axis was armed, and is idle by itself · `released`: it was, and was brought to idle.
   */
  readonly outcome: 'planned' | 'changed' | 'stopped' | 'other' | 'armed' | 'ended' | 'released';
  readonly found: PropertyValue;
  /** What an axis that was armed ended with. */
  readonly errors?: readonly BoardError[] | undefined;
  readonly ms: number;
}

interface Wanted {
  readonly property: PropertyNode;
  readonly value: PropertyValue;
  readonly before: PropertyValue;
  /** An axis is armed: nothing is sent twice. */
  readonly once: boolean;
}

/** Throws FlasherError: `usage` for what cannot be written, `axis-not-ready`, `not-confirmed` without consent. */
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
  const report = (outcome: SetLiveReport['outcome'], found: PropertyValue, errors?: readonly BoardError[]) =>
    ({
      device: context.board.device,
      path: property.path,
      before,
      value,
      outcome,
      found,
      errors,
      ms: context.elapsed(),
    }) as const;
  const axis = axisOf(property.path);
  const motion = classOfWrite(property.path, value);
  const { keep, turn, leaveArmed, dryRun } = request;
  const arming = { axis, state: Number(value), leaveArmed };
  const serial = motion === 'moves-now' ? await settleArming(context, arming) : undefined;
  if (dryRun) return report('planned', before);
  if (motion === 'stops') {
    await idleAxis(context, axis);
    return report('stopped', value);
  }
  if (serial !== undefined) {
    const held = await armAxis(context, { ...arming, serial, turn });
    if (held) keep?.(held);
    if (!held || keep) return report('armed', value);
    const { outcome, errors } = await untilEnded(context, held, message('motion.held', { axis, state: arming.state }));
    return report(outcome, axisStates.idle, errors);
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
  // What is asked of an axis that is armed is asked where it is armed.
  if (classOfWrite(path, value) === 'moves-now')
    return { property, value, before: await armable(context, odrive, evidence, path), once: true };
  const before = await odrive.read(path, { signal: context.request.signal });
  const isLive = classOfWrite(path, value) === 'moves-if-armed';
  const findings = isLive ? await armedFindings(odrive, evidence, { path }, { signal: context.request.signal }) : [];
  context.emit({ type: 'findings', findings });
  await settle(context.asking, findings, context.board.device);
  return { property, value, before, once: evidence.axes.some(({ idle }) => !idle) };
}

/** The state of an axis that can be asked for another one: an idle one, or one that is armed already, which is a refusal. */
async function armable(
  { request }: BoardContext<SetLiveRequest>,
  odrive: OdriveDevice,
  { axes }: RuntimeEvidence,
  path: string,
): Promise<PropertyValue> {
  const axis = axes.find(({ name }) => name === axisOf(path));
  if (axis && !axis.idle)
    throw new FlasherError('axis-armed', message('motion.armed-already', { axis: axis.name, state: axis.state }), {
      details: { axes: [axis.name] },
      next: message('next.set-axis-idle'),
    });
  return odrive.read(path, { signal: request.signal });
}

function writableProperty({ tree }: OdriveDevice, path: string): PropertyNode {
  const called = functionOf(tree, path);
  if (called !== undefined) throw notWritable(called, 'function');
  const property = findProperty(tree, path);
  if (property?.writable) return property;
  const kind = tree.nodes.get(path)?.kind;
  throw kind === undefined ? unknownPath(tree, path) : notWritable(path, kind);
}

function notWritable(path: string, kind: TreeNode['kind']): FlasherError {
  return new FlasherError('usage', message('live.not-writable', { path, kind }), {
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
  if (value !== undefined && typeof value !== 'object' && isNumber && isState(property.path, value, generation))
    return value;
  const { path, type } = property;
  throw new FlasherError('usage', message('live.value-invalid', { path, text, type }), {
    details: { path, type },
    next: nextForValue(property, generation),
  });
}

/** A state that this firmware has, and that can be asked for. */
function isState(path: string, value: PropertyValue, generation: ReturnType<typeof configurationGeneration>): boolean {
  if (classOfWrite(path, value) !== 'moves-now') return true;
  return Number(value) > 0 && nameOfNumber(path, Number(value), generation) !== undefined;
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
