// One entry of a trace as the fields of a JSON object, and back. Setup packets are written as usbmon writes them
// (`a1 03 0000 0000`: bmRequestType, bRequest, wValue, wIndex), data as hex digits.

import { digitValue } from '../image/formats/record-lines.ts';
import { type Message, message, messageTrace } from '../messages/message.ts';
import type { TraceField } from '../messages/trace.ts';
import type { ControlSetup, UsbDeviceInfo } from '../ports.ts';
import type { ChangeEntry, LinkEntry, ListEntry, OpenEntry, TraceEntry } from '../usb/trace.ts';

/** A line that is not an entry; `text` says why. */
export class TraceFieldError extends Error {
  override readonly name = 'TraceFieldError';
  readonly text: Message;
  constructor(text: Message) {
    super(messageTrace(text));
    this.text = text;
  }
}

type Fields = Readonly<Record<string, unknown>>;

const nothing = new Uint8Array(0);
const outcomes: readonly string[] = [
  'ok',
  'stall',
  'babble',
  'timeout',
  'disconnected',
  'access',
  'busy',
  'no-driver',
  'io',
  'failed',
] satisfies readonly LinkEntry['outcome'][];

/** Every operation on a link, and which fields it has beside those that all have. */
const linkOperations: Readonly<Record<LinkEntry['operation'], readonly Part[]>> = {
  'control-in': ['setup', 'length', 'timeout', 'data'],
  'control-out': ['setup', 'length', 'timeout', 'data'],
  'bulk-in': ['endpoint', 'length', 'timeout', 'data'],
  'bulk-out': ['endpoint', 'length', 'timeout', 'data'],
  claim: ['interface'],
  'select-alternate': ['interface', 'alternate'],
  reset: [],
  close: [],
};
type Part = 'setup' | 'endpoint' | 'length' | 'timeout' | 'data' | 'interface' | 'alternate';

/** The fields of an entry; the devices of a list are the caller's. */
export function entryFields(entry: TraceEntry, start: number): Fields {
  const t = nanoseconds(entry.at - start);
  if (!('outcome' in entry)) return { t, op: entry.operation, device: entry.device };
  const ended = { t, ms: nanoseconds(entry.duration), op: entry.operation };
  const how = { end: entry.outcome, text: entry.text?.slice(0, maxText) };
  if (entry.operation === 'list') return { ...ended, ...how };
  if (entry.operation === 'open') return { ...ended, link: entry.link, device: entry.device, ...how };
  return { ...ended, link: entry.link, ...partsOf(entry), ...how, ...dataOf(entry) };
}

function partsOf({ setup, endpoint, interfaceNumber, alternate, timeoutMs, ...entry }: LinkEntry): Fields {
  const carries = entry.operation.endsWith('-in') || entry.operation.endsWith('-out');
  return {
    setup: setup && setupText(setup),
    endpoint: endpoint === undefined ? undefined : digits(endpoint, 2),
    interface: interfaceNumber,
    alternate,
    length: carries ? entry.length : undefined,
    timeout: timeoutMs === undefined ? undefined : nanoseconds(timeoutMs),
  };
}

/** What was sent is recorded whole; how much of it was taken only where that is not all of it. */
function dataOf({ operation, data, bytes }: LinkEntry): Fields {
  if (operation.endsWith('-out')) return { data: hexText(data), took: bytes === data.length ? undefined : bytes };
  return operation.endsWith('-in') ? { data: hexText(data) } : {};
}

/** Smaller fractions of a clock are noise of its arithmetic. */
function nanoseconds(ms: number): number {
  return Number(ms.toFixed(6));
}

const digits = (value: number, width: number): string => value.toString(16).padStart(width, '0');

export function setupText({ requestType, request, value, index }: ControlSetup): string {
  return `${digits(requestType, 2)} ${digits(request, 2)} ${digits(value, 4)} ${digits(index, 4)}`;
}

const pairs: readonly string[] = Array.from({ length: 256 }, (_, byte) => digits(byte, 2));

function hexText(data: Uint8Array): string {
  let text = '';
  for (const byte of data) text += pairs[byte];
  return text;
}

/** The entry in these fields; `devices` is the list before this one. Throws {@link TraceFieldError}. */
export function readEntry(fields: Fields, devices: ListEntry['devices']): TraceEntry {
  const { op } = fields;
  const at = milliseconds(fields, 't');
  if (op === 'arrived' || op === 'left') return { operation: op, at, device: deviceIn(fields) } satisfies ChangeEntry;
  const duration = milliseconds(fields, 'ms');
  const ended = { at, duration, outcome: outcomeIn(fields), ...textIn(fields) };
  if (op === 'list')
    return { operation: op, ...ended, devices: fields.same === true ? devices : devicesIn(fields) } satisfies ListEntry;
  const link = whole(fields, 'link', 0xffff_ffff);
  if (op === 'open') return { operation: op, link, ...ended, device: deviceIn(fields) } satisfies OpenEntry;
  if (typeof op === 'string' && Object.hasOwn(linkOperations, op)) {
    const operation = op as LinkEntry['operation'];
    return { operation, link, ...ended, ...readParts(fields, operation) } satisfies LinkEntry;
  }
  throw new TraceFieldError(message('trace.unknown-operation', { found: shown(op) }));
}

