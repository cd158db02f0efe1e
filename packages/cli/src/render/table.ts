// Two columns of text, the left one as wide as its longest word.

/** A name that repeats is written once; an empty value gives no row. */
export function table(rows: readonly (readonly [name: string, value: string])[], indent = '  '): string {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows
    .map(([name, value], index) => {
      const head = rows[index - 1]?.[0] === name ? '' : name;
      return `${indent}${head.padEnd(width)}  ${value}`;
    })
    .join('\n');
}

/** Columns padded to their widest cell, the last one ragged. */
export function columns(rows: readonly (readonly string[])[], indent = '  '): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) => `${indent}${row.map((text, column) => text.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd())
    .join('\n');
}
