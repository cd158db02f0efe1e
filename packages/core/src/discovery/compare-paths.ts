// The order of USB ports: by their numbers, so that 1-2 comes before 1-10.

const collator = new Intl.Collator('en', { numeric: true });

/** For sorting by `path`. */
export function comparePaths(a: { readonly path: string }, b: { readonly path: string }): number {
  return collator.compare(a.path, b.path);
}
