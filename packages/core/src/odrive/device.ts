// A running ODrive by the names of its object tree: read, write, exchange, call. What the rest of the library uses.

import { FlasherError } from '../errors.ts';
import { message } from '../messages/message.ts';
import { fetchDescriptor } from './descriptor/descriptor-download.ts';
import type { FetchedDescriptor, FetchOptions } from './descriptor/endpoint-zero.ts';
import type { PacketChannel } from './protocol/channel.ts';
import {
  type CallOptions,
  type ClientOptions,
  createClient,
  type DisconnectOutcome,
  type ExchangeOptions,
  type NativeClient,
  type TriggerOptions,
} from './protocol/client.ts';
import { manyReader } from './read-many.ts';
import { type FunctionNode, findFunction, findProperty, type ObjectTree, type PropertyNode } from './tree.ts';
import { decodeValue, encodeValue, type PropertyValue, sizeOf } from './value.ts';

/** Every call throws FlasherError; a path this firmware does not have is `unexpected-reply`. */
export interface OdriveDevice extends AsyncDisposable {
  readonly tree: ObjectTree;
  readonly descriptor: FetchedDescriptor;
  /** Requests sent so far, the descriptor's included. */
  readonly roundTrips: number;
  /** Reads a property by its path. Throws FlasherError. */
  read(path: string, options?: CallOptions): Promise<PropertyValue>;
  /** Reads several, on the way together once that is proved to work. */
  readMany(paths: readonly string[], options?: CallOptions): Promise<readonly PropertyValue[]>;
  /** Reads that go together now; 1 before it is proved and after something odd. */
  readonly window: number;
  /** Writes; whether the board took it shows only when it is read back. */
  write(path: string, value: PropertyValue, options?: ExchangeOptions): Promise<void>;
  /** Writes, and gives the value before. */
  exchange(path: string, value: PropertyValue, options?: CallOptions): Promise<PropertyValue>;
  /** Calls a function: inputs written, triggered once, outputs read. */
  call(path: string, inputs?: readonly PropertyValue[], options?: TriggerOptions): Promise<readonly PropertyValue[]>;
  /** Calls a function without inputs after which the board restarts. */
  callAndDisconnect(path: string, options?: TriggerOptions): Promise<DisconnectOutcome>;
}

/** Options of {@link connectOdrive}. */
export type ConnectOptions = ClientOptions & FetchOptions;

/** Learns the object tree of the board behind `channel`, which is closed with the device, and at once if that fails. */
export async function connectOdrive(channel: PacketChannel, options: ConnectOptions): Promise<OdriveDevice> {
  const client = createClient(channel, options);
  try {
    return deviceOf(client, await fetchDescriptor(client, options));
  } catch (error) {
    await client[Symbol.asyncDispose]();
    throw error;
  }
}

function deviceOf(client: NativeClient, descriptor: FetchedDescriptor): OdriveDevice {
  const { tree } = descriptor;
  const property = (path: string): PropertyNode => findProperty(tree, path) ?? missing(path);
  const callable = (path: string): FunctionNode => findFunction(tree, path) ?? missing(path);

  const many = manyReader(client, tree);

  const transfer = async (
    node: PropertyNode,
    payload: Uint8Array | undefined,
    options: CallOptions | undefined,
  ): Promise<PropertyValue> => {
    const size = sizeOf(node.type);
    const request = { endpoint: node.endpoint, trailer: tree.checksum, replyLength: size, minReply: size };
    return decodeValue(node.type, await client.exchange(payload ? { ...request, payload } : request, options));
  };
  const put = async (node: PropertyNode, payload: Uint8Array, options: ExchangeOptions | undefined): Promise<void> => {
    await client.exchange({ endpoint: node.endpoint, trailer: tree.checksum, payload }, options);
  };

  return {
    tree,
    descriptor,
    get roundTrips() {
      return client.roundTrips;
    },
    read: async (path, options) => transfer(property(path), undefined, options),
    readMany: async (paths, options) => many.read(paths.map(property), options),
    get window() {
      return many.window;
    },
    write: async (path, value, options) => {
      const node = property(path);
      await put(node, encodeValue(node.type, value), options);
    },
    exchange: async (path, value, options) => {
      const node = property(path);
      return transfer(node, encodeValue(node.type, value), options);
    },
    call: async (path, inputs = [], options) => {
      const node = callable(path);
      if (inputs.length !== node.inputs.length) throw new TypeError(`${path} takes ${node.inputs.length} inputs`);
      const written = node.inputs.map((input, index) => ({ input, payload: encodeValue(input.type, inputs[index]) }));
      for (const { input, payload } of written) await put(input, payload, options);
      await client.trigger({ endpoint: node.endpoint, trailer: tree.checksum }, options);
      const outputs: PropertyValue[] = [];
      for (const output of node.outputs) outputs.push(await transfer(output, undefined, options));
      return outputs;
    },
    callAndDisconnect: async (path, options) =>
      client.callAndDisconnect({ endpoint: callable(path).endpoint, trailer: tree.checksum }, options),
    [Symbol.asyncDispose]: () => client[Symbol.asyncDispose](),
  };
}

function missing(path: string): never {
  throw new FlasherError('unexpected-reply', message('odrive.property-missing', { path }), { details: { path } });
}
