// The JSON text a board describes itself with, read into an object tree. Knows the text only, not how it was fetched.
// Whatever the text says, this ends in a tree or in one error.

import { FlasherError, textOf } from '../../errors.ts';
import { type Message, message } from '../../messages/message.ts';
import { descriptorChecksum } from '../protocol/crc.ts';
import {
  type FunctionNode,
  type ObjectNode,
  type ObjectTree,
  objectTree,
  type PropertyNode,
  type TreeNode,
} from '../tree.ts';
import { isPropertyType } from '../value.ts';
import { isJsonObject, JsonError, type JsonObject, type JsonValue, parseJson } from './json.ts';

/** Firmware 0.5.6 has 55 313 characters and four levels of objects. */
export const descriptorLimits = { maxLength: 262_144, maxDepth: 48, maxNodes: 8_192 } as const;

/** The tree in a descriptor's text. Throws FlasherError `unexpected-reply` if this is not one. */
export function parseDescriptor(json: Uint8Array): ObjectTree {
  try {
    const value = parseJson(decodeText(json), descriptorLimits);
    const budget = { nodes: descriptorLimits.maxNodes };
    const root: ObjectNode = { kind: 'object', name: '', path: '', members: readMembers(value, '', budget) };
    return objectTree(root, descriptorChecksum(json));
  } catch (error) {
    if (!(error instanceof JsonError || error instanceof MalformedDescriptor || error instanceof TypeError))
      throw error;
    const reason = error instanceof TypeError ? textOf(error) : error.text;
    throw new FlasherError('unexpected-reply', message('descriptor.invalid', { reason }), {
      cause: error,
      details: { length: json.length },
    });
  }
}

class MalformedDescriptor extends Error {
  readonly text: Message;
  constructor(text: Message, options?: ErrorOptions) {
    super(text.code, options);
    this.text = text;
  }
}

function decodeText(json: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(json);
  } catch (error) {
    throw new MalformedDescriptor(message('descriptor.not-utf-8'), { cause: error });
  }
}

interface Budget {
  nodes: number;
}

function readMembers(value: JsonValue | undefined, parent: string, budget: Budget): TreeNode[] {
  if (!Array.isArray(value)) throw new MalformedDescriptor(message('descriptor.no-members', { path: parent }));
  return value.flatMap((member: JsonValue) => {
    if (--budget.nodes < 0)
      throw new MalformedDescriptor(message('descriptor.too-many-members', { most: descriptorLimits.maxNodes }));
    if (!isJsonObject(member)) throw new MalformedDescriptor(message('descriptor.member-not-object', { path: parent }));
    const node = readMember(member, parent, budget);
    return node ? [node] : [];
  });
}

/** `undefined` for endpoint 0 itself and for types this reader does not know: newer firmware may have more of them. */
function readMember(member: JsonObject, parent: string, budget: Budget): TreeNode | undefined {
  const name = member.get('name');
  const type = member.get('type');
  if (typeof name !== 'string')
    throw new MalformedDescriptor(message('descriptor.member-without-name', { path: parent }));
  const path = parent === '' ? name : `${parent}.${name}`;
  if (type === 'object') {
    return { kind: 'object', name, path, members: readMembers(member.get('members'), path, budget) };
  }
  if (type === 'function') return readFunction(member, name, path, budget);
  if (!isPropertyType(type)) return undefined;
  const writable = String(member.get('access') ?? 'r').includes('w');
  return { kind: 'property', name, path, endpoint: endpointOf(member, path), type, writable };
}

function readFunction(member: JsonObject, name: string, path: string, budget: Budget): FunctionNode {
  // Before 0.3.6 inputs were called arguments, and there were no outputs.
  const inputs = readMembers(member.get('inputs') ?? member.get('arguments') ?? [], path, budget);
  const outputs = readMembers(member.get('outputs') ?? [], path, budget);
  const isProperty = (node: TreeNode): node is PropertyNode => node.kind === 'property';
  if (![...inputs, ...outputs].every(isProperty))
    throw new MalformedDescriptor(message('descriptor.object-argument', { path }));
  return {
    kind: 'function',
    name,
    path,
    endpoint: endpointOf(member, path),
    inputs: inputs.filter(isProperty),
    outputs: outputs.filter(isProperty),
  };
}

function endpointOf(member: JsonObject, path: string): number {
  const id = member.get('id');
  if (typeof id === 'number' && Number.isInteger(id) && id >= 0 && id <= 0x7fff) return id;
  throw new MalformedDescriptor(message('descriptor.no-endpoint', { path }));
}
