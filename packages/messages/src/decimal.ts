// Measured numbers as a language writes them. Values of settings keep the point that a person types.

/** What stands before the decimals. */
export type DecimalMark = '.' | ',';

/** `23.9`, in German `23,9`: with so many decimals. */
export function decimal(value: number, digits: number, mark: DecimalMark = '.'): string {
  return value.toFixed(digits).replace('.', mark);
}

/** `0.47`, in German `0,47`: with as many decimals as it has, and so many digits at most. */
export function rounded(value: number, digits: number, mark: DecimalMark = '.'): string {
  return String(Number(value.toPrecision(digits))).replace('.', mark);
}
