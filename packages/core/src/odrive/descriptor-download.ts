// Fetches the descriptor of a board from endpoint 0, piece by piece, and makes sure that it is whole and of one piece:
// the board may restart with other firmware half-way. Firmware from 0.5.1 on names its descriptor by a 32-bit version
// id; older firmware is asked for a property, which it answers only if the checksum of the text is right.

import { FlasherError, isFlasherError } from '../errors.ts';
import { message } from '../messages/message.ts';
import type { Log, Vault } from '../ports.ts';
import type { NativeClient } from './client.ts';
import { descriptorChecksum, protocolVersion } from './crc.ts';
import { descriptorLimits, parseDescriptor } from './descriptor.ts';
import { type DescriptorCache, descriptorCache } from './descriptor-cache.ts';
import type { ObjectTree } from './tree.ts';
import { sizeOf } from './value.ts';

/** What a board says of its endpoints. */
export interface FetchedDescriptor {
  readonly json: Uint8Array;
  readonly tree: ObjectTree;
  /** Absent up to firmware 0.4.12. */
  readonly versionId?: number | undefined;
  readonly source: 'board' | 'cache';
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
/** What odrivetool asks for; a board gives 30 or 61 bytes over USB, 125 over a stream. */
const pieceLength = 512;
/** Whole downloads before giving up. */
const maxDownloads = 3;
/** A candidate from the cache is compared at its end and at this many places. */
const samples = 5;
/** Fits a reply of every firmware. */
const sampleLength = 24;

/** The board's object tree. Throws FlasherError `unexpected-reply` if the text keeps changing or is unreadable. */
export async function fetchDescriptor(client: NativeClient, options: FetchOptions = {}): Promise<FetchedDescriptor> {
  const cache = descriptorCache(options.vault, options.log);
  let versionId = await readVersionId(client, options);
  const known = await fromCache(client, cache, versionId, options);
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

async function fromCache(
  client: NativeClient,
  cache: DescriptorCache,
  versionId: number | undefined,
  options: FetchOptions,
): Promise<FetchedDescriptor | undefined> {
  if (versionId !== undefined) {
    const json = await cache.find(versionId);
    return json && { json, tree: parseDescriptor(json), versionId, source: 'cache' };
  }
  for (const json of await cache.candidates()) {
    if (!(await looksEqual(client, json, options))) continue;
    const tree = readable(json);
    if (tree && (await answers(client, tree, options))) return { json, tree, source: 'cache' };
  }
  return undefined;
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

/** A text cut short does not parse; that is a reason to fetch it again, not to give up. */
function readable(json: Uint8Array): ObjectTree | undefined {
  try {
    return parseDescriptor(json);
  } catch (error) {
    if (isFlasherError(error)) return undefined;
    throw error;
  }
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

async function readVersionId(client: NativeClient, options: FetchOptions): Promise<number | undefined> {
  const reply = await readPiece(client, versionIdOffset, 4, options);
  return reply.length === 4 ? new DataView(reply.buffer, reply.byteOffset, 4).getUint32(0, true) : undefined;
}

function readPiece(
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

async function looksEqual(client: NativeClient, json: Uint8Array, options: FetchOptions): Promise<boolean> {
  const step = Math.floor(json.length / samples);
  const offsets = [json.length - sampleLength / 2, ...Array.from({ length: samples }, (_, index) => index * step)];
  for (const offset of offsets) {
    const expected = json.subarray(Math.max(0, offset), Math.max(0, offset) + sampleLength);
    const piece = await readPiece(client, Math.max(0, offset), sampleLength, options);
    if (piece.length !== expected.length || piece.some((byte, index) => byte !== expected[index])) return false;
  }
  return true;
}

/** Whether the board accepts this tree's checksum: it is silent if not. */
async function answers(client: NativeClient, tree: ObjectTree, options: FetchOptions): Promise<boolean> {
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
