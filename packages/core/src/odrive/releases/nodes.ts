// From what stands in the notation to the object tree a firmware serves, and to the text it describes itself with, byte for
// byte. Pure.

import type { FunctionNode, PropertyNode, TreeNode } from '../tree.ts';
import { isPropertyType } from '../value.ts';
import type { Member } from './notation.ts';

/**
 * Endpoint numbers count from 1 in the order of the tree; a function is followed by its inputs and outputs. Outputs are
 * writable in firmware 0.4, where an output is a variable like any other. Throws on a type that properties do not have.
 */
export function nodesOf(members: readonly Member[], outputsWritable: boolean): readonly TreeNode[] {
  let next = 1;
  const property = (name: string, type: string, writable: boolean, path: string): PropertyNode => {
    if (!isPropertyType(type)) throw new SyntaxError(`${path} has the unknown type ${type}`);
    return { kind: 'property', name, path, endpoint: next++, type, writable };
  };
  const nodeOf = (member: Member, above: string): TreeNode => {
    const { name } = member;
    const path = above + name;
    if (member.kind === 'property') return property(name, member.type, member.access === 'rw', path);
    if (member.kind === 'object')
      return { kind: 'object', name, path, members: member.members.map((inner) => nodeOf(inner, `${path}.`)) };
    const endpoint = next++;
    const inputs = member.inputs.map((input) => property(input.name, input.type, true, `${path}.${input.name}`));
    const outputs = member.outputs.map((output) =>
      property(output.name, output.type, outputsWritable, `${path}.${output.name}`),
    );
    return { kind: 'function', name, path, endpoint, inputs, outputs };
  };
  return members.map((member) => nodeOf(member, ''));
}

/** What endpoint 0 gives. */
export function descriptorText(nodes: readonly TreeNode[]): string {
  return JSON.stringify([{ name: '', id: 0, type: 'json', access: 'r' }, ...nodes.map(described)]);
}

/** The order of the names is the firmware's. */
function described(node: TreeNode): object {
  if (node.kind === 'object') return { name: node.name, type: 'object', members: node.members.map(described) };
  return node.kind === 'function' ? describedFunction(node) : describedProperty(node);
}

function describedProperty({ name, endpoint, type, writable }: PropertyNode): object {
  return { name, id: endpoint, type, access: writable ? 'rw' : 'r' };
}

function describedFunction({ name, endpoint, inputs, outputs }: FunctionNode): object {
  const [taken, given] = [inputs.map(describedProperty), outputs.map(describedProperty)];
  return { name, id: endpoint, type: 'function', inputs: taken, outputs: given };
}
