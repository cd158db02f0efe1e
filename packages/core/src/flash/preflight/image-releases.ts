// Which releases a firmware may be, by what published it, by what it says of itself, or by the object tree in its bytes.

import { releasesOfTree } from '../../configuration/file/file-release.ts';
import type { MemoryImage } from '../../image/memory-image.ts';
import { treeOfImage } from '../../odrive/descriptor/image-tree.ts';
import { releaseRank } from '../../odrive/release-order.ts';
import { configurationProperties } from '../../odrive/tree.ts';

/** Releases a firmware may be, oldest first; empty where nothing says it. */
export type Releases = readonly string[];

/** By what published it, or by its object tree. */
export function releasesTold(image: MemoryImage): Releases {
  const said = image.origin?.release ?? image.claims?.firmwareVersion;
  return said !== undefined && releaseRank(said) !== undefined ? [said] : releasesByTree(image);
}

/** 0.5 has the text of its tree in the flash. */
export function releasesByTree(image: MemoryImage): Releases {
  const tree = treeOfImage(image);
  if (!tree) return [];
  const paths = configurationProperties(tree.root).map(({ path }) => path);
  return releasesOfTree(tree.checksum, paths);
}
