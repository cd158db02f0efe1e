// The board's side of the native protocol: one request, at most one reply (Firmware/fibre-cpp/legacy_protocol.cpp). What
// is wrong with a packet is not answered: too short, a reply, the trailer of another object tree.

import {
  decodeRequest,
  decodeValue,
  descriptorVersionId,
  encodeReply,
  encodeValue,
  type FunctionNode,
  type NativeRequest,
  type PropertyNode,
  type PropertyValue,
  protocolVersion,
  sizeOf,
} from '@odflash/core/odrive';
import type { OdriveImage } from '../image.ts';

/** The objects behind the endpoints. */
export interface ServedObjects {
  readonly image: OdriveImage;
  read(property: PropertyNode): PropertyValue;
  write(property: PropertyNode, value: PropertyValue): void;
  /** Runs a function; `gone` if the firmware does not live to answer. */
  call(called: FunctionNode): Promise<'done' | 'gone'>;
}

/** Answers one packet; `undefined` = silence. */
export type NativeServer = (packet: Uint8Array) => Promise<Uint8Array | undefined>;

const versionIdOffset = 0xffff_ffff;
const nothing = new Uint8Array(0);

/** `limit`: most bytes of data in a reply, by default those of a USB packet. */
export function createNativeServer(
  objects: ServedObjects,
  limit: number = objects.image.traits.replyLimit,
): NativeServer {
  const { traits, json, tree } = objects.image;
  const functions = new Map<number, FunctionNode>();
  for (const node of tree.nodes.values()) if (node.kind === 'function') functions.set(node.endpoint, node);

  const describe = (request: NativeRequest): Uint8Array => {
    if (request.payload.length < 4) return nothing;
    const offset = new DataView(request.payload.buffer, request.payload.byteOffset).getUint32(0, true);
    if (offset === versionIdOffset && traits.hasVersionId) {
      const id = new Uint8Array(4);
      new DataView(id.buffer).setUint32(0, descriptorVersionId(json), true);
      return id;
    }
    return json.subarray(offset, offset + limit);
  };
  const access = (property: PropertyNode, request: NativeRequest, room: number): Uint8Array => {
    const size = sizeOf(property.type);
    // The old value goes out before the new one is taken: that is what makes a write an exchange.
    const old = room >= size ? encodeValue(property.type, objects.read(property)) : nothing;
    if (property.writable && request.payload.length >= size) {
      objects.write(property, decodeValue(property.type, request.payload));
    }
    return old;
  };
  const operate = async (request: NativeRequest, room: number): Promise<Uint8Array | 'silence'> => {
    if (request.endpoint === 0) return describe(request);
    const property = tree.byEndpoint.get(request.endpoint);
    if (property) return access(property, request, room);
    const called = functions.get(request.endpoint);
    if (called) return (await objects.call(called)) === 'gone' ? 'silence' : nothing;
    return traits.unknownEndpoint === 'silent' ? 'silence' : nothing;
  };

  return async (packet) => {
    const request = decodeRequest(packet);
    if (!request || request.trailer !== (request.endpoint === 0 ? protocolVersion : tree.checksum)) return undefined;
    const room = Math.min(request.replyLength, limit);
    const data = await operate(request, room);
    if (data === 'silence' || !request.wantsReply) return undefined;
    return encodeReply({ sequence: request.sequence, data: data.subarray(0, room) });
  };
}
