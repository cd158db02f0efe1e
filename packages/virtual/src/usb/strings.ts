// String descriptors (USB 2.0 §9.6.7): bLength, type 3, UTF-16LE.

const stringType = 3;

/** The descriptor of `text`, at most 126 characters. */
export function stringDescriptor(text: string): Uint8Array {
  const bytes = new Uint8Array(2 + 2 * text.length);
  bytes[0] = bytes.length;
  bytes[1] = stringType;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    bytes[2 + 2 * i] = unit & 0xff;
    bytes[3 + 2 * i] = unit >> 8;
  }
  return bytes;
}

/** String 0: US English is the one language. */
export const languages: Uint8Array = Uint8Array.of(4, stringType, 0x09, 0x04);

/** The text of a string descriptor as a host reads it: what was delivered, whole characters only. */
export function textOf(descriptor: Uint8Array): string | undefined {
  if (descriptor.length < 2 || descriptor[1] !== stringType) return undefined;
  const length = Math.min(descriptor.length, descriptor[0] ?? 0) & ~1;
  let text = '';
  for (let i = 2; i < length; i += 2)
    text += String.fromCharCode((descriptor[i] ?? 0) | ((descriptor[i + 1] ?? 0) << 8));
  return text;
}
