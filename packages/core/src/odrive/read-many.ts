// Several properties read together. Whether this board, its wire and this computer bear that is proved first: what does not
// change is read one by one, then together, and must be the same in the same order. Anything odd later, and reads go one by
// one again until it is proved anew. Only reads go together: a write or a call is never sent before the reply to another is there.

import type { CallOptions, NativeClient, Operation } from './protocol/client.ts';
import { findProperty, type ObjectTree, type PropertyNode } from './tree.ts';
import { decodeValue, type PropertyValue, sizeOf } from './value.ts';

export interface ManyReader {
  /** Reads on the way at once, as far as it is proved: 1 or the client's window. */
  readonly window: number;
  /** In the order asked for. Throws FlasherError where a single read would. */
  read(properties: readonly PropertyNode[], options?: CallOptions): Promise<readonly PropertyValue[]>;
}

/** What a board is and what runs on it: the same at every read, in all firmware. */
const constants = [
  'serial_number',
  'hw_version_major',
  'fw_version_minor',
  'hw_version_minor',
  'fw_version_revision',
  'hw_version_variant',
  'fw_version_major',
  'serial_number',
] as const;

/** Rounds in which the constants are read together. */
const rounds = 2;
/** Reads one by one after something odd before another proof is tried. */
const quietReads = 256;
/** A wire that was odd so often is read one by one for good. */
const maxAnomalies = 3;

/** A reader for the tree of the board behind `client`. */
export function manyReader(client: NativeClient, tree: ObjectTree): ManyReader {
  let proved = false;
  /** How often something was not as it should be while reads went together. */
  let anomalies = 0;
  /** Reads still to be made one by one before the next proof. */
  let quiet = 0;

  const operationOf = ({ endpoint, type }: PropertyNode): Operation => {
    const size = sizeOf(type);
    return { endpoint, trailer: tree.checksum, replyLength: size, minReply: size };
  };
  const single = (property: PropertyNode, options: CallOptions) => client.exchange(operationOf(property), options);
  const odd = () => {
    proved = false;
    anomalies++;
    quiet = quietReads;
  };

  const prove = async (options: CallOptions): Promise<void> => {
    const known = constants.flatMap((path) => findProperty(tree, path) ?? []);
    if (known.length < client.window) {
      anomalies = maxAnomalies;
      return;
    }
    const alone: Uint8Array[] = [];
    for (const property of known) alone.push(await single(property, options));
    for (let round = 0; round < rounds; round++) {
      const { replies, clean } = await client.readTogether(known.map(operationOf), options);
      if (!clean || !replies.every((reply, index) => isSame(reply, alone[index]))) return odd();
    }
    proved = true;
  };

  return {
    get window() {
      return proved ? client.window : 1;
    },
    async read(properties, options = {}) {
      const mayProve = properties.length > 1 && client.window > 1 && quiet === 0 && anomalies < maxAnomalies;
      if (!proved && mayProve) await prove(options);
      const { replies, clean } = proved
        ? await client.readTogether(properties.map(operationOf), options)
        : { replies: [], clean: true };
      if (!clean) odd();
      const values: PropertyValue[] = [];
      for (const [index, property] of properties.entries()) {
        const together = replies[index];
        if (!together && quiet > 0) quiet--;
        values.push(decodeValue(property.type, together ?? (await single(property, options))));
      }
      return values;
    },
  };
}

function isSame(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
  return a?.length === b?.length && a?.every((byte, index) => byte === b?.[index]) === true;
}
