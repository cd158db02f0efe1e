// Damage of every kind, to bytes and to text: what cables, disks, servers and people with a hex editor do to a file.

const encode = (text) => new TextEncoder().encode(text);

export const joined = (...parts) => new Uint8Array(Buffer.concat(parts));

/** Numbers that break the arithmetic of addresses, lengths and counts, in both byte orders. */
const numbers = [
  0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x7fffffff, 0x80000000, 0xfffffff0, 0xffffffff,
].flatMap((value) => {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value, true);
  return [bytes, bytes.slice().reverse(), bytes.slice(0, 2), bytes.slice(0, 1)];
});

/** Text that breaks parsers of text. */
const texts = [
  '-1',
  '0',
  '1e999',
  '-0',
  '9007199254740993',
  '123456789012345678901234567890',
  '0x',
  'NaN',
  'null',
  'true',
  '""',
  '[]',
  '{}',
  '[[[[[[[[',
  '{"a":',
  '"__proto__"',
  '"constructor"',
  '\\u0000',
  '\\ud800',
  '\u0000',
  '\r\n\r',
  ',,',
  ':',
  'S3',
  ':00000001FF\n',
  '@/0x',
  '*',
  '%s%n',
  '../../..',
  '\u00e9\ud83d\ude00',
].map(encode);

const pick = (list, below) => list[below(list.length)];

/** One change each; `others` are whole seeds to take pieces of. */
const changes = [
  (file, below) => {
    const copy = file.slice();
    if (copy.length > 0) copy[below(copy.length)] ^= 1 << below(8);
    return copy;
  },
  (file, below) => {
    const copy = file.slice();
    if (copy.length > 0) copy[below(copy.length)] = below(256);
    return copy;
  },
  (file, below) => file.slice(0, below(file.length + 1)),
  (file, below) => file.slice(below(file.length + 1)),
  (file, below) => {
    const from = below(file.length + 1);
    return joined(file.subarray(0, from), file.subarray(Math.min(file.length, from + 1 + below(40))));
  },
  (file, below) => {
    const from = below(file.length + 1);
    const piece = file.subarray(from, from + 1 + below(80));
    const times = 1 + (below(8) === 0 ? below(64) : 0);
    return joined(file.subarray(0, from), ...Array.from({ length: times }, () => piece), file.subarray(from));
  },
  (file, below) => {
    const number = pick(numbers, below);
    const copy = file.slice();
    if (copy.length >= number.length) copy.set(number, below(copy.length - number.length + 1));
    return copy;
  },
  (file, below) => insert(file, pick(texts, below), below),
  (file, below) => {
    const noise = Uint8Array.from({ length: 1 + below(24) }, () => below(256));
    return insert(file, noise, below);
  },
  (file, below) => {
    const bracket = encode(pick(['[', '{"a":', '(', '"'], below).repeat(1 + below(below(4) === 0 ? 20_000 : 64)));
    return insert(file, bracket, below);
  },
  (file, below, others) => {
    const other = pick(others, below);
    const from = below(other.length + 1);
    return joined(file.subarray(0, below(file.length + 1)), other.subarray(from));
  },
  (file, below) => {
    const copy = file.slice();
    const from = below(copy.length + 1);
    const to = Math.min(copy.length, from + below(64));
    copy.subarray(from, to).reverse();
    return copy;
  },
];

function insert(file, piece, below) {
  const at = below(file.length + 1);
  const replaced = below(2) === 0 ? 0 : Math.min(piece.length, below(24));
  return joined(file.subarray(0, at), piece, file.subarray(Math.min(file.length, at + replaced)));
}

/** A seed with one to four changes; now and then none, so that what is accepted is tried, too. */
export function mutant(seeds, below) {
  let file = pick(seeds, below);
  if (below(64) === 0) return file.slice();
  for (let left = 1 + below(4); left > 0; left--) file = pick(changes, below)(file, below, seeds);
  return file;
}
