// Endpoint 0, where a board describes itself: pieces of the text, the version id, and the proof that a text is the board's.

import { isFlasherError } from '../../errors.ts';
import type { Log, Vault } from '../../ports.ts';
import type { NativeClient } from '../protocol/client.ts';
import { protocolVersion } from '../protocol/crc.ts';
import type { ObjectTree } from '../tree.ts';
import { sizeOf } from '../value.ts';
import { parseDescriptor } from './descriptor.ts';

/** What a board says of its endpoints. */
export interface FetchedDescriptor {
  readonly json: Uint8Array;
  readonly tree: ObjectTree;
  /** Absent up to firmware 0.4.12. */
  readonly versionId?: number | undefined;
  /** `release`: odflash knows it. */
  readonly source: 'board' | 'cache' | 'release';
  /** Where the source is a release: all that have this tree, the oldest first. */
  readonly releases?: readonly string[] | undefined;
}

/** Where descriptors are kept, and how the download is watched. */
export interface FetchOptions {
  /** Where descriptors are kept between runs. */
  readonly vault?: Vault | undefined;
  readonly log?: Log | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Called with the bytes fetched so far; the total is not known before the end. */
  readonly onBytes?: ((fetched: number) => void) | undefined;
}

const versionIdOffset = 0xffff_ffff;

/** What the board gives from `offset` on, as much as fits a reply. Throws FlasherError. */
export function readPiece(
  client: NativeClient,
  offset: number,
  replyLength: number,
  options: FetchOptions,
): Promise<Uint8Array> {
  const payload = new Uint8Array(4);
  new DataView(payload.buffer).setUint32(0, offset, true);
  const signal = options.signal === undefined ? {} : { signal: options.signal };
  return client.exchange({ endpoint: 0, trailer: protocolVersion, payload, replyLength }, signal);
}

/** The 32 bits that firmware from 0.5.1 on names its descriptor by. Throws FlasherError. */
export async function readVersionId(client: NativeClient, options: FetchOptions): Promise<number | undefined> {
  const reply = await readPiece(client, versionIdOffset, 4, options);
  return reply.length === 4 ? new DataView(reply.buffer, reply.byteOffset, 4).getUint32(0, true) : undefined;
}

/** Whether the board accepts this tree's checksum: it is silent if not. Throws FlasherError. */
export async function answers(client: NativeClient, tree: ObjectTree, options: FetchOptions): Promise<boolean> {
  const property = tree.byEndpoint.values().next().value;
  if (!property) return false;
  const replyLength = sizeOf(property.type);
  try {
    await client.exchange(
      { endpoint: property.endpoint, trailer: tree.checksum, replyLength, minReply: replyLength },
      options.signal === undefined ? { attempts: 2 } : { attempts: 2, signal: options.signal },
    );
    return true;
  } catch (error) {
    if (isFlasherError(error) && (error.code === 'timeout' || error.code === 'unexpected-reply')) return false;
    throw error;
  }
}

/** A text cut short does not parse; that is a reason to fetch it again, not to give up. */
export function readable(json: Uint8Array): ObjectTree | undefined {
  try {
    return parseDescriptor(json);
  } catch (error) {
    if (isFlasherError(error)) return undefined;
    throw error;
  }
}
