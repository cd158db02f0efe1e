// A picture of dots in a terminal: braille letters have two by four dots each, and a terminal that shows none gets one sign
// for each cell. Knows no time and no board.

export interface Raster {
  /** Dots across and down. */
  readonly width: number;
  readonly height: number;
  /** Outside the picture it does nothing. `0,0` is the upper left dot. */
  dot(x: number, y: number, layer: number): void;
  /** Dots from one place to another, both included. */
  line(fromX: number, fromY: number, toX: number, toY: number, layer: number): void;
  /** Rows from the top. Each cell has the colour of the lowest layer in it. */
  rows(color: (layer: number, text: string) => string): readonly string[];
}

/** Dots of a braille letter by row and column (Unicode §21.1). */
const braille = [
  [0x01, 0x08],
  [0x02, 0x10],
  [0x04, 0x20],
  [0x40, 0x80],
] as const;
const signs = ['*', '+', 'o', 'x', '#', '%', '@', '='] as const;

export function createRaster(columns: number, lines: number, unicode: boolean): Raster {
  const [across, down] = unicode ? [2, 4] : [1, 1];
  const [width, height] = [columns * across, lines * down];
  const dots = new Uint8Array(columns * lines);
  const layers = new Uint8Array(columns * lines).fill(0xff);
  const dot = (x: number, y: number, layer: number) => {
    if (!(x >= 0 && y >= 0 && x < width && y < height)) return;
    const cell = Math.floor(y / down) * columns + Math.floor(x / across);
    dots[cell] = (dots[cell] ?? 0) | (braille[y % down]?.[x % across] ?? 1);
    layers[cell] = Math.min(layers[cell] ?? 0xff, layer);
  };
  return {
    width,
    height,
    dot,
    line(fromX, fromY, toX, toY, layer) {
      const steps = Math.max(Math.abs(toX - fromX), Math.abs(toY - fromY));
      for (let step = 0; step <= steps; step++) {
        const part = steps === 0 ? 0 : step / steps;
        dot(Math.round(fromX + (toX - fromX) * part), Math.round(fromY + (toY - fromY) * part), layer);
      }
    },
    rows(color) {
      const sign = (cell: number) =>
        unicode ? String.fromCharCode(0x2800 + (dots[cell] ?? 0)) : (signs[(layers[cell] ?? 0) % signs.length] ?? '*');
      return Array.from({ length: lines }, (_, row) => {
        let text = '';
        // Neighbours of one colour are colored together.
        for (let column = 0; column < columns; ) {
          const layer = layers[row * columns + column] ?? 0xff;
          let run = '';
          for (; column < columns && (layers[row * columns + column] ?? 0xff) === layer; column++)
            run += layer === 0xff ? ' ' : sign(row * columns + column);
          text += layer === 0xff ? run : color(layer, run);
        }
        return text;
      });
    },
  };
}
