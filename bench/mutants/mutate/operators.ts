// The kinds of mutation, as a table: what of a node is replaced by what. String and object literals are left alone: they are texts and
// options, of which tests rightly fix only a few.

import type { Kind, Mutant } from '../types.ts';
import { childOf, childrenOf, type Node, type Place } from './syntax.ts';

export type Edit = Pick<Mutant, 'kind' | 'form' | 'start' | 'end' | 'replacement'>;

/** What a rule knows: where it is, and the text of the file. */
interface Site extends Place {
  readonly source: string;
}

const comparisons: Readonly<Record<string, readonly string[]>> = {
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
  '===': ['!=='],
  '!==': ['==='],
};

const arithmetic: Readonly<Record<string, string>> = {
  '+': '-',
  '-': '+',
  '*': '/',
  '/': '*',
  '%': '*',
  '<<': '>>',
  '>>': '<<',
  '>>>': '<<',
  '&': '|',
  '|': '&',
  '^': '|',
};

const logical: Readonly<Record<string, string>> = { '&&': '||', '||': '&&', '??': '&&' };

const assignments: Readonly<Record<string, string>> = {
  '+=': '-=',
  '-=': '+=',
  '*=': '/=',
  '|=': '&=',
  '&=': '|=',
  '^=': '|=',
  '<<=': '>>=',
  '>>>=': '<<=',
  '??=': '&&=',
  '||=': '&&=',
};

/** Methods whose result is of the type of what they are called on: the call is left out. */
const droppable = new Set(['filter', 'reverse', 'slice', 'subarray', 'sort', 'trim', 'trimStart', 'trimEnd']);

const swapped: Readonly<Record<string, string>> = {
  some: 'every',
  every: 'some',
  startsWith: 'endsWith',
  endsWith: 'startsWith',
  min: 'max',
  max: 'min',
  find: 'findLast',
  findLast: 'find',
  indexOf: 'lastIndexOf',
  toUpperCase: 'toLowerCase',
  toLowerCase: 'toUpperCase',
};

const loops = new Set(['ForStatement', 'WhileStatement', 'DoWhileStatement']);

const textOf = ({ source }: Site, { start, end }: Node): string => source.slice(start, end);

const edit = (kind: Kind, { start, end }: Node, replacement: string, form: Edit['form'] = 'expression'): Edit => ({
  kind,
  form,
  start,
  end,
  replacement,
});

/** The node with the operator between two of its children replaced. */
function withOperator({ source, node }: Site, [left, right]: readonly [Node, Node], to: string): string {
  const operator = String(node.operator);
  const between = source.slice(left.end, right.start).replace(operator, () => to);
  return source.slice(node.start, left.end) + between + source.slice(right.start, node.end);
}

/** True, false, or both: whichever is not the same as another mutant of the condition around it. */
function decided(site: Site): readonly string[] {
  const { parent, field } = site;
  if (parent && field === 'test' && loops.has(parent.node.type)) return ['false'];
  if (parent?.node.type !== 'LogicalExpression') return ['true', 'false'];
  return { '&&': ['true'], '||': ['false'] }[String(parent.node.operator)] ?? ['true', 'false'];
}

const conditions = (site: Site): Edit[] => decided(site).map((value) => edit('condition', site.node, value));

function isText(node: Node | undefined): boolean {
  if (!node) return false;
  if (node.type === 'TemplateLiteral' || typeof node.value === 'string') return true;
  return node.type === 'BinaryExpression' && (isText(childOf(node, 'left')) || isText(childOf(node, 'right')));
}

function binary(site: Site): Edit[] {
  const { node } = site;
  const [left, right] = [childOf(node, 'left'), childOf(node, 'right')];
  if (!left || !right) return [];
  const operator = String(node.operator);
  const compared = comparisons[operator];
  if (compared) {
    const others = compared.map((to) => edit('comparison', node, withOperator(site, [left, right], to)));
    return [...conditions(site), ...others];
  }
  const to = arithmetic[operator];
  if (to === undefined || isText(node)) return [];
  return [edit('arithmetic', node, withOperator(site, [left, right], to))];
}

function logic(site: Site): Edit[] {
  const { node } = site;
  const [left, right] = [childOf(node, 'left'), childOf(node, 'right')];
  const to = logical[String(node.operator)];
  if (!left || !right || to === undefined) return [];
  // `a ?? b` and `a && b` may not stand side by side without parentheses; the switch around an operand brings them.
  const other = edit('logical', node, `(${textOf(site, left)}) ${to} (${textOf(site, right)})`);
  return node.operator === '??' ? [other] : [...conditions(site), other];
}

/** `if` and `?:` whose test is no comparison. */
function choice(site: Site): Edit[] {
  const test = childOf(site.node, 'test');
  if (!test) return [];
  return decided({ ...site, node: test, parent: site, field: 'test' }).map((value) => edit('condition', test, value));
}

