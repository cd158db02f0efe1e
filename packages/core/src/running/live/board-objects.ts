// The object tree of a kept board as objects of the language: `await board.axis0.encoder.pos_estimate`,
// `board.config.brake_resistance = 2`, `await board.test_function(5)`. Names that the firmware does not have throw at once.

import { unknownPath } from '../../odrive/select.ts';
import type { ObjectNode, TreeNode } from '../../odrive/tree.ts';
import type { PropertyValue } from '../../odrive/value.ts';
import { atBoard, type BoardSession } from './session.ts';

/** A value that is read when it is awaited, once. */
export interface Reading<T extends PropertyValue = PropertyValue> extends PromiseLike<T> {
  readonly path: string;
}

/** An object of the board where nothing is known of its members. Assigning takes the types that `generate-types` writes. */
export interface BoardObject {
  readonly [name: string]: BoardMember;
}

/** What a name may stand for: a value, a function or another object. */
export type BoardMember = Reading & BoardFunction & BoardObject;

/** Several outputs come by their names. */
type BoardFunction = (
  ...inputs: readonly (PropertyValue | string)[]
) => Promise<PropertyValue | undefined | Readonly<Record<string, PropertyValue>>>;

/** A kept board with its tree. */
export interface ConnectedObjects<T extends object = BoardObject> {
  readonly root: T;
  /** Resolves when every assignment so far has reached the board; throws the first failure among them, once. */
  written(): Promise<void>;
}

/** What programs look for on any value, and no firmware has. */
const probes = new Set([
  'then',
  'toJSON',
  'constructor',
  'inspect',
  'asymmetricMatch',
  'nodeType',
  '$$typeof',
  'valueOf',
  'toString',
  'prototype',
  '__proto__',
]);

/** What an object offers beside what its firmware has: `path` is its own. `undefined` for an unknown name. */
export type ObjectExtras = (object: object, path: string, name: string) => unknown;

const nodes = new WeakMap<object, { readonly session: BoardSession; readonly path: string }>();

/** Where in which tree this is an object; `undefined` for anything else. */
export function placeOf(value: unknown): { readonly session: BoardSession; readonly path: string } | undefined {
  return typeof value === 'object' && value !== null ? nodes.get(value) : undefined;
}

/**
 * The objects of a session, which stays the owner of the connection. Each access is a request of its own and throws FlasherError.
 * `extras`: members of a program's own, which never stand in for one of the firmware. `name`: what the program calls the board.
 */
export function boardObjects<T extends object = BoardObject>(
  session: BoardSession,
  extras?: ObjectExtras,
  name = 'board',
): ConnectedObjects<T> {
  const called = (path: string) => (path === '' ? name : `${name}.${path}`);
  const failures: unknown[] = [];
  let writes: Promise<void> = Promise.resolve();
  const made = new Map<string, object>();

  const nodeAt = (path: string): TreeNode | ObjectNode | undefined =>
    path === '' ? session.tree.root : session.tree.nodes.get(path);
  const objectAt = (path: string): object => {
    const before = made.get(path);
    if (before) return before;
    const memberNames = () => {
      const node = nodeAt(path);
      return node?.kind === 'object' ? node.members.map(({ name }) => name) : [];
    };
    const below = (name: string) => (path === '' ? name : `${path}.${name}`);
    const member = (name: string) => {
      const node = nodeAt(below(name));
      if (!node) throw atBoard(unknownPath(session.tree, below(name)), session.device);
      return node;
    };
    const object = new Proxy(Object.assign(Object.create(null) as object, shownAs(called(path))), {
      get(_, name) {
        if (typeof name === 'symbol') return undefined;
        if (nodeAt(below(name))) return memberOf(member(name));
        if (probes.has(name)) return undefined;
        return extras?.(object, path, name) ?? member(name);
      },
      set(_, name, value: PropertyValue | string) {
        if (typeof name === 'symbol') return false;
        member(name);
        requireValue(value, called(below(name)));
        const write = session.write(below(name), value).catch((error: unknown) => {
          failures.push(error);
        });
        writes = writes.then(() => write);
        return true;
      },
      has: (_, name) => typeof name === 'string' && nodeAt(below(name)) !== undefined,
      ownKeys: memberNames,
      getOwnPropertyDescriptor: (_, name) =>
        typeof name === 'string' && nodeAt(below(name)) !== undefined
          ? { configurable: true, enumerable: true, writable: true, value: undefined }
          : undefined,
      deleteProperty: () => false,
      defineProperty: () => false,
    });
    nodes.set(object, { session, path });
    made.set(path, object);
    return object;
  };
  const memberOf = (node: TreeNode): unknown => {
    if (node.kind === 'object') return objectAt(node.path);
    if (node.kind === 'property') return readingOf(session, node.path, called(node.path));
    const call = async (...inputs: readonly (PropertyValue | string)[]) => {
      const outputs = await session.call(node.path, inputs);
      return outputs.length > 1
        ? Object.fromEntries(node.outputs.map(({ name }, index) => [name, outputs[index]]))
        : outputs[0];
    };
    return Object.assign(call, shownAs(`${called(node.path)}(${node.inputs.map(({ name }) => name).join(', ')})`));
  };
  return {
    root: objectAt('') as T,
    async written() {
      await writes;
      const [failure] = failures.splice(0);
      if (failure !== undefined) throw failure;
    },
  };
}

/** What is assigned is sent at once: a reading or another promise has no value yet, and would be sent as the text of an object. */
function requireValue(value: unknown, to: string): void {
  if (typeof value !== 'object' || value === null || !('then' in value)) return;
  if (Symbol.toPrimitive in value) String(value);
  Promise.resolve(value).catch(() => undefined);
  throw new TypeError(`what ${to} is set to is a promise, which has a value when it is awaited`);
}

/** How Node shows it where it was not awaited: as what to type. Node's `util.inspect.custom`, which other hosts do not ask for. */
function shownAs(typed: string): object {
  return { [Symbol.for('nodejs.util.inspect.custom')]: () => `[await ${typed}]` };
}

function readingOf(session: BoardSession, path: string, typed: string): Reading {
  let value: Promise<PropertyValue> | undefined;
  const read = () => {
    value ??= session.read(path);
    return value;
  };
  return {
    ...shownAs(typed),
    path,
    // biome-ignore lint/suspicious/noThenProperty: awaiting it is what reads
    then: (onValue, onError) => read().then(onValue, onError),
    // In arithmetic it would silently be NaN.
    [Symbol.toPrimitive]: () => {
      throw new TypeError(`${typed} is read when it is awaited: await ${typed}`);
    },
  } as Reading;
}
