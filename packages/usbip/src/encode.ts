// PDUs to bytes. All integers are big-endian; text is NUL-padded. Knows no socket.

import {
  busidLength,
  commands,
  type DeviceRecord,
  deviceRecordLength,
  type IsoPacket,
  interfaceRecordLength,
  isoPacketLength,
  type ListedDevice,
  operationHeaderLength,
  operations,
  type Pdu,
  pathLength,
  protocolVersion,
  urbHeaderLength,
} from './wire.ts';

/** Writes one field after the other into a buffer of known size. */
interface FieldWriter {
  readonly bytes: Uint8Array;
  u8(...values: number[]): FieldWriter;
  u16(...values: number[]): FieldWriter;
  u32(...values: number[]): FieldWriter;
  text(value: string, room: number): FieldWriter;
  raw(value: Uint8Array): FieldWriter;
  skip(count: number): FieldWriter;
}

function fieldWriter(size: number): FieldWriter {
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  let at = 0;
  const writer: FieldWriter = {
    bytes,
    u8(...values) {
      for (const value of values) view.setUint8(at++, value);
      return writer;
    },
    u16(...values) {
      for (const value of values) {
        view.setUint16(at, value);
        at += 2;
      }
      return writer;
    },
    u32(...values) {
      for (const value of values) {
        view.setUint32(at, value);
        at += 4;
      }
      return writer;
    },
    text(value, room) {
      const encoded = new TextEncoder().encode(value);
      // One byte stays NUL: the kernel reads these fields as C strings.
      if (encoded.length >= room) throw new RangeError(`"${value}" does not fit into ${room - 1} bytes`);
      bytes.set(encoded, at);
      at += room;
      return writer;
    },
    raw(value) {
      bytes.set(value, at);
      at += value.length;
      return writer;
    },
    skip(count) {
      at += count;
      return writer;
    },
  };
  return writer;
}

function operation(code: number, status: number, bodyLength: number): FieldWriter {
  return fieldWriter(operationHeaderLength + bodyLength)
    .u16(protocolVersion, code)
    .u32(status);
}

function writeRecord(writer: FieldWriter, record: DeviceRecord): FieldWriter {
  return writer
    .text(record.path, pathLength)
    .text(record.busid, busidLength)
    .u32(record.busnum, record.devnum, record.speed)
    .u16(record.vendorId, record.productId, record.release)
    .u8(record.deviceClass, record.deviceSubclass, record.deviceProtocol)
    .u8(record.configurationValue, record.configurations, record.interfaces);
}

function encodeList(status: number, devices: readonly ListedDevice[]): Uint8Array {
  const records = devices.reduce((sum, device) => sum + deviceRecordLength + listedLength(device), 0);
  const writer = operation(operations.OP_REP_DEVLIST, status, 4 + records).u32(devices.length);
  for (const { record, interfaces } of devices) {
    // The receiver counts by the record's own field, so the two must agree.
    if (interfaces.length !== record.interfaces) throw new RangeError(`${record.busid}: interface count disagrees`);
    writeRecord(writer, record);
    for (const one of interfaces) {
      writer.u8(one.interfaceClass, one.interfaceSubclass, one.interfaceProtocol).skip(1);
    }
  }
  return writer.bytes;
}

function listedLength(device: ListedDevice): number {
  return device.interfaces.length * interfaceRecordLength;
}

/** Header of the URB phase up to `ep`: replies leave device, direction and endpoint zero. */
function urb(command: number, seqnum: number, bodyLength: number): FieldWriter {
  return fieldWriter(urbHeaderLength + bodyLength).u32(command, seqnum);
}

function writePackets(writer: FieldWriter, packets: readonly IsoPacket[]): FieldWriter {
  for (const packet of packets) writer.u32(packet.offset, packet.length, packet.actualLength, packet.status);
  return writer;
}

/** The bytes of one PDU. Throws RangeError where a text does not fit its field. */
export function encodePdu(pdu: Pdu): Uint8Array {
  switch (pdu.type) {
    case 'OP_REQ_DEVLIST':
      return operation(operations.OP_REQ_DEVLIST, 0, 0).bytes;
    case 'OP_REQ_IMPORT':
      return operation(operations.OP_REQ_IMPORT, 0, busidLength).text(pdu.busid, busidLength).bytes;
    case 'OP_REP_DEVLIST':
      return encodeList(pdu.status, pdu.devices);
    case 'OP_REP_IMPORT': {
      const writer = operation(operations.OP_REP_IMPORT, pdu.status, pdu.device ? deviceRecordLength : 0);
      return pdu.device ? writeRecord(writer, pdu.device).bytes : writer.bytes;
    }
    case 'CMD_SUBMIT': {
      const packets = pdu.packets.length;
      const writer = urb(commands.CMD_SUBMIT, pdu.seqnum, pdu.data.length + packets * isoPacketLength)
        .u32(pdu.devid, pdu.direction === 'in' ? 1 : 0, pdu.endpoint)
        .u32(pdu.flags, pdu.length, pdu.startFrame, packets, pdu.interval)
        .raw(pdu.setup)
        .raw(pdu.data);
      return writePackets(writer, pdu.packets).bytes;
    }
    case 'CMD_UNLINK':
      return urb(commands.CMD_UNLINK, pdu.seqnum, 0).u32(pdu.devid, 0, 0, pdu.target).bytes;
    case 'RET_SUBMIT': {
      const packets = pdu.packets.length;
      const writer = urb(commands.RET_SUBMIT, pdu.seqnum, pdu.data.length + packets * isoPacketLength)
        .skip(12)
        .u32(pdu.status, pdu.actualLength, pdu.startFrame, packets, pdu.errorCount)
        .skip(8)
        .raw(pdu.data);
      return writePackets(writer, pdu.packets).bytes;
    }
    case 'RET_UNLINK':
      return urb(commands.RET_UNLINK, pdu.seqnum, 0).skip(12).u32(pdu.status).bytes;
  }
}
