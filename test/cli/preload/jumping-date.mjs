// A machine whose date jumps, forwards and backwards, by seconds to years, at every look: a person sets the clock, the
// network does, a virtual machine wakes up. What counts milliseconds (`performance.now`, timers) continues as it should.
//
// DATE_SEED: which jumps.

const RealDate = globalThis.Date;
const year = 365 * 24 * 3600 * 1000;
let state = Math.imul(Number(process.env.DATE_SEED ?? '1'), 2_654_435_761);

/** From 0 to 1 (Numerical Recipes). */
function chance() {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return state / 2 ** 32;
}

/** Up to 20 years off, one time in four by less than an hour. */
function jump() {
  const most = chance() < 0.25 ? 3_600_000 : 20 * year;
  return Math.round((chance() * 2 - 1) * most);
}

globalThis.Date = class extends RealDate {
  constructor(...words) {
    super(...(words.length === 0 ? [Date.now()] : words));
  }

  static now() {
    return RealDate.now() + jump();
  }
};