function literal({ node, parent, field }: Site): Edit[] {
  if (typeof node.value === 'boolean') return [edit('boolean', node, String(!node.value))];
  const isKey = field === 'key' && parent?.node.computed !== true;
  // Numbers in lists are tables, and large ones are sizes and times: one more or less of them is no rule.
  if (typeof node.value !== 'number' || isKey || parent?.node.type === 'ArrayExpression') return [];
  const { value } = node;
  if (!/^\d+$/.test(String(node.raw)) || value > 16) return [];
  return [value + 1, ...(value > 0 ? [value - 1] : [])].map((other) => edit('off by one', node, String(other)));
}

function unary(site: Site): Edit[] {
  const { node } = site;
  const argument = childOf(node, 'argument');
  if (!argument) return [];
  if (node.operator === '!') return [edit('boolean', node, textOf(site, argument))];
  if (node.operator === '-' || node.operator === '~') return [edit('arithmetic', node, textOf(site, argument))];
  return [];
}

function update(site: Site): Edit[] {
  const text = textOf(site, site.node);
  const other = site.node.operator === '++' ? text.replace('++', '--') : text.replace('--', '++');
  return [edit('assignment', site.node, other)];
}

function assignment(site: Site): Edit[] {
  const [left, right] = [childOf(site.node, 'left'), childOf(site.node, 'right')];
  const to = assignments[String(site.node.operator)];
  if (!left || !right || to === undefined || isText(right)) return [];
  return [edit('assignment', site.node, withOperator(site, [left, right], to))];
}

function block({ node, parent }: Site): Edit[] {
  const isConstructor = parent?.parent?.node.kind === 'constructor';
  if (isConstructor || childrenOf(node, 'body').length === 0) return [];
  return [edit('removed block', node, '', 'block')];
}

/** A call, an assignment or an awaited call that stands by itself. One that is alone in its block goes with the block. */
function statement({ node, parent }: Site): Edit[] {
  const isAlone = parent?.node.type === 'BlockStatement' && childrenOf(parent.node, 'body').length === 1;
  const expression = childOf(node, 'expression');
  if (isAlone || !expression || typeof node.directive === 'string') return [];
  return expression.type === 'Literal' ? [] : [edit('removed call', node, '', 'statement')];
}

function result(site: Site, field: string): Edit[] {
  const value = childOf(site.node, field);
  if (!value || value.type === 'BlockStatement' || textOf(site, value) === 'undefined') return [];
  return [edit('return value', value, 'undefined')];
}

function call(site: Site): Edit[] {
  const callee = childOf(site.node, 'callee');
  const [object, property] = callee ? [childOf(callee, 'object'), childOf(callee, 'property')] : [];
  if (callee?.type !== 'MemberExpression' || !object || !property || callee.computed === true) return [];
  // Inside a chain the parts hang together by what is in front of them.
  if (isInChain(site)) return [];
  const name = String(property.name);
  if (droppable.has(name)) return [edit('method', site.node, textOf(site, object))];
  const other = Object.hasOwn(swapped, name) ? swapped[name] : undefined;
  if (other === undefined) return [];
  const { source } = site;
  const text = source.slice(site.node.start, property.start) + other + source.slice(property.end, site.node.end);
  return [edit('method', site.node, text)];
}

function isInChain({ node, parent }: Place): boolean {
  if (!parent || node.type === 'ChainExpression') return node.type === 'ChainExpression';
  const goesOn = ['MemberExpression', 'CallExpression', 'TSNonNullExpression', 'ChainExpression'];
  return goesOn.includes(parent.node.type) && isInChain(parent);
}

/** Each `?.` of a chain as a plain dot. */
function chain(site: Site): Edit[] {
  const { node, source } = site;
  const edits: Edit[] = [];
  const links = ['object', 'callee', 'expression'];
  for (let link = childOf(node, 'expression'); link; ) {
    const inner = links.map((field) => link && childOf(link, field)).find((child) => child !== undefined);
    if (link.optional === true && inner) {
      const at = source.indexOf('?.', inner.end);
      const dot = link.type === 'MemberExpression' && link.computed !== true ? '.' : '';
      edits.push(edit('optional chaining', node, source.slice(node.start, at) + dot + source.slice(at + 2, node.end)));
    }
    link = inner;
  }
  return edits;
}

function list({ node }: Site): Edit[] {
  return childrenOf(node, 'elements').length > 0 ? [edit('array', node, '[]')] : [];
}

const rules: Readonly<Record<string, (site: Site) => readonly Edit[]>> = {
  BinaryExpression: binary,
  LogicalExpression: logic,
  IfStatement: choice,
  ConditionalExpression: choice,
  WhileStatement: choice,
  DoWhileStatement: choice,
  ForStatement: choice,
  Literal: literal,
  UnaryExpression: unary,
  UpdateExpression: update,
  AssignmentExpression: assignment,
  BlockStatement: block,
  ExpressionStatement: statement,
  ReturnStatement: (site) => result(site, 'argument'),
  ArrowFunctionExpression: (site) => result(site, 'body'),
  CallExpression: call,
  ChainExpression: chain,
  ArrayExpression: list,
};

/** What the rules make of one node. Some are the same as those of the node around it. */
export function editsAt(place: Place, source: string): readonly Edit[] {
  return rules[place.node.type]?.({ ...place, source }) ?? [];
}
