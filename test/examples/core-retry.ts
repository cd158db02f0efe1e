// Something that fails in passing, tried again by a policy: so often, so long, after these failures.
import { systemClock as clock, FlasherError, isFlasherError } from '@odflash/core';
import { message } from '@odflash/core/messages';
import { retry } from '@odflash/core/retry';

const policy = { attempts: 3, withinMs: 1_000, pauseMs: 0, repeats: (failure: unknown) => isFlasherError(failure) };
const tried = await retry(
  policy,
  async (attempt) => {
    if (attempt < 3) throw new FlasherError('timeout', message('request.leave'));
    return attempt;
  },
  { clock },
);
console.log(tried);
