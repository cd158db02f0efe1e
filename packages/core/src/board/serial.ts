// Serial numbers as boards show them and people type them.

/** Same serial number, in any letter case. Unknown serials equal nothing. */
export function sameSerial(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && b !== undefined && a.toUpperCase() === b.toUpperCase();
}

/**
 * The chip's unique number, twelve upper-case hexadecimal digits, if that is what a board shows as its serial number: ST's
 * ROM and ODrive's firmware make the same digits of the same number. What clones show instead is not a chip's number:
 * `STM32FxSTM32` (FYSETC), four characters (GD32).
 */
export function chipOf(serial: string | undefined): string | undefined {
  return serial !== undefined && /^[0-9A-Fa-f]{12}$/.test(serial) ? serial.toUpperCase() : undefined;
}

/** Two different chips, as far as the unique number of both is known. What is not such a number contradicts nothing. */
export function areOtherChips(a: string | undefined, b: string | undefined): boolean {
  const [one, other] = [chipOf(a), chipOf(b)];
  return one !== undefined && other !== undefined && one !== other;
}
