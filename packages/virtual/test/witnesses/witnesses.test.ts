// Recordings of real hardware, each put to a virtual board. Silicon wins: where this fails, the board is wrong.

import { expect, test } from 'vitest';
import { descriptorWitnesses } from './descriptor-witnesses.ts';
import { leftOut } from './left-out.ts';
import { probeWitnesses } from './probe-witnesses.ts';
import { protectionWitnesses } from './protection-witnesses.ts';
import { romWitnesses } from './rom-witnesses.ts';
import { runtimeWitnesses } from './runtime-witnesses.ts';
import { witnesses } from './witness.ts';

const checks = {
  ...romWitnesses,
  ...protectionWitnesses,
  ...descriptorWitnesses,
  ...runtimeWitnesses,
  ...probeWitnesses,
};

const told = witnesses.filter(({ id }) => Object.hasOwn(checks, id));

test.each(told.map(({ id, device, facts }) => [id, device, facts] as const))(
  'a virtual board behaves as recorded: %s, %s',
  async (id, _device, facts) => {
    await checks[id as keyof typeof checks]?.(facts);
  },
);

test('every witness is put to a virtual board or left out with a reason, and none is both', () => {
  const ids = witnesses.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect([...Object.keys(checks), ...Object.keys(leftOut)].sort()).toEqual([...ids].sort());
  for (const reason of Object.values(leftOut)) expect(reason).toMatch(/\w+ \w+/);
});
