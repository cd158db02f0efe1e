// Random numbers with a seed: the same seed, name and number give the same choices on every machine.

/** @returns a function of n: a whole number from 0 to n - 1. */
export function rngFor(seed, name, number) {
  let state = hash(`${seed} ${name} ${number}`) || 1;
  const next = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
  // The first numbers of neighbouring states are alike.
  for (let i = 0; i < 4; i++) next();
  return (below) => (below > 0 ? next() % below : 0);
}

/** FNV-1a. */
function hash(text) {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value >>> 0;
}
