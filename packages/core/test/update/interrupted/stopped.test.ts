// A person stops an update while it waits for a board to come or go: that is `aborted`, whatever was waiting.

import type { UpdateEvent } from '@odflash/core';
import { describe, expect, it } from 'vitest';
import { failure } from '../../flash/bench.ts';
import { bench, firmwareImage, run } from '../bench.ts';

const image = firmwareImage('v3.6-56V', '0.5.6');

describe('a stop', () => {
  it.each([
    ['enter-dfu', 20],
    ['enter-dfu', 120],
    ['start', 60],
    ['start', 300],
  ] as const)('in stage %s, %i ms after it began, is reported as one', async (stage, ms) => {
    const it = bench('v3.6-56V,firmware=0.5.5');
    const stop = new AbortController();
    const push = it.events.push.bind(it.events);
    it.events.push = (event) => {
      if (event.type === 'stage' && event.stage === stage) it.clock.after(ms, () => stop.abort());
      return push(event);
    };
    const error = await failure(run(it, { image, signal: stop.signal }));
    expect(error.code).toBe('aborted');
    expect(error.board).toBe(stage === 'enter-dfu' ? 'untouched' : 'verified');
  });

  it('while the firmware is written leaves a board that would not start, and reports that', async () => {
    const it = bench('v3.6-56V,firmware=0.5.5');
    const before = it.board.flash.slice();
    const stop = new AbortController();
    const onEvent = (event: UpdateEvent) => {
      if (event.type === 'sector' && event.sector === 3 && event.progress === 'writing') stop.abort();
    };
    const error = await failure(run(it, { image, signal: stop.signal, onEvent }));
    expect(Buffer.compare(it.board.flash, before)).not.toBe(0);
    expect(error).toMatchObject({ code: 'aborted', board: 'partly-written' });
    expect(it.board.bootVerdict().starts).toBe(false);
  });
});
