import { createTracker } from '@odflash/core/update';
import { describe, expect, it } from 'vitest';
import { before, changing, plan } from './events.ts';

describe('the progress tracker', () => {
  it('never goes back, never passes 1 and ends at 1', () => {
    const tracker = createTracker(() => 0);
    for (const event of before) tracker.event(event);
    let last = 0;
    for (const event of changing()) {
      tracker.event(event);
      const { fraction } = tracker.progress();
      expect(fraction).toBeGreaterThanOrEqual(last);
      expect(fraction).toBeLessThanOrEqual(1);
      last = fraction;
    }
    expect(last).toBeCloseTo(1);
  });

  it('counts the bytes of each phase against the plan', () => {
    const tracker = createTracker(() => 0);
    for (const event of [...before, ...changing()]) tracker.event(event);
    const progress = tracker.progress();
    expect(progress.phase).toBe('verify');
    expect([progress.bytes, progress.totalBytes]).toEqual([plan.totals.readBackBytes, plan.totals.readBackBytes]);
  });

  it('never counts more bytes than there are: a look that leads to another one is longer than was announced', () => {
    const tracker = createTracker(() => 0);
    tracker.event({ type: 'inspecting', bytes: 100, ms: 10 });
    tracker.event({ type: 'advance', phase: 'inspect', bytes: 160, doneMs: 16, totalMs: 16 });
    expect(tracker.progress()).toMatchObject({ bytes: 160, totalBytes: 160 });
  });

  it('names the erase while it lasts, not when it is over', () => {
    const tracker = createTracker(() => 0);
    for (const event of before) tracker.event(event);
    tracker.event({ type: 'sector', sector: 0, progress: 'erasing' });
    expect(tracker.progress().phase).toBe('erase');
  });

  it('corrects the time left by how fast it really goes', () => {
    let time = 0;
    const tracker = createTracker(() => time);
    for (const event of before) tracker.event(event);
    tracker.event({ type: 'changing' });
    time = 1000;
    tracker.event({ type: 'advance', phase: 'erase', bytes: 0, doneMs: 600, totalMs: 1460, sector: 0 });
    expect(tracker.progress().leftMs).toBeCloseTo((1460 - 600) * 2);
  });

  it('does not count the time a person took to answer a question', () => {
    let time = 0;
    const tracker = createTracker(() => time);
    for (const event of before) tracker.event(event);
    time = 60_000;
    tracker.event({ type: 'changing' });
    time += 500;
    tracker.event({ type: 'advance', phase: 'erase', bytes: 0, doneMs: 600, totalMs: 1460, sector: 0 });
    expect(tracker.progress().leftMs).toBeCloseTo(1460 - 600);
  });

  it('is done when it receives the end, whatever the plan still contains', () => {
    const tracker = createTracker(() => 0);
    for (const event of [...before, ...changing().slice(0, 5)]) tracker.event(event);
    tracker.finish();
    expect(tracker.progress()).toMatchObject({ fraction: 1, leftMs: 0 });
  });

  it('starts a sector from empty again when it is done again', () => {
    const tracker = createTracker(() => 0);
    for (const event of [...before, ...changing()]) tracker.event(event);
    tracker.event({ type: 'sector', sector: 2, progress: 'redoing' });
    expect(tracker.progress().sectors[2]).toMatchObject({ look: 'erasing', done: 0 });
  });
});
