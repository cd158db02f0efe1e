// A board that falls silent in DFU mode before anything was changed is not talked to forever.

import { expect, it } from 'vitest';
import { failure } from '../flash/bench.ts';
import { bench, course, run, when } from './bench.ts';

it('ends within two minutes, including the attempt to start its old firmware', async () => {
  const it = bench('v3.6-56V,firmware=0.5.5');
  const error = await failure(
    run(
      it,
      when(it, 'write', (board) => board.injectFaults('lost-at=12-1000')),
    ),
  );
  expect(error).toMatchObject({ code: 'timeout', board: 'untouched' });
  expect(course(it)).toContain('note: not-left-back');
  expect(it.clock.now()).toBeLessThan(120_000);
});
