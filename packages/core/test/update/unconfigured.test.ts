// A running board that was deaf while the system asked for its name and configured it: it is listed, and nothing can be
// done with it before its port is reset.

import { expect, it } from 'vitest';
import { failure } from '../flash/bench.ts';
import { bench, course, run, when } from './bench.ts';

/** Three strings, and SET_CONFIGURATION three times. */
const enumeration = 'count=all,lost-at=1-6';

it('is reset on the bus and then updated like any other', async () => {
  const it = bench('v3.6-56V,firmware=0.5.5');
  it.board.injectFaults(enumeration);
  const report = await run(it);
  expect(report).toMatchObject({ board: 'verified', outcome: 'changed' });
  expect(course(it)).toContain('note: board-lost');
});

it('is known by the serial number its firmware tells, so that an interrupted update continues', async () => {
  const it = bench('v3.6-56V,firmware=0.5.5');
  await failure(
    run(
      it,
      when(it, 'restore', (board) => board.cable(false)),
    ),
  );
  it.board.cable(true);
  await it.clock.sleep(5000);
  it.board.injectFaults(enumeration);
  const report = await run(it);
  expect(report.resumed).toBe(true);
  expect([...it.vault.files.keys()].filter((name) => name.startsWith('update-'))).toEqual([]);
});
