// The object tree of one firmware: what a board's descriptor says can be read, written and called, by path
// (`axis0.motor.config.current_lim`). Data and look-ups; knows no wire.

import type { PropertyType } from './value.ts';

interface Named {
  readonly name: string;
  /** Names from the root, joined with dots. */
  readonly path: string;
}

/** One value of the board. */
export interface PropertyNode extends Named {
  readonly kind: 'property';
  readonly endpoint: number;
  readonly type: PropertyType;
  readonly writable: boolean;
}

/** Called by writing the inputs, triggering the function's own endpoint, reading the outputs. */
export interface FunctionNode extends Named {
  readonly kind: 'function';
  readonly endpoint: number;
  readonly inputs: readonly PropertyNode[];
  readonly outputs: readonly PropertyNode[];
}

/** An object with members. */
export interface ObjectNode extends Named {
  readonly kind: 'object';
  readonly members: readonly TreeNode[];
}

/** A node of the object tree. */
export type TreeNode = PropertyNode | FunctionNode | ObjectNode;

/** A board's objects, as its descriptor lists them. */
export interface ObjectTree {
  readonly root: ObjectNode;
  /** The trailer of every request to this tree. */
  readonly checksum: number;
  /** Every node but the root, by path; arguments and results of functions are `path.argument`. */
  readonly nodes: ReadonlyMap<string, TreeNode>;
  /** Properties by endpoint number, for references. */
  readonly byEndpoint: ReadonlyMap<number, PropertyNode>;
}

/** The tree above a root object. Of two nodes with one path the first is found. */
export function objectTree(root: ObjectNode, checksum: number): ObjectTree {
  const nodes = new Map<string, TreeNode>();
  const byEndpoint = new Map<number, PropertyNode>();
  const add = (node: TreeNode) => {
    if (!nodes.has(node.path)) nodes.set(node.path, node);
    if (node.kind === 'property' && !byEndpoint.has(node.endpoint)) byEndpoint.set(node.endpoint, node);
    if (node.kind === 'object') node.members.forEach(add);
    if (node.kind === 'function') [...node.inputs, ...node.outputs].forEach(add);
  };
  root.members.forEach(add);
  return { root, checksum, nodes, byEndpoint };
}

/** The property of that path, `axis0.controller.config.vel_gain`; `undefined` if there is none. */
export function findProperty(tree: ObjectTree, path: string): PropertyNode | undefined {
  const node = tree.nodes.get(path);
  return node?.kind === 'property' ? node : undefined;
}

/** The function of that path; `undefined` if there is none. */
export function findFunction(tree: ObjectTree, path: string): FunctionNode | undefined {
  const node = tree.nodes.get(path);
  return node?.kind === 'function' ? node : undefined;
}

/** Every property at or below `object` that lies below an object named `config`, in the order of the tree. */
export function configurationProperties(object: ObjectNode, within = false): PropertyNode[] {
  return object.members.flatMap((member) => {
    if (member.kind === 'property') return within ? [member] : [];
    if (member.kind === 'function') return [];
    return configurationProperties(member, within || member.name === 'config');
  });
}
