// Starting the firmware of a chip that does not answer at once: attached again in between, and given up after the last attempt.

import { expect, test } from 'vitest';
import { FlasherError } from '../../src/errors.ts';
import { message } from '../../src/messages/message.ts';
import { createCustody } from '../../src/swd/custody.ts';
import { jumpingClock } from '../usb/test-clock.ts';

/** A chip whose first starts fail. */
function failing(starts: number) {
  let begun = 0;
  const reattached: { readonly mayReset: boolean }[] = [];
  const attachment = {
    caught: true,
    core: {
      start: async () => {
        begun += 1;
        if (begun <= starts) throw new FlasherError('swd-failed', message('swd.no-reset'));
      },
    },
    probe: { access: { readWord: async () => 0 } },
  };
  const wire = {
    attachment,
    reattach: async (_: FlasherError, options: { readonly mayReset: boolean }) => void reattached.push(options),
  };
  return { custody: createCustody(wire as never, jumpingClock(), undefined), reattached, count: () => begun };
}

test('a start that fails is repeated on a chip that was attached anew, for which its reset may be pulled', async () => {
  const { custody, reattached } = failing(1);
  expect(await custody.start()).toBe(true);
  expect(reattached).toEqual([{ mayReset: true }]);
});

test('nothing is attached again after the last attempt', async () => {
  const { custody, reattached, count } = failing(Number.POSITIVE_INFINITY);
  await expect(custody.start()).rejects.toMatchObject({ code: 'swd-failed' });
  expect(count()).toBeGreaterThan(1);
  expect(reattached).toHaveLength(count() - 1);
});
