// The syntax tree of a TypeScript file as rolldown's parser gives it (ESTree), and a walk over what of it is there when it runs: types
// are left out. The `typescript` package 7 has no parser to call.

import { parseAst } from 'rolldown/parseAst';

export interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [field: string]: unknown;
}

/** A node and where it stands. */
export interface Place {
  readonly node: Node;
  readonly parent: Place | undefined;
  /** The field of the parent that holds it. */
  readonly field: string;
}

/** Throws what the parser throws. */
export function parse(source: string, file: string): Node {
  return parseAst(source, { lang: 'ts' }, file) as unknown as Node;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Partial<Node>).type === 'string';

/** Nodes of types that wrap an expression; all other TS nodes are gone when the file runs. */
const wrappers = new Set(['TSAsExpression', 'TSSatisfiesExpression', 'TSNonNullExpression']);

/** Fields that hold types. */
const typeFields = new Set(['typeAnnotation', 'returnType', 'typeParameters', 'typeArguments', 'superTypeArguments']);

const isType = (node: Node): boolean => node.type.startsWith('TS') && !wrappers.has(node.type);

/** The node in a field, if there is one. */
export function childOf(node: Node, field: string): Node | undefined {
  const value = node[field];
  return isNode(value) ? value : undefined;
}

export function childrenOf(node: Node, field: string): readonly Node[] {
  const value = node[field];
  return Array.isArray(value) ? value.filter(isNode) : [];
}

/** Visits every node that is there at run time, parents first. */
export function walk(node: Node, visit: (place: Place) => void): void {
  const enter = (place: Place) => {
    visit(place);
    for (const field of Object.keys(place.node)) {
      if (typeFields.has(field)) continue;
      const value = place.node[field];
      for (const child of Array.isArray(value) ? value : [value])
        if (isNode(child) && !isType(child)) enter({ node: child, parent: place, field });
    }
  };
  enter({ node, parent: undefined, field: '' });
}
