// A configuration as the firmware keeps it: the values of its own tree one after the other, then a CRC16. There is no
// version in it that ever changed, so firmware of another layout sees a wrong checksum and starts with its defaults
// (Firmware/MotorControl/nvm_config.hpp).

import {
  configurationProperties,
  crc16,
  decodeValue,
  encodeValue,
  type ObjectTree,
  type PropertyNode,
  type PropertyValue,
  sizeOf,
} from '@odflash/core/odrive';
import type { FirmwareTraits } from '../releases.ts';

/** CONFIG_CRC16_INIT xor config_version, which is 1 in every release from 0.4.0 to 0.5.6. */
const checksumStart = 0xabcd ^ 0x0001;
const checksumLength = 2;
/** The anticogging map of both axes, 3600 floats each, is part of what 0.5 stores though not of the tree. */
const hiddenLength = { '0.4': 0, '0.5': 2 * 3600 * 4 } as const;

function storedProperties(tree: ObjectTree): PropertyNode[] {
  return configurationProperties(tree.root).filter(({ writable }) => writable);
}

function layout(tree: ObjectTree, traits: FirmwareTraits): { properties: PropertyNode[]; length: number } {
  const properties = storedProperties(tree);
  const length = properties.reduce((sum, { type }) => sum + sizeOf(type), hiddenLength[traits.generation]);
  return { properties, length };
}

/** The record to store. */
export function encodeConfiguration(
  tree: ObjectTree,
  traits: FirmwareTraits,
  value: (property: PropertyNode) => PropertyValue,
): Uint8Array {
  const { properties, length } = layout(tree, traits);
  const record = new Uint8Array(length + checksumLength);
  let at = 0;
  for (const property of properties) {
    record.set(encodeValue(property.type, value(property)), at);
    at += sizeOf(property.type);
  }
  new DataView(record.buffer).setUint16(length, crc16(record.subarray(0, length), checksumStart), true);
  return record;
}

/** The values of a record, or `undefined` if it is not one of this layout. */
export function decodeConfiguration(
  tree: ObjectTree,
  traits: FirmwareTraits,
  record: Uint8Array,
): ReadonlyMap<string, PropertyValue> | undefined {
  const { properties, length } = layout(tree, traits);
  if (record.length < length + checksumLength) return undefined;
  const view = new DataView(record.buffer, record.byteOffset, record.length);
  if (view.getUint16(length, true) !== crc16(record.subarray(0, length), checksumStart)) return undefined;
  const values = new Map<string, PropertyValue>();
  let at = 0;
  for (const { path, type } of properties) {
    values.set(path, decodeValue(type, record.subarray(at, at + sizeOf(type))));
    at += sizeOf(type);
  }
  return values;
}

/** Bytes of a stored configuration, as `user_config_loaded` reports them from 0.5.2 on. */
export function storedLength(tree: ObjectTree, traits: FirmwareTraits): number {
  return layout(tree, traits).length + checksumLength;
}
