// Coefficients of a thermistor for the firmware, as odrivetool computes them: a cubic of the normalised voltage at the divider,
// fitted to the Beta equation. Pure.

export interface Thermistor {
  /** Ω of the resistor it forms a divider with. */
  readonly load: number;
  /** Ω at 25 °C. */
  readonly at25: number;
  readonly beta: number;
  /** °C, where it shall be right. */
  readonly from: number;
  readonly to: number;
  /** The thermistor is the lower half of the divider. */
  readonly bottom: boolean;
}

const points = 1000;
const degree = 3;
const kelvin = 273.15;

/** The constant first, as `poly_coefficient_0` to `_3`. */
export function thermistorCoefficients({ load, at25, beta, from, to, bottom }: Thermistor): readonly number[] {
  const samples = Array.from({ length: points }, (_, index) => {
    const celsius = from + ((to - from) * index) / (points - 1);
    const resistance = at25 * Math.exp(beta * (1 / (celsius + kelvin) - 1 / (25 + kelvin)));
    return [(bottom ? resistance : load) / (load + resistance), celsius] as const;
  });
  // Normal equations; voltages lie between 0 and 1, so four powers of them are well apart.
  const size = degree + 1;
  const rows = Array.from({ length: size }, (_, row) => [
    ...Array.from({ length: size }, (__, column) => sum(samples, ([x]) => x ** (row + column))),
    sum(samples, ([x, y]) => y * x ** row),
  ]);
  return solved(rows);
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}

/** Gauss, with the largest pivot of each column. */
function solved(rows: number[][]): readonly number[] {
  const size = rows.length;
  for (let column = 0; column < size; column++) {
    let best = column;
    for (let row = column; row < size; row++)
      if (Math.abs(rows[row]?.[column] ?? 0) > Math.abs(rows[best]?.[column] ?? 0)) best = row;
    [rows[column], rows[best]] = [rows[best] ?? [], rows[column] ?? []];
    const pivot = rows[column] ?? [];
    for (let row = 0; row < size; row++) {
      if (row === column) continue;
      const target = rows[row] ?? [];
      const factor = (target[column] ?? 0) / (pivot[column] ?? 1);
      for (let index = column; index <= size; index++)
        target[index] = (target[index] ?? 0) - factor * (pivot[index] ?? 0);
    }
  }
  return rows.map((row, index) => (row[size] ?? 0) / (row[index] ?? 1));
}
