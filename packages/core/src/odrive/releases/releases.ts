// The object trees of ODrive's releases, made of the notation when one is needed: what virtual boards serve, and by
// what a board that runs a known release is understood without asking it for 55 000 characters.

import { descriptorChecksum } from '../protocol/crc.ts';
import { type ObjectTree, objectTree } from '../tree.ts';
import { descriptorText, nodesOf } from './nodes.ts';
import { initialValues, readTree } from './notation.ts';
import { firmware04 } from './trees/firmware-0-4.ts';
import { firmware05 } from './trees/firmware-0-5.ts';
import { firmware051 } from './trees/firmware-0-5-1.ts';

/** A release's own description of itself. */
export interface ReleaseDescription {
  /** The text of endpoint 0. */
  readonly json: Uint8Array;
  readonly tree: ObjectTree;
}

/** What is known of the text that real boards with a release give. */
interface Published {
  readonly length: number;
  readonly checksum: number;
  /** What firmware from 0.5.1 on gives at offset 0xFFFFFFFF. */
  readonly versionId?: number | undefined;
}

interface Row {
  /** Releases with one and the same tree. */
  readonly releases: readonly string[];
  readonly notation: string;
  /** The revision that `@n` in the notation is compared with. */
  readonly revision: number;
  /** Outputs of functions are variables like any other. */
  readonly outputsWritable?: boolean | undefined;
  /**
   * Only where the tree is proved to be that of the release: the checksums of 0.4.12, 0.5.1 and 0.5.5 stand in public programs
   * that talk to real boards, 0.5.6 comes out of ODrive's own generator. 0.4.1, 0.5.2 and 0.5.3 are derived: their boards are asked.
   */
  readonly published?: Published | undefined;
}

const rows: readonly Row[] = [
  { releases: ['0.4.1'], notation: firmware04, revision: 1, outputsWritable: true },
  {
    releases: ['0.4.11', '0.4.12'],
    notation: firmware04,
    revision: 12,
    outputsWritable: true,
    published: { length: 27_380, checksum: 0x7411 },
  },
  {
    releases: ['0.5.1'],
    notation: firmware051,
    revision: 1,
    published: { length: 38_157, checksum: 0x9b40, versionId: 0x9b4053c2 },
  },
  { releases: ['0.5.2'], notation: firmware05, revision: 2 },
  { releases: ['0.5.3'], notation: firmware05, revision: 3 },
  {
    releases: ['0.5.4', '0.5.5'],
    notation: firmware05,
    revision: 5,
    published: { length: 53_537, checksum: 0xd271, versionId: 0xd271a3d0 },
  },
  {
    releases: ['0.5.6'],
    notation: firmware05,
    revision: 6,
    published: { length: 55_313, checksum: 0xc1a0, versionId: 0xc1a0ad28 },
  },
];

const made = new Map<Row, ReleaseDescription>();

function describeRow(row: Row): ReleaseDescription {
  const before = made.get(row);
  if (before) return before;
  const members = nodesOf(readTree(row.notation, row.revision), row.outputsWritable === true);
  const json = new TextEncoder().encode(descriptorText(members));
  const checksum = row.published?.checksum ?? descriptorChecksum(json);
  const tree = objectTree({ kind: 'object', name: '', path: '', members }, checksum);
  const description = { json, tree };
  made.set(row, description);
  return description;
}

function rowOf(release: string): Row | undefined {
  return rows.find(({ releases }) => releases.includes(release));
}

/** The description of a release, exact or derived; `undefined` for one whose tree is not known. */
export function describeRelease(release: string): ReleaseDescription | undefined {
  const row = rowOf(release);
  return row && describeRow(row);
}

/** What properties of a release have after a reset without a stored configuration, as the notation has them, by path. */
export function initialValuesOf(release: string): ReadonlyMap<string, string> {
  const row = rowOf(release);
  return row ? initialValues(readTree(row.notation, row.revision)) : new Map();
}

/** A text that real boards give, and how to recognise that a board gives this one. */
export interface PublishedDescriptor extends Published {
  readonly releases: readonly string[];
  /** Made when called. */
  describe(): ReleaseDescription;
}

/** Descriptors that no board has to be asked for. */
export const publishedDescriptors: readonly PublishedDescriptor[] = rows.flatMap((row) => {
  const { releases, published } = row;
  return published ? [{ ...published, releases, describe: () => describeRow(row) }] : [];
});
