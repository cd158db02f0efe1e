// A plan is made while a person waits, and more than once: all of a board's values in well under a twentieth of a second.

import { expect, it } from 'vitest';
import { planRestore } from '../../src/configuration/plan.ts';
import { knownBoard, readTarget } from '../../src/configuration/target.ts';
import { readEvidence } from '../../src/odrive/index.ts';
import { bench, connect } from '../update/bench.ts';
import { backupFrom } from './on-boards.ts';

it('a plan of all values of a board takes less than 50 ms', async () => {
  await using odrive = await connect(bench('v3.6-24V'));
  const evidence = await readEvidence(odrive);
  const target = await readTarget(odrive, evidence, { known: knownBoard(evidence) });
  const backup = await backupFrom('v3.6-56V');
  expect(backup.values.size).toBeGreaterThan(300);
  // The fastest of ten: a busy machine tells nothing of the plan.
  const times = Array.from({ length: 10 }, () => {
    const began = performance.now();
    planRestore({ backup, target, origin: 'other-chip' });
    return performance.now() - began;
  });
  expect(Math.min(...times)).toBeLessThan(50);
});
