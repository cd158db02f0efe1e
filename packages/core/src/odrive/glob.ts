// Patterns for paths of the object tree: `axis*.config.startup_*`. A star stands for anything within one name, so that a
// pattern never reaches into the objects below.

/** The pattern as a regular expression for whole paths. */
export function globPattern(glob: string): RegExp {
  const escaped = glob.replaceAll(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '[^.]*');
  return new RegExp(`^${escaped}$`);
}

/** The first row whose `paths` has a pattern that fits. Answers are kept, because a plan asks for each path again and again. */
export function globTable<T extends { readonly paths: readonly string[] }>(
  rows: readonly T[],
): (path: string) => T | undefined {
  const compiled = rows.map((row) => ({ row, patterns: row.paths.map(globPattern) }));
  const known = new Map<string, T | undefined>();
  return (path) => {
    if (known.has(path)) return known.get(path);
    const found = compiled.find(({ patterns }) => patterns.some((pattern) => pattern.test(path)))?.row;
    // Paths come out of files: what is kept stays bounded.
    if (known.size < maxKept) known.set(path, found);
    return found;
  };
}

const maxKept = 4_096;
