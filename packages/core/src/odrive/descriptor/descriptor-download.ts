// Fetches the descriptor of a board from endpoint 0, piece by piece, and makes sure that it is whole and of one piece:
// the board may restart with other firmware half-way. Firmware from 0.5.1 on names its descriptor by a 32-bit version
// id; older firmware is asked for a property, which it answers only if the checksum of the text is right.

import { FlasherError } from '../../errors.ts';
import { message } from '../../messages/message.ts';
import { retryPolicy } from '../../retry.ts';
import type { NativeClient } from '../protocol/client.ts';
import { descriptorChecksum } from '../protocol/crc.ts';
import type { ObjectTree } from '../tree.ts';
import { descriptorLimits, parseDescriptor } from './descriptor.ts';
import { descriptorCache } from './descriptor-cache.ts';
import {
  answers,
  type FetchedDescriptor,
  type FetchOptions,
  readable,
  readPiece,
  readVersionId,
} from './endpoint-zero.ts';
import { knownDescriptor } from './known-descriptor.ts';

/** What odrivetool asks for; a board gives 30 or 61 bytes over USB, 125 over a stream. */
const pieceLength = 512;
/** Whole downloads before giving up. */
const maxDownloads = retryPolicy('descriptor-alike').attempts;

/**
 * The board's object tree: by what is known already, or from the board. Throws FlasherError `unexpected-reply` if the text
 * keeps changing or is unreadable.
 */
export async function fetchDescriptor(client: NativeClient, options: FetchOptions = {}): Promise<FetchedDescriptor> {
  const cache = descriptorCache(options.vault, options.log);
  let versionId = await readVersionId(client, options);
  const known = await knownDescriptor(client, cache, versionId, options);
  if (known) return known;
  for (let round = 1; round <= maxDownloads; round++) {
    const json = await download(client, options);
    const before = versionId;
    versionId = await readVersionId(client, options);
    const tree = before === versionId ? await verified(client, json, versionId, options) : undefined;
    if (tree) {
      await cache.keep(json, versionId);
      return { json, tree, versionId, source: 'board' };
    }
    options.log?.({ level: 'warn', scope: 'odrive', text: `damaged descriptor in download ${round}` });
  }
  throw new FlasherError('unexpected-reply', message('descriptor.reads-differ'), {
    details: { downloads: maxDownloads },
  });
}

/** The tree in a text that came whole, `undefined` otherwise. */
async function verified(
  client: NativeClient,
  json: Uint8Array,
  versionId: number | undefined,
  options: FetchOptions,
): Promise<ObjectTree | undefined> {
  if (versionId !== undefined) {
    // The upper half is the checksum that every later request must carry.
    return versionId >>> 16 === descriptorChecksum(json) ? parseDescriptor(json) : undefined;
  }
  const tree = readable(json);
  return tree && (await answers(client, tree, options)) ? tree : undefined;
}

async function download(client: NativeClient, options: FetchOptions): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const piece = await readPiece(client, length, pieceLength, options);
    if (piece.length === 0) break;
    pieces.push(piece);
    length += piece.length;
    if (length > descriptorLimits.maxLength) {
      throw new FlasherError('unexpected-reply', message('descriptor.endless'), {
        details: { length },
      });
    }
    options.onBytes?.(length);
  }
  const json = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    json.set(piece, at);
    at += piece.length;
  }
  return json;
}
