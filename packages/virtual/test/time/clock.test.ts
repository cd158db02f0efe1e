import fc from 'fast-check';
import { expect, test } from 'vitest';
import { virtualClock } from '../../src/index.ts';
import { after } from '../../src/time/clock.ts';

test('happens in the order of time, and of asking where times are equal', async () => {
  const clock = virtualClock();
  const seen: string[] = [];
  const note = (name: string, ms: number) => clock.sleep(ms).then(() => seen.push(`${name}@${clock.now()}`));
  await Promise.all([note('c', 20), note('a', 10), note('b', 10), note('now', 0), note('d', 20)]);
  expect(seen).toEqual(['now@0', 'a@10', 'b@10', 'c@20', 'd@20']);
});

test('lets every chain of promises run dry before time moves on', async () => {
  const clock = virtualClock();
  const seen: number[] = [];
  const chain = async () => {
    for (let i = 0; i < 1000; i++) await undefined;
    seen.push(clock.now());
  };
  await Promise.all([clock.sleep(1), chain()]);
  expect(seen).toEqual([0]);
});

test('an action may ask for more, and what it asks for comes in its turn', async () => {
  const clock = virtualClock();
  const seen: number[] = [];
  clock.after(5, () => clock.after(5, () => seen.push(clock.now())));
  clock.after(7, () => seen.push(clock.now()));
  await clock.sleep(20);
  expect(seen).toEqual([7, 10]);
});

test('an aborted sleep rejects with the reason at once and leaves no event behind', async () => {
  const turns: (() => void)[] = [];
  const clock = virtualClock({ macrotask: (turn) => turns.push(turn) });
  const stop = new AbortController();
  const sleeping = clock.sleep(1000, stop.signal);
  stop.abort(new Error('enough'));
  await expect(sleeping).rejects.toThrow('enough');
  await expect(clock.sleep(1, stop.signal)).rejects.toThrow('enough');
  for (const turn of turns) turn();
  expect(clock.now()).toBe(0);
});

test('asks for no turn of the event loop without a waiter', async () => {
  let turns = 0;
  const clock = virtualClock({
    macrotask: (turn) => {
      turns++;
      setImmediate(turn);
    },
  });
  await clock.sleep(1);
  const before = turns;
  void clock.sleep(Number.POSITIVE_INFINITY);
  const cancel = clock.after(50, () => undefined);
  cancel();
  await new Promise((resolve) => setTimeout(resolve, 5));
  // The turn asked for by what was cancelled finds nothing and asks for no other.
  expect(turns - before).toBeLessThanOrEqual(1);
  expect(clock.now()).toBe(1);
});

test('works on a MessageChannel where there is no setImmediate', async () => {
  const { setImmediate: kept } = globalThis;
  try {
    Reflect.deleteProperty(globalThis, 'setImmediate');
    const clock = virtualClock();
    await clock.sleep(3);
    await clock.sleep(4);
    expect(clock.now()).toBe(7);
  } finally {
    globalThis.setImmediate = kept;
  }
});

test('shows a date that starts at the given one and moves with its time', async () => {
  const clock = virtualClock({ epoch: Date.UTC(2020, 1, 29) });
  await clock.sleep(1500);
  expect(clock.date().toISOString()).toBe('2020-02-29T00:00:01.500Z');
});

test('keeps any mix of events and cancellations in order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.record({ ms: fc.nat(50), cancel: fc.boolean() }), { maxLength: 60 }), async (plan) => {
      const clock = virtualClock();
      const seen: { ms: number; order: number }[] = [];
      const cancels = plan.map(({ ms }, order) => clock.after(ms, () => seen.push({ ms, order })));
      for (const [i, { cancel }] of plan.entries()) if (cancel) cancels[i]?.();
      await clock.sleep(60);
      const kept = plan.flatMap(({ ms, cancel }, order) => (cancel ? [] : [{ ms, order }]));
      expect(seen).toEqual(kept.sort((a, b) => a.ms - b.ms || a.order - b.order));
    }),
    { numRuns: 100 },
  );
});

test('`after` works on any clock and can be taken back', async () => {
  const clock = virtualClock();
  const plain = { now: clock.now, date: clock.date, sleep: clock.sleep };
  const seen: string[] = [];
  after(plain, 10, () => seen.push('kept'));
  const cancel = after(plain, 10, () => seen.push('cancelled'));
  cancel();
  await clock.sleep(20);
  expect(seen).toEqual(['kept']);
});
