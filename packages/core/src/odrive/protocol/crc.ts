// The two checksums of ODrive's native ("fibre") protocol. Most significant bit first, no reflection, no final xor
// (ODrive Firmware/fibre-cpp/legacy_protocol.hpp). Knows no packets.

const crc16Polynomial = 0x3d65;
const crc8Polynomial = 0x37;

/** Start value of the CRC16 behind a stream frame. */
export const streamCrc16Init = 0x1337;

/** Start value of the CRC8 behind a stream frame's header. */
export const streamCrc8Init = 0x42;

/** Version of the native protocol: the trailer of endpoint 0 and the start value of the descriptor's CRC16. */
export const protocolVersion = 1;

const crc16Table = tableOf(16, crc16Polynomial);
const crc8Table = tableOf(8, crc8Polynomial);

function tableOf(width: 8 | 16, polynomial: number): Uint16Array {
  const top = 1 << (width - 1);
  const mask = (1 << width) - 1;
  return Uint16Array.from({ length: 256 }, (_, byte) => {
    let crc = byte << (width - 8);
    for (let bit = 0; bit < 8; bit++) crc = ((crc << 1) ^ (crc & top ? polynomial : 0)) & mask;
    return crc;
  });
}

/** CRC16 with polynomial 0x3D65, continued from `init`. */
export function crc16(bytes: Uint8Array, init: number): number {
  let crc = init;
  // By index: a descriptor's 55 000 bytes pass before anything has been compiled, and an iterator is several times slower then.
  for (let at = 0; at < bytes.length; at++)
    crc = ((crc << 8) ^ (crc16Table[(crc >> 8) ^ (bytes[at] ?? 0)] ?? 0)) & 0xffff;
  return crc;
}

/** CRC8 with polynomial 0x37, continued from `init`. */
export function crc8(bytes: Uint8Array, init: number): number {
  let crc = init;
  for (const byte of bytes) crc = crc8Table[crc ^ byte] ?? 0;
  return crc;
}

/** The number that stands in the trailer of every packet but endpoint 0's: it ties a request to one object tree. */
export function descriptorChecksum(json: Uint8Array): number {
  return crc16(json, protocolVersion);
}

/** The 32 bits firmware from 0.5.1 on gives for its descriptor: the checksum, and one more CRC16 that starts from it. */
export function descriptorVersionId(json: Uint8Array): number {
  const checksum = descriptorChecksum(json);
  return ((checksum << 16) | crc16(json, checksum)) >>> 0;
}
