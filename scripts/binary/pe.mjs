// Windows programs ("PE Format", https://learn.microsoft.com/windows/win32/debug/pe-format).

/** The program without its signature, which would not hold for what it becomes. */
export function unsigned(program) {
  const bytes = Buffer.from(program);
  const header = bytes.readUInt32LE(0x3c);
  if (bytes.toString('latin1', header, header + 4) !== 'PE\0\0') throw new Error('this is not a Windows program');
  const optional = header + 24;
  // Data directories begin behind the optional header's fields, 112 bytes of them in PE32+; the fifth is for certificates.
  if (bytes.readUInt16LE(optional) !== 0x20b) throw new Error('this is not a 64-bit Windows program');
  const entry = optional + 112 + 4 * 8;
  const [place, size] = [bytes.readUInt32LE(entry), bytes.readUInt32LE(entry + 4)];
  if (size === 0) return bytes;
  if (place + size !== bytes.length) throw new Error('the signature does not lie at the end of the program');
  bytes.fill(0, entry, entry + 8);
  return bytes.subarray(0, place);
}
