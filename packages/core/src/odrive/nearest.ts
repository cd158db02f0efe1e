// Names like a name that is not known: for a path that was mistyped, or is known from another firmware.

/** The names closest to `text`, the closest first; only such as are similar at all. */
export function nearestNames(text: string, names: Iterable<string>, most = 3): string[] {
  const lower = text.toLowerCase();
  const last = lower.split('.').at(-1) ?? '';
  const rated = Array.from(names, (name) => ({ name, distance: ratedDistance(lower, last, name.toLowerCase()) }));
  return rated
    .filter(({ distance }) => distance <= Math.max(2, lower.length / 3))
    .sort((a, b) => a.distance - b.distance || a.name.length - b.name.length)
    .slice(0, most)
    .map(({ name }) => name);
}

/** A name that ends as the text does, or whose last part begins so, is near, wherever it lies in the tree. */
function ratedDistance(text: string, last: string, name: string): number {
  const distance = editDistance(text, name);
  if (last.length < 3) return distance;
  const own = name.slice(name.lastIndexOf('.') + 1);
  // Among those that are like it the one that is most alike comes first.
  const further = distance / 1000;
  if (own === last) return Math.min(distance, 1 + further);
  return own.startsWith(last) ? Math.min(distance, 0.9 + further) : distance;
}

/** Characters to insert, delete or replace (Levenshtein). */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + same));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
