// The types a property can have, and how their values are transferred: little-endian, bool as one byte, float as IEEE
// 754 single, a reference as endpoint number and checksum (ODrive Firmware/fibre-cpp/simple_serdes.hpp). Pure.

/** `float` is 32 bits; `endpoint_ref` points at a property of the same board. */
export type PropertyType =
  | 'bool'
  | 'int8'
  | 'uint8'
  | 'int16'
  | 'uint16'
  | 'int32'
  | 'uint32'
  | 'int64'
  | 'uint64'
  | 'float'
  | 'endpoint_ref';

/** Points at a property; valid only for the object tree that has this checksum. Both 0: points nowhere. */
export interface EndpointReference {
  readonly endpoint: number;
  readonly checksum: number;
}

/** bool as boolean, 64-bit integers as bigint, everything else as number. */
export type PropertyValue = boolean | number | bigint | EndpointReference;

interface Codec {
  readonly size: number;
  readonly read: (view: DataView) => PropertyValue;
  /** Writes a value that {@link acceptValue} has let through. */
  readonly write: (view: DataView, value: PropertyValue) => void;
  /** Smallest and largest integer. */
  readonly range?: readonly [bigint, bigint] | undefined;
}

function integer(bits: 8 | 16 | 32 | 64, signed: boolean): Codec {
  const size = bits / 8;
  const range: readonly [bigint, bigint] = signed
    ? [-(1n << BigInt(bits - 1)), (1n << BigInt(bits - 1)) - 1n]
    : [0n, (1n << BigInt(bits)) - 1n];
  return {
    size,
    range,
    read: (view) => {
      let value = 0n;
      for (let i = size - 1; i >= 0; i--) value = (value << 8n) | BigInt(view.getUint8(i));
      const number = signed ? BigInt.asIntN(bits, value) : value;
      return bits === 64 ? number : Number(number);
    },
    write: (view, value) => {
      const bytes = BigInt.asUintN(bits, BigInt(value as number | bigint));
      for (let i = 0; i < size; i++) view.setUint8(i, Number((bytes >> BigInt(8 * i)) & 0xffn));
    },
  };
}

const codecs: Readonly<Record<PropertyType, Codec>> = {
  bool: {
    size: 1,
    read: (view) => view.getUint8(0) !== 0,
    write: (view, value) => view.setUint8(0, value ? 1 : 0),
  },
  int8: integer(8, true),
  uint8: integer(8, false),
  int16: integer(16, true),
  uint16: integer(16, false),
  int32: integer(32, true),
  uint32: integer(32, false),
  int64: integer(64, true),
  uint64: integer(64, false),
  float: {
    size: 4,
    read: (view) => view.getFloat32(0, true),
    write: (view, value) => view.setFloat32(0, value as number, true),
  },
  endpoint_ref: {
    size: 4,
    read: (view) => ({ endpoint: view.getUint16(0, true), checksum: view.getUint16(2, true) }),
    write: (view, value) => {
      const { endpoint, checksum } = value as EndpointReference;
      view.setUint16(0, endpoint, true);
      view.setUint16(2, checksum, true);
    },
  },
};

/** Whether that text is a type of the native protocol (`float`, `uint32`, …). */
export function isPropertyType(name: unknown): name is PropertyType {
  return typeof name === 'string' && Object.hasOwn(codecs, name);
}

/** Bytes that are transferred. */
export function sizeOf(type: PropertyType): number {
  return codecs[type].size;
}

/** The value in the first bytes, which must be {@link sizeOf} at least. */
export function decodeValue(type: PropertyType, bytes: Uint8Array): PropertyValue {
  const { size, read } = codecs[type];
  if (bytes.length < size) throw new RangeError(`${type} needs ${size} bytes, not ${bytes.length}`);
  return read(new DataView(bytes.buffer, bytes.byteOffset, size));
}

/** The bytes of a value. Throws TypeError for a value that does not fit the type. */
export function encodeValue(type: PropertyType, value: unknown): Uint8Array {
  const accepted = acceptValue(type, value);
  if (accepted === undefined) throw new TypeError(`${String(value)} is not a valid ${type}`);
  const bytes = new Uint8Array(codecs[type].size);
  codecs[type].write(new DataView(bytes.buffer), accepted);
  return bytes;
}

/** Smallest and largest of an integer type. */
export function rangeOf(type: PropertyType): readonly [least: bigint, most: bigint] | undefined {
  return codecs[type].range;
}

/**
 * The value as the type keeps it, or `undefined` if it does not fit: integers must be whole and in range, floats are
 * rounded to 32 bits (a finite number beyond them does not fit), numbers are no booleans, 64-bit integers become bigints.
 */
export function acceptValue(type: PropertyType, value: unknown): PropertyValue | undefined {
  if (type === 'bool') return typeof value === 'boolean' ? value : undefined;
  if (type === 'endpoint_ref') return isEndpointReference(value) ? value : undefined;
  if (typeof value !== 'number' && typeof value !== 'bigint') return undefined;
  if (type === 'float') {
    const rounded = Math.fround(Number(value));
    return Number.isFinite(rounded) || !Number.isFinite(Number(value)) ? rounded : undefined;
  }
  if (typeof value === 'number' && !Number.isInteger(value)) return undefined;
  const whole = BigInt(value);
  const [least, most] = codecs[type].range ?? [0n, -1n];
  if (whole < least || whole > most) return undefined;
  return codecs[type].size === 8 ? whole : Number(whole);
}

function isEndpointReference(value: unknown): value is EndpointReference {
  if (typeof value !== 'object' || value === null || !('endpoint' in value) || !('checksum' in value)) return false;
  return [value.endpoint, value.checksum].every((part) => acceptValue('uint16', part) !== undefined);
}

/** True if both values are transferred as the same bytes; NaN equals NaN, and 0 does not equal -0. */
export function sameValue(type: PropertyType, a: PropertyValue, b: PropertyValue): boolean {
  if (type === 'float' && Number.isNaN(a) && Number.isNaN(b)) return true;
  const left = encodeValue(type, a);
  const right = encodeValue(type, b);
  return left.every((byte, index) => byte === right[index]);
}

/** For people: `true`, `20`, `0.5`, `inf`, `endpoint 17`. */
export function formatValue(value: PropertyValue): string {
  if (typeof value !== 'object') return String(value);
  return value.endpoint === 0 && value.checksum === 0 ? 'nothing' : `endpoint ${value.endpoint}`;
}