function readParts(fields: Fields, operation: LinkEntry['operation']) {
  const has = (part: Part) => linkOperations[operation].includes(part);
  const data = has('data') ? dataIn(fields) : nothing;
  const isOut = operation.endsWith('-out');
  return {
    setup: has('setup') ? setupIn(fields) : undefined,
    endpoint: has('endpoint') ? hexNumber(fields, 'endpoint') : undefined,
    interfaceNumber: has('interface') ? whole(fields, 'interface', 255) : undefined,
    alternate: has('alternate') ? whole(fields, 'alternate', 255) : undefined,
    timeoutMs: has('timeout') && fields.timeout !== undefined ? milliseconds(fields, 'timeout') : undefined,
    length: has('length') ? whole(fields, 'length', 0xffff_ffff) : 0,
    data,
    bytes: isOut && fields.took !== undefined ? whole(fields, 'took', 0xffff_ffff) : data.length,
  };
}

function milliseconds(fields: Fields, name: string): number {
  const value = fields[name];
  if (typeof value === 'number' && Number.isFinite(value) && Math.abs(value) < 1e12) return value;
  throw wrongField(name, 'time', value);
}

function whole(fields: Fields, name: string, most: number): number {
  const value = fields[name];
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most) return value;
  throw new TraceFieldError(message('trace.wrong-number', { field: name, most, found: shown(value) }));
}

function hexNumber(fields: Fields, name: string): number {
  const value = fields[name];
  if (typeof value === 'string' && /^[0-9a-f]{2}$/.test(value)) return Number.parseInt(value, 16);
  throw wrongField(name, 'hex-pair', value);
}

const setupPattern = /^([0-9a-f]{2}) ([0-9a-f]{2}) ([0-9a-f]{4}) ([0-9a-f]{4})$/;

function setupIn({ setup }: Fields): ControlSetup {
  const [, type, request, value, index] = (typeof setup === 'string' && setupPattern.exec(setup)) || [];
  const number = (text: string | undefined) => Number.parseInt(text ?? '', 16);
  if (type === undefined) throw wrongField('setup', 'setup-packet', setup);
  return { requestType: number(type), request: number(request), value: number(value), index: number(index) };
}

function dataIn({ data }: Fields): Uint8Array {
  if (typeof data !== 'string' || !/^(?:[0-9a-f]{2})*$/.test(data)) throw wrongField('data', 'hex-digits', data);
  const bytes = new Uint8Array(data.length / 2);
  for (let i = 0; i < bytes.length; i++)
    bytes[i] = (digitValue(data.charCodeAt(2 * i)) << 4) | digitValue(data.charCodeAt(2 * i + 1));
  return bytes;
}

function outcomeIn({ end }: Fields): LinkEntry['outcome'] {
  if (typeof end === 'string' && outcomes.includes(end)) return end as LinkEntry['outcome'];
  throw wrongField('end', 'outcome', end);
}

/** Messages of systems are a line; more is not kept. */
const maxText = 500;

function textIn({ text }: Fields): { readonly text?: string | undefined } {
  return typeof text === 'string' ? { text: text.slice(0, maxText) } : {};
}

/** No bus has more devices (USB 2.0 §9.2.1), and no computer has more than a few buses. */
const maxDevices = 1024;

function devicesIn({ devices }: Fields): readonly UsbDeviceInfo[] {
  if (!Array.isArray(devices) || devices.length > maxDevices) throw wrongField('devices', 'devices', devices);
  return devices.map((device: unknown) => deviceIn({ device }));
}

const texts = ['serial', 'manufacturer', 'product'] as const;

function deviceIn({ device }: Fields): UsbDeviceInfo {
  if (typeof device !== 'object' || device === null) throw wrongField('device', 'device', device);
  const fields = device as Fields;
  const { path, cannotOpen } = fields;
  if (typeof path !== 'string') throw new TraceFieldError(message('trace.device-without-path'));
  const known = texts.flatMap((name) => (typeof fields[name] === 'string' ? [[name, fields[name]]] : []));
  return {
    vendorId: whole(fields, 'vendorId', 0xffff),
    productId: whole(fields, 'productId', 0xffff),
    release: whole(fields, 'release', 0xffff),
    path,
    address: fields.address === undefined ? undefined : whole(fields, 'address', 0xffff_ffff),
    ...Object.fromEntries(known),
    cannotOpen: cannotOpen === undefined ? undefined : refusalIn(cannotOpen),
  };
}

function refusalIn(value: unknown): Exclude<LinkEntry['outcome'], 'ok' | 'stall' | 'babble' | 'failed'> {
  const outcome = outcomeIn({ end: value });
  if (outcome === 'ok' || outcome === 'stall' || outcome === 'babble' || outcome === 'failed')
    throw new TraceFieldError(message('trace.wrong-refusal', { outcome }));
  return outcome;
}

function wrongField(field: string, expected: TraceField, value: unknown): TraceFieldError {
  return new TraceFieldError(message('trace.wrong-field', { field, expected, found: shown(value) }));
}

/** A few characters of what stands there, for a message. What is nested is not written out: it may be nested very deep. */
function shown(value: unknown): string {
  if (value === undefined) return 'missing';
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'a list' : 'an object';
  const text = typeof value === 'string' ? `"${value}"` : String(value);
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
