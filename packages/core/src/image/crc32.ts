// CRC-32 (reflected polynomial 0xEDB88320), as zlib counts it and as the DFU suffix counts it. No I/O.

const table: Uint32Array = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb8_8320 : value >>> 1;
  return value;
});

/** CRC-32 of zlib, PNG and Ethernet. Pass the CRC of what came before as `previous` to continue with it. */
export function crc32(bytes: Uint8Array, previous = 0): number {
  let crc = ~previous;
  for (let i = 0; i < bytes.length; i++) crc = crc32Step(crc, bytes[i] ?? 0);
  return ~crc >>> 0;
}

/** The register after one more byte: it begins as 0xFFFFFFFF and is neither inverted nor unsigned. */
export function crc32Step(register: number, byte: number): number {
  return (table[(register ^ byte) & 0xff] ?? 0) ^ (register >>> 8);
}

/** dwCRC of a DFU suffix: the same CRC without the final inversion (DFU 1.1 appendix B). */
export function dfuCrc(bytes: Uint8Array): number {
  return ~crc32(bytes) >>> 0;
}
