// What an entry of a trace means, in words: requests by name, addresses, states, statuses. Follows the links of a trace,
// because the address a block goes to was said earlier. Whatever it does not know, it shows in hex.

import { classifyDevice } from '../discovery/find.ts';
import { nativeInterface } from '../odrive/protocol/channel.ts';
import type { UsbDeviceInfo } from '../ports.ts';
import { printableExcerpt } from '../printable.ts';
import { probeModel } from '../stlink/models.ts';
import { parseConfiguration } from '../usb/descriptors.ts';
import type { LinkEntry, TraceEntry } from '../usb/trace.ts';
import { dfuAnswer, dfuRequest, dfuWell, type Pointer, startPointer } from './decode-dfu.ts';
import { nativeAnswer, nativeRequest } from './decode-native.ts';
import { standardAnswer, standardRequest } from './decode-standard.ts';
import { givesBytes, probeAnswer, probeRequest } from './decode-stlink.ts';
import { preview } from './preview.ts';
import { setupText } from './trace-fields.ts';

/** An entry for people. */
export interface DecodedEntry {
  /** What was asked: `SET_ADDRESS 0x08000000`. */
  readonly request: string;
  /** The result: `OK, dfuDNBUSY, asks for 104 ms`. */
  readonly answer: string;
  /** False if it did not go as asked: refused, cut short, no answer. */
  readonly well: boolean;
}

/** Says entries of a trace in words; keeps what earlier ones said of the device. */
export type TraceDecoder = (entry: TraceEntry) => DecodedEntry;

/** What is known of one link so far. */
interface Known {
  kind: ReturnType<typeof classifyDevice> | 'probe' | 'unknown';
  /** The last command to a probe. */
  command?: Uint8Array | undefined;
  /** Bytes follow it from the host. */
  isGiving?: boolean | undefined;
  pointer: Pointer;
}

/** Decodes the entries of one trace, in their order. Never throws. */
export function traceDecoder(): TraceDecoder {
  const links = new Map<number, Known>();
  const knownOf = (link: number): Known => {
    const known = links.get(link) ?? { kind: 'unknown', pointer: startPointer };
    links.set(link, known);
    return known;
  };
  return (entry) => {
    if (!('outcome' in entry))
      return { request: `${entry.operation}: ${deviceText(entry.device)}`, answer: '', well: true };
    if (entry.operation === 'list') {
      const answer = `${entry.devices.map(deviceText).join('; ') || 'nothing'}`;
      return ended(entry, 'list devices', answer);
    }
    const known = knownOf(entry.link);
    if (entry.operation === 'open') {
      known.kind = probeModel(entry.device) ? 'probe' : classifyDevice(entry.device);
      return ended(entry, `open ${deviceText(entry.device)}`, '');
    }
    if (entry.operation === 'reset') known.pointer = startPointer;
    const decoded = decodeLink(entry, known);
    learn(entry, known);
    return decoded;
  };
}

/** `0483:df11 325E35633334 at 1-1`; a browser shows no port, and the path is the serial number. */
function deviceText({ vendorId, productId, serial, path }: UsbDeviceInfo): string {
  const id = [vendorId, productId].map((part) => part.toString(16).padStart(4, '0')).join(':');
  if (serial?.toUpperCase() === path) return `${id} ${printableExcerpt(path)}`;
  return `${id} ${serial === undefined ? 'no serial number' : printableExcerpt(serial)} at ${printableExcerpt(path)}`;
}

function decodeLink(entry: LinkEntry, known: Known): DecodedEntry {
  const { kind, pointer } = known;
  const { operation, setup } = entry;
  if (setup) {
    const type = setup.requestType & 0x7f;
    if ((type & 0x60) === 0) return ended(entry, standardRequest(setup), standardAnswer(setup, entry.data));
    const dfu = type === 0x21 && kind !== 'runtime' && dfuRequest(entry, setup, pointer);
    if (dfu) {
      const decoded = ended(entry, dfu, dfuAnswer(entry, setup));
      return { ...decoded, well: decoded.well && dfuWell(entry, setup) };
    }
    return ended(entry, `${operation} ${setupText(setup)}${sentText(entry)}`, receivedText(entry));
  }
  if (entry.endpoint !== undefined) return kind === 'probe' ? decodeProbe(entry, known) : decodeBulk(entry, kind);
  const facts = [entry.interfaceNumber, entry.alternate].filter((fact) => fact !== undefined);
  return ended(entry, [names[operation] ?? operation, ...facts].join(' '), '');
}

