// The native protocol's packets over ODrive's ASCII protocol, for a port without another protocol: a read becomes `r PATH`, a write
// `w PATH VALUE`, and the description of the object tree is that of the release the board names (docs/ascii-protocol.md of
// odriverobotics/ODrive). Values come as text, floats with six decimals; references to other values have no text and are left out;
// functions that have no line of their own cannot be called.

import { FlasherError } from '../../errors.ts';
import { message } from '../../messages/message.ts';
import { LinkError } from '../../ports.ts';
import { type ConfigurationGeneration, configurationGeneration } from '../release-order.ts';
import { descriptorText } from '../releases/nodes.ts';
import { describeRelease, type ReleaseDescription } from '../releases/releases.ts';
import { valueOfText } from '../text-value.ts';
import { type FunctionNode, objectTree, type PropertyNode, type TreeNode } from '../tree.ts';
import { decodeValue, encodeValue, type PropertyValue, sizeOf } from '../value.ts';
import type { ByteStream, PacketChannel } from './channel.ts';
import { descriptorChecksum, descriptorVersionId, protocolVersion } from './crc.ts';
import { decodeRequest, encodeReply, maxStreamPacket, type NativeRequest } from './packet.ts';

/** Replies that are no line: a port that sends without end is not waited for. */
const maxLine = 512;
/** How long an answer to a line without one is waited for, in ms. */
const quietMs = 60;

/** Sends lines and waits for theirs. */
export interface AsciiLines {
  /** No answer came. */
  send(line: string, timeoutMs: number): Promise<void>;
  /** The next line. Throws LinkError `timeout`. */
  receive(timeoutMs: number): Promise<string>;
  /** Forgets what came late. */
  drain(): Promise<void>;
}

/** Lines with a checksum behind `*`, which the firmware demands then, and gives back. `now` in ms. */
export function asciiLines(stream: ByteStream, now: () => number): AsciiLines {
  let pending = '';
  const take = (): string | undefined => {
    const end = pending.indexOf('\n');
    if (end < 0) return undefined;
    const line = pending.slice(0, end).replace(/\r$/, '');
    pending = pending.slice(end + 1);
    return line;
  };
  const read = async (timeoutMs: number) => {
    const bytes = await stream.read(timeoutMs);
    pending = (pending + Array.from(bytes, (byte) => String.fromCharCode(byte & 0x7f)).join('')).slice(-8 * maxLine);
  };
  return {
    send: (line, timeoutMs) => stream.write(new TextEncoder().encode(`${line}*${xorOf(line)}\n`), timeoutMs),
    async receive(timeoutMs) {
      const deadline = now() + timeoutMs;
      for (;;) {
        const line = take();
        const [, text, sum] = /^(.*)\*(\d{1,3})$/.exec(line ?? '') ?? [];
        // Without its checksum it is the answer to another program, or damaged.
        if (text !== undefined && Number(sum) === xorOf(text)) return text;
        if (line !== undefined) continue;
        const left = deadline - now();
        if (left <= 0) throw new LinkError('timeout', 'no line was received');
        await read(left);
      }
    },
    async drain() {
      pending = '';
      for (;;) {
        try {
          await read(quietMs);
          pending = '';
        } catch (thrown) {
          if (thrown instanceof LinkError && thrown.kind === 'timeout') return;
          throw thrown;
        }
      }
    },
  };
}

function xorOf(text: string): number {
  let sum = 0;
  for (let at = 0; at < text.length; at++) sum ^= text.charCodeAt(at);
  return sum & 0xff;
}

/** How long the board may take to say who it is, in ms. */
const helloMs = 800;

/** The release behind these lines, or `undefined` without an answer in this protocol. Throws LinkError. */
export async function asciiRelease(lines: AsciiLines): Promise<string | undefined> {
  try {
    // Ends what another program, or packets that were tried, left of a line.
    await lines.send('', helloMs);
    await lines.drain();
    const said = (await introduce(lines, helloMs)).flatMap(
      (line) => /^Firmware version: (\d+\.\d+\.\d+)/.exec(line)?.[1] ?? [],
    );
    return said[0] === undefined ? undefined : await exactRelease(lines, said[0]);
  } catch (thrown) {
    if (!(thrown instanceof LinkError) || thrown.kind !== 'timeout') throw thrown;
  }
  return undefined;
}

/** What an answer that is late may be followed by, at most. */
const maxLines = 16;

/**
 * What the board says of itself, whose last line no other answer has: whatever was asked before is answered before it, so that the
 * next answer is that to the next question. Throws LinkError.
 */
async function introduce(lines: AsciiLines, timeoutMs: number): Promise<readonly string[]> {
  await lines.send('i', timeoutMs);
  const said: string[] = [];
  while (said.length < maxLines) {
    const line = await lines.receive(timeoutMs);
    said.push(line);
    if (line.startsWith('Serial number: ')) return said;
  }
  throw new LinkError('io', 'the board answers something else than was asked');
}

/** Two releases say the number of the one before (commit e535ed63); a name that only the later one has decides. */
const later: Readonly<Record<string, readonly [path: string, release: string]>> = {
  '0.5.1': ['config.enable_brake_resistor', '0.5.2'],
  '0.5.3': ['axis0.controller.config.vel_integrator_limit', '0.5.4'],
};

async function exactRelease(lines: AsciiLines, said: string): Promise<string> {
  const [path, release] = later[said] ?? [];
  if (path === undefined || release === undefined) return said;
  await lines.drain();
  await lines.send(`r ${path}`, helloMs);
  return /^invalid/.test(await lines.receive(helloMs)) ? said : release;
}

