// The properties a person means: a path, a pattern like `axis*.error`, or an object and all below it.

import { FlasherError } from '../errors.ts';
import { message } from '../messages/message.ts';
import { globPattern } from './glob.ts';
import { nearestNames } from './nearest.ts';
import type { ObjectNode, ObjectTree, PropertyNode, TreeNode } from './tree.ts';

/** In the order of the patterns, then of the tree, each once. Throws `usage` for what names no property. */
export function selectProperties(tree: ObjectTree, patterns: readonly string[]): PropertyNode[] {
  return [...new Set(patterns.flatMap((pattern) => selectedBy(tree, pattern)))];
}

function selectedBy(tree: ObjectTree, pattern: string): readonly PropertyNode[] {
  const node = tree.nodes.get(pattern);
  const path = functionOf(tree, pattern);
  if (path !== undefined)
    throw new FlasherError('usage', message('odrive.is-function', { path }), {
      details: { path },
      next: message('next.call-function', { path }),
    });
  const expression = globPattern(pattern);
  const named = node ? [node] : [...tree.nodes.values()].filter(({ path }) => expression.test(path));
  const found = named.flatMap((one) => propertiesOf(one)).filter(({ path }) => !isArgument(tree, path));
  if (found.length === 0) throw unknownPath(tree, pattern);
  return found;
}

function propertiesOf(node: TreeNode): PropertyNode[] {
  if (node.kind === 'property') return [node];
  return node.kind === 'object' ? below(node) : [];
}

function below({ members }: ObjectNode): PropertyNode[] {
  return members.flatMap((member) => propertiesOf(member));
}

/** Arguments and results of functions are written and read with a call only. */
function isArgument({ nodes }: ObjectTree, path: string): boolean {
  return nodes.has(path) && nodes.get(ownerOf(path))?.kind === 'function';
}

/** The function at that path, or whose argument or result that is. */
export function functionOf(tree: ObjectTree, path: string): string | undefined {
  if (tree.nodes.get(path)?.kind === 'function') return path;
  return isArgument(tree, path) ? ownerOf(path) : undefined;
}

/** What stands before the last name. */
function ownerOf(path: string): string {
  return path.slice(0, path.lastIndexOf('.'));
}

/** What can stand in a sentence without quotes. */
const plainPath = /^[\w*]+(\.[\w*]+)*$/;

/** Characters of a path that are repeated to a person; no firmware has one so long. */
const maxShownPath = 120;

/** An error of the command line that names what was perhaps meant. */
export function unknownPath({ nodes }: ObjectTree, path: string): FlasherError {
  // As odrivetool's shell has it.
  const bare = path.replace(/^odrv\d+\./, '');
  const near = nodes.has(bare) ? [bare] : nearestNames(bare, nodes.keys());
  const short = path.length > maxShownPath ? `${path.slice(0, maxShownPath)}…` : path;
  const shown = plainPath.test(path) ? short : `"${short}"`;
  const next = near.length > 0 ? message('next.choose-similar', { names: near }) : message('next.list-properties');
  return new FlasherError('usage', message('odrive.unknown-property', { path: shown }), {
    details: { path, near },
    next,
  });
}
