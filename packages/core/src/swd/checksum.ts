// What the CRC unit of the STM32 makes of a piece of memory (RM0090 §4.3): polynomial 0x04C11DB7, start 0xFFFFFFFF, words with
// their highest bit first, nothing reflected and nothing inverted. Pure.

const polynomial = 0x04c1_1db7;

const table: Uint32Array = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte << 24;
  for (let bit = 0; bit < 8; bit += 1) value = value & 0x8000_0000 ? (value << 1) ^ polynomial : value << 1;
  return value >>> 0;
});

const start = 0xffff_ffff;

/** The checksum of whole words, little-endian as the chip stores them. `bytes` is a multiple of four long. */
export function unitChecksum(bytes: Uint8Array): number {
  let crc = start;
  for (let word = 0; word < bytes.length; word += 4)
    for (let byte = 3; byte >= 0; byte -= 1)
      crc = ((crc << 8) ^ (table[((crc >>> 24) ^ (bytes[word + byte] ?? 0)) & 0xff] ?? 0)) >>> 0;
  return crc;
}