const names: Readonly<Partial<Record<LinkEntry['operation'], string>>> = {
  claim: 'claim interface',
  'select-alternate': 'SET_INTERFACE',
  reset: 'reset the port',
};

function decodeBulk(entry: LinkEntry, kind: Known['kind']): DecodedEntry {
  const number = (entry.endpoint ?? 0) & 0x0f;
  const isNative = (kind === 'runtime' || kind === 'unknown') && number === nativeInterface.out;
  if (isNative && entry.operation === 'bulk-out') {
    const request = nativeRequest(entry.data);
    if (request) return ended(entry, request, '');
  }
  const request = `${entry.operation} ${number}${sentText(entry)}`;
  const reply = isNative && entry.operation === 'bulk-in' && entry.outcome === 'ok' && nativeAnswer(entry.data);
  return ended(entry, reply ? 'native reply' : request, reply || receivedText(entry));
}

/** A command, the bytes that follow some of them, or a reply. */
function decodeProbe(entry: LinkEntry, known: Known): DecodedEntry {
  if (entry.operation === 'bulk-in') {
    const reply =
      known.command && entry.outcome === 'ok' ? probeAnswer(known.command, entry.data) : receivedText(entry);
    return ended(entry, 'reply', reply);
  }
  if (known.isGiving) {
    known.isGiving = false;
    return ended(entry, `data${sentText(entry)}`, '');
  }
  known.command = entry.data;
  known.isGiving = givesBytes(entry.data);
  return ended(entry, probeRequest(entry.data) ?? `command${sentText(entry)}`, '');
}

/** Where the next blocks go, and how long a full one is. */
function learn(entry: LinkEntry, known: Known): void {
  const { setup, data, outcome } = entry;
  if (outcome !== 'ok' || !setup) return;
  if (setup.requestType === 0x80 && setup.request === 6 && setup.value === 0x0200 && data.length > 9) {
    const transferSize = parseConfiguration(data).dfu?.transferSize;
    if (transferSize) known.pointer = { ...known.pointer, transferSize };
  }
  const isCommand = setup.requestType === 0x21 && setup.request === 1 && setup.value === 0;
  if (isCommand && data[0] === 0x21 && data.length === 5) {
    const address = new DataView(data.buffer, data.byteOffset).getUint32(1, true);
    known.pointer = { ...known.pointer, address };
  }
}

function sentText({ operation, data }: LinkEntry): string {
  return operation.endsWith('-out') && data.length > 0 ? ` ${preview(data)}` : '';
}

function receivedText({ operation, data }: LinkEntry): string {
  return operation.endsWith('-in') && data.length > 0 ? preview(data) : '';
}

/** `meaning` says what came; how many bytes is said where they are not as many as were asked for or sent. */
function ended(
  entry: Exclude<TraceEntry, { operation: 'arrived' | 'left' }>,
  request: string,
  meaning: string,
): DecodedEntry {
  const { outcome, text } = entry;
  if (outcome !== 'ok') return { request, answer: [outcome, text].filter(Boolean).join(': '), well: false };
  const short = 'bytes' in entry && entry.bytes !== entry.length && lengthMatters(entry);
  const amount = short ? `${entry.bytes} of ${entry.length} bytes` : '';
  return { request, answer: [meaning, amount].filter(Boolean).join(', ') || 'ok', well: !short };
}

/** A descriptor and a native reply may be shorter than the room for it; a DFU reply and anything sent may not. */
function lengthMatters({ operation, setup }: LinkEntry): boolean {
  if (operation === 'control-out' || operation === 'bulk-out') return true;
  return operation === 'control-in' && ((setup?.requestType ?? 0) & 0x7f) === 0x21;
}
