// The operation phase, decoded: lists and imports. Knows no socket and nothing of URBs.

import type { ByteQueue } from './byte-queue.ts';
import {
  busidLength,
  type DeviceRecord,
  deviceRecordLength,
  type ImportReply,
  type ImportRequest,
  interfaceRecordLength,
  type ListedDevice,
  type ListReply,
  MalformedPdu,
  operationHeaderLength,
  operationStatus,
  pathLength,
  type WireLimits,
} from './wire.ts';

/** The import request at the head of the queue, or how many bytes it needs. */
export function nextImportRequest(queue: ByteQueue): ImportRequest | number {
  const total = operationHeaderLength + busidLength;
  if (queue.length < total) return total;
  return { type: 'OP_REQ_IMPORT', busid: textAt(queue.take(total), operationHeaderLength, busidLength) };
}

export function nextList(queue: ByteQueue, limits: WireLimits): ListReply | number {
  const prefix = operationHeaderLength + 4;
  if (queue.length < prefix) return prefix;
  const head = viewOf(queue.peek(prefix));
  const count = head.getUint32(8);
  if (count > limits.devices) throw new MalformedPdu(`a list of ${count} devices`);
  // Each record says how many interface records follow it, so the length is known only by walking.
  const bytes = queue.peek(queue.length);
  const devices: ListedDevice[] = [];
  let at = prefix;
  for (let i = 0; i < count; i++) {
    const least = at + (count - i) * deviceRecordLength;
    if (bytes.length < least) return least;
    const record = recordAt(bytes, at);
    at += deviceRecordLength;
    const through = at + record.interfaces * interfaceRecordLength;
    if (bytes.length < through) return through;
    devices.push({ record, interfaces: interfacesAt(bytes, at, record.interfaces) });
    at = through;
  }
  queue.take(at);
  return { type: 'OP_REP_DEVLIST', status: head.getUint32(4), devices };
}

export function nextImport(queue: ByteQueue): ImportReply | number {
  const status = viewOf(queue.peek(operationHeaderLength)).getUint32(4);
  if (status !== operationStatus.ok) {
    queue.take(operationHeaderLength);
    return { type: 'OP_REP_IMPORT', status };
  }
  const total = operationHeaderLength + deviceRecordLength;
  if (queue.length < total) return total;
  const bytes = queue.take(total);
  return { type: 'OP_REP_IMPORT', status, device: recordAt(bytes, operationHeaderLength) };
}

function recordAt(bytes: Uint8Array, at: number): DeviceRecord {
  const view = viewOf(bytes.subarray(at, at + deviceRecordLength));
  const numbers = pathLength + busidLength;
  return {
    path: textAt(bytes, at, pathLength),
    busid: textAt(bytes, at + pathLength, busidLength),
    busnum: view.getUint32(numbers),
    devnum: view.getUint32(numbers + 4),
    speed: view.getUint32(numbers + 8),
    vendorId: view.getUint16(numbers + 12),
    productId: view.getUint16(numbers + 14),
    release: view.getUint16(numbers + 16),
    deviceClass: view.getUint8(numbers + 18),
    deviceSubclass: view.getUint8(numbers + 19),
    deviceProtocol: view.getUint8(numbers + 20),
    configurationValue: view.getUint8(numbers + 21),
    configurations: view.getUint8(numbers + 22),
    interfaces: view.getUint8(numbers + 23),
  };
}

function interfacesAt(bytes: Uint8Array, at: number, count: number): ListedDevice['interfaces'] {
  const view = viewOf(bytes.subarray(at, at + count * interfaceRecordLength));
  return Array.from({ length: count }, (_, i) => ({
    interfaceClass: view.getUint8(i * interfaceRecordLength),
    interfaceSubclass: view.getUint8(i * interfaceRecordLength + 1),
    interfaceProtocol: view.getUint8(i * interfaceRecordLength + 2),
  }));
}

/** A C string in a field of fixed size. */
function textAt(bytes: Uint8Array, at: number, room: number): string {
  const field = bytes.subarray(at, at + room);
  const end = field.indexOf(0);
  return new TextDecoder().decode(end < 0 ? field : field.subarray(0, end));
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
