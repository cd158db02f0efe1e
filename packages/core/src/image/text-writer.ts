// Writes records of hex digits into growing bytes. Knows no record's meaning.

export interface DigitWriter {
  /** ASCII text as it is. */
  mark(text: string): void;
  /** The low eight bits as two upper-case digits. */
  byte(value: number): void;
  finish(): Uint8Array;
}

const digits: Uint8Array = Uint8Array.from('0123456789ABCDEF', (digit) => digit.charCodeAt(0));

export function digitWriter(): DigitWriter {
  let text: Uint8Array = new Uint8Array(0x4000);
  let used = 0;
  const reserve = (more: number) => {
    if (used + more <= text.length) return;
    const larger = new Uint8Array(Math.max(text.length * 2, used + more));
    larger.set(text);
    text = larger;
  };
  return {
    mark(ascii) {
      reserve(ascii.length);
      for (let i = 0; i < ascii.length; i++) text[used++] = ascii.charCodeAt(i);
    },
    byte(value) {
      reserve(2);
      text[used++] = digits[(value >>> 4) & 0xf] ?? 0;
      text[used++] = digits[value & 0xf] ?? 0;
    },
    finish: () => text.slice(0, used),
  };
}
