// Parsers that break their promises, one way each: with --broken they are tried too, which shows that the bench would
// notice (test/fuzz.test.ts).

const seeds = [Uint8Array.from({ length: 32 }, (_, index) => index)];
const held = [];

/** @type {import('./subject.mjs').Subject[]} */
export const broken = [
  {
    name: 'broken: throws what it should not',
    seeds,
    feed(bytes) {
      if (bytes.length > 40) throw new TypeError('cannot read properties of undefined');
      return true;
    },
  },
  {
    name: 'broken: never ends',
    seeds,
    feed(bytes) {
      while (bytes.length > 40);
      return true;
    },
  },
  {
    name: 'broken: takes all memory',
    seeds,
    feed() {
      held.push(new Uint8Array(8 * 1024 * 1024).fill(1));
      return true;
    },
  },
];