interface FunctionLine {
  /** The axis is put behind. */
  readonly line: string;
  /** Firmware that restarts for it and answers nothing more; any other has done it when it answers the next line. */
  readonly restarts?: readonly ConfigurationGeneration[];
}

/** Functions that have a line of their own. */
const functionLines: Readonly<Record<string, FunctionLine>> = {
  save_configuration: { line: 'ss', restarts: ['0.5.2'] },
  erase_configuration: { line: 'se', restarts: ['0.5.1', '0.5.2'] },
  reboot: { line: 'sr', restarts: ['0.4', '0.5.1', '0.5.2'] },
  clear_errors: { line: 'sc' },
  'axisN.watchdog_feed': { line: 'u' },
};

/** Packets over `lines` of a board with that release; `undefined` if its object tree is not known. */
export function asciiChannel(
  lines: AsciiLines,
  release: string,
  dispose: () => Promise<void>,
): PacketChannel | undefined {
  const whole = describeRelease(release);
  if (!whole) return undefined;
  const description = withoutReferences(whole);
  const functions = new Map<number, FunctionNode>();
  for (const node of description.tree.nodes.values()) if (node.kind === 'function') functions.set(node.endpoint, node);
  const replies: Uint8Array[] = [];
  let isLate = false;

  const ask = async (line: string, timeoutMs: number): Promise<string> => {
    if (isLate) await introduce(lines, timeoutMs);
    isLate = true;
    await lines.send(line, timeoutMs);
    const answer = await lines.receive(timeoutMs);
    isLate = false;
    return answer;
  };
  const get = async (property: PropertyNode, timeoutMs: number): Promise<PropertyValue> => {
    const answer = await ask(`r ${property.path}`, timeoutMs);
    const value = valueOfText(property.type, answer);
    if (value !== undefined) return value;
    // Perhaps the answer to a write that the board refused.
    isLate = true;
    throw new LinkError('io', `the board answered "${answer.slice(0, 40)}" to r ${property.path}`);
  };
  const generation = configurationGeneration(release, (path) => description.tree.nodes.has(path));
  /** `undefined` where no answer is to come. */
  const perform = async (request: NativeRequest, timeoutMs: number): Promise<Uint8Array | undefined> => {
    if (request.endpoint === 0) return describe(description, release, request);
    const property = description.tree.byEndpoint.get(request.endpoint);
    if (property) {
      const size = sizeOf(property.type);
      const old =
        request.replyLength >= size ? encodeValue(property.type, await get(property, timeoutMs)) : new Uint8Array(0);
      if (request.payload.length >= size)
        await lines.send(`w ${property.path} ${written(decodeValue(property.type, request.payload))}`, timeoutMs);
      return old;
    }
    const called = functions.get(request.endpoint)?.path ?? '';
    const own = functionLines[called.replace(/^axis\d(?=\.)/, 'axisN')];
    if (own === undefined)
      throw new FlasherError('usage', message('serial.cannot-call', { path: called }), {
        next: message('next.call-over-usb'),
      });
    const axis = /^axis(\d)\./.exec(called)?.[1];
    await lines.send(axis === undefined ? own.line : `${own.line} ${axis}`, timeoutMs);
    if (own.restarts?.includes(generation)) return undefined;
    if (own.restarts) await introduce(lines, timeoutMs);
    return new Uint8Array(0);
  };
  return {
    maxPacket: maxStreamPacket,
    send: async (packet, timeoutMs) => {
      const request = decodeRequest(packet);
      if (!request || request.trailer !== (request.endpoint === 0 ? protocolVersion : description.tree.checksum))
        return;
      const data = await perform(request, timeoutMs);
      if (data) replies.push(encodeReply({ sequence: request.sequence, data: data.subarray(0, request.replyLength) }));
    },
    receive: async () => {
      const reply = replies.shift();
      if (reply) return reply;
      throw new LinkError('timeout', 'nothing was asked');
    },
    [Symbol.asyncDispose]: dispose,
  };
}

/** The firmware answers `not implemented` to a read of one (Firmware/communication/ascii_protocol.cpp). */
const reference = 'endpoint_ref';

/** What has text on a board with that release: another description, with a checksum of its own. */
function withoutReferences({ tree }: ReleaseDescription): ReleaseDescription {
  const members = withText(tree.root.members);
  const json = new TextEncoder().encode(descriptorText(members));
  return { json, tree: objectTree({ ...tree.root, members }, descriptorChecksum(json)) };
}

function withText(members: readonly TreeNode[]): readonly TreeNode[] {
  const kept = members.filter((member) => member.kind !== 'property' || member.type !== reference);
  return kept.map((member) => (member.kind === 'object' ? { ...member, members: withText(member.members) } : member));
}

const versionIdOffset = 0xffff_ffff;

function describe({ json }: ReleaseDescription, release: string, { payload }: NativeRequest): Uint8Array {
  const offset = new DataView(payload.buffer, payload.byteOffset).getUint32(0, true);
  if (offset !== versionIdOffset) return json.subarray(offset, offset + maxStreamPacket);
  if (release.startsWith('0.4.')) return new Uint8Array(0);
  const id = new Uint8Array(4);
  new DataView(id.buffer).setUint32(0, descriptorVersionId(json), true);
  return id;
}

function written(value: PropertyValue): string {
  if (typeof value === 'boolean') return value ? '1' : '0';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
