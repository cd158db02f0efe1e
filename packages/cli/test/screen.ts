// A terminal of text: understands what the renderer sends (newline, carriage return, cursor up, clear to the end, colours)
// and nothing else, so that an unexpected sequence fails a test.

export interface Screen {
  write(text: string): void;
  /** The lines on it, without trailing empty ones. */
  lines(): readonly string[];
}

export function screen(columns: number): Screen {
  const rows: string[] = [''];
  let row = 0;
  let column = 0;
  const put = (character: string) => {
    if (column === columns) {
      row++;
      column = 0;
    }
    const line = (rows[row] ?? '').padEnd(column);
    rows[row] = line.slice(0, column) + character + line.slice(column + 1);
    column++;
  };
  const control: Record<string, (amount: number) => void> = {
    A: (amount) => {
      row = Math.max(row - amount, 0);
    },
    J: () => {
      rows.length = row + 1;
      rows[row] = (rows[row] ?? '').slice(0, column);
    },
    m: () => {},
  };
  return {
    write(text) {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: a terminal's language is made of them
      for (const [piece, amount, command] of text.matchAll(/\x1b\[([0-9;]*)([A-Za-z])|.|\n/gu)) {
        if (command !== undefined) {
          const act = control[command];
          if (!act) throw new Error(`the terminal does not know ESC[${amount}${command}`);
          act(amount === '' ? 1 : Number.parseInt(amount ?? '1', 10));
        } else if (piece === '\n') {
          row++;
          column = 0;
        } else if (piece === '\r') column = 0;
        else put(piece);
      }
    },
    lines: () => rows.slice(0, rows.findLastIndex((line) => line !== '') + 1).map((line) => line ?? ''),
  };
}
