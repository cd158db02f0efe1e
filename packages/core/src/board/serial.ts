// Serial numbers as boards show them and people type them.

/** Same serial number, in any letter case. Unknown serials equal nothing. */
export function sameSerial(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && b !== undefined && a.toUpperCase() === b.toUpperCase();
}
