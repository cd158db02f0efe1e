// Paths that continue from what a person has typed, for shells and prompts: from a tree, or from the descriptors seen before.

import type { Vault } from '../ports.ts';
import { parseDescriptor } from './descriptor/descriptor.ts';
import { cachedDescriptors } from './descriptor/descriptor-cache.ts';
import type { ObjectTree } from './tree.ts';

/** What of the tree one wants: all of it, what can be read or written, what can be called. */
export type PathKind = 'any' | 'property' | 'writable' | 'function';

/**
 * Paths one name further than `beginning`, sorted as in the tree; objects end in a dot. `axis0.enc` gives `axis0.encoder.`.
 */
export function completePath(tree: ObjectTree, beginning: string, kind: PathKind = 'any'): readonly string[] {
  const dot = beginning.lastIndexOf('.');
  const parent = dot === -1 ? tree.root : tree.nodes.get(beginning.slice(0, dot));
  if (parent?.kind !== 'object') return [];
  return parent.members.flatMap((member) => {
    if (!member.path.startsWith(beginning)) return [];
    if (member.kind === 'object') return [`${member.path}.`];
    const fits =
      kind === 'any' ||
      (kind === 'function'
        ? member.kind === 'function'
        : member.kind === 'property' && (kind === 'property' || member.writable));
    return fits ? [member.path] : [];
  });
}

/** The same of every firmware whose descriptor is kept in the vault, each path once. A damaged one is left out. */
export async function completeKnownPath(
  vault: Vault,
  beginning: string,
  kind: PathKind = 'any',
): Promise<readonly string[]> {
  const paths = new Set<string>();
  for (const json of await cachedDescriptors(vault)) {
    try {
      for (const path of completePath(parseDescriptor(json), beginning, kind)) paths.add(path);
    } catch {
      // Nothing is suggested of it.
    }
  }
  return [...paths];
}
