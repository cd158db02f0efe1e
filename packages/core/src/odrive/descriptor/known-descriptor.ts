// Finds the descriptor of a board among those that are known: of ODrive's releases, and met before. The checksum alone is 16
// bits and proves nothing: another firmware that has it takes every write, at other endpoints.

import type { NativeClient } from '../protocol/client.ts';
import { type PublishedDescriptor, publishedDescriptors } from '../releases/releases.ts';
import { parseDescriptor } from './descriptor.ts';
import type { DescriptorCache } from './descriptor-cache.ts';
import { answers, type FetchedDescriptor, type FetchOptions, readable, readPiece } from './endpoint-zero.ts';

/** A candidate from the cache is compared at its end and at this many places. */
const samples = 5;
/** Fits a reply of every firmware. */
const sampleLength = 24;
/** The end of a text, as long as a reply of firmware up to 0.5.1 can be. */
const tailLength = 30;

/** `undefined` where the board has to be asked for all of it. Throws FlasherError. */
export async function knownDescriptor(
  client: NativeClient,
  cache: DescriptorCache,
  versionId: number | undefined,
  options: FetchOptions,
): Promise<FetchedDescriptor | undefined> {
  if (versionId !== undefined) {
    // The id is the checksum and, made from it again, what depends on the length: texts of other lengths have other ids.
    const published = publishedDescriptors.find((one) => one.versionId === versionId);
    if (published) return ofRelease(published, cache);
    const json = await cache.find(versionId);
    return json && { json, tree: parseDescriptor(json), versionId, source: 'cache' };
  }
  for (const published of publishedDescriptors.filter((one) => one.versionId === undefined))
    if (await isPublished(client, published, options)) return ofRelease(published, cache);
  for (const json of await cache.candidates()) {
    if (!(await looksEqual(client, json, options))) continue;
    const tree = readable(json);
    if (tree && (await answers(client, tree, options))) return { json, tree, source: 'cache' };
  }
  return undefined;
}

/** It is kept as well, so that a shell completes the paths of the firmware that was seen. */
async function ofRelease(published: PublishedDescriptor, cache: DescriptorCache): Promise<FetchedDescriptor> {
  const { versionId, releases } = published;
  const { json, tree } = published.describe();
  await cache.keepOnce(json, versionId);
  return { json, tree, versionId, source: 'release', releases };
}

/** By its length, its end, and the checksum, in this order: a board that is asked with another checksum is silent. */
async function isPublished(
  client: NativeClient,
  published: PublishedDescriptor,
  options: FetchOptions,
): Promise<boolean> {
  const { length } = published;
  const tail = await readPiece(client, length - tailLength, tailLength, options);
  const { json, tree } = published.describe();
  if (!isSame(tail, json.subarray(-tailLength))) return false;
  if ((await readPiece(client, length, tailLength, options)).length > 0) return false;
  return answers(client, tree, options);
}

async function looksEqual(client: NativeClient, json: Uint8Array, options: FetchOptions): Promise<boolean> {
  const step = Math.floor(json.length / samples);
  const offsets = [json.length - sampleLength / 2, ...Array.from({ length: samples }, (_, index) => index * step)];
  for (const offset of offsets) {
    const expected = json.subarray(Math.max(0, offset), Math.max(0, offset) + sampleLength);
    if (!isSame(await readPiece(client, Math.max(0, offset), sampleLength, options), expected)) return false;
  }
  return true;
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
