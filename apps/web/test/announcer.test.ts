import { virtualClock } from '@odflash/virtual';
import { describe, expect, it } from 'vitest';
import { english } from '../src/text/en.ts';
import { announcementOf, createAnnouncer } from '../src/view/announcer.ts';
import { page } from './page.ts';

describe('what a screen reader announces', () => {
  it('is said at once, then at most once a second, and the last word is not lost', async () => {
    const clock = virtualClock();
    const said: [number, string][] = [];
    const start = clock.now();
    using announcer = createAnnouncer(clock, (text) => said.push([clock.now() - start, text]));
    for (const text of ['one', 'two', 'three']) announcer.tell(text);
    await clock.sleep(5_000);
    announcer.tell('four');
    announcer.tell('five');
    await clock.sleep(5_000);
    expect(said).toEqual([
      [0, 'one'],
      [1_000, 'three'],
      [5_000, 'four'],
      [6_000, 'five'],
    ]);
  });

  it('of a whole flash names each step, never twice within a second', async () => {
    const { flasher, board, clock, until } = page('v3.6-56V+dfu,flash=blank');
    const said: [number, string][] = [];
    using announcer = createAnnouncer(clock, (text) => said.push([clock.now(), text]));
    flasher.store.watch(() => announcer.tell(announcementOf(flasher.store.value, english)));
    await flasher.connect();
    await until(({ check }) => check.status === 'ready');
    board.setSwitch('run');
    await flasher.flash();
    expect(said.slice(1).every(([at], index) => at - (said[index]?.[0] ?? 0) >= 1_000)).toBe(true);
    const texts = said.map(([, text]) => text).join(' ');
    for (const word of ['Reading the flash contents', 'Erasing', '50 %']) expect(texts).toContain(word);
    await clock.sleep(2_000);
    // The heading of the result has the focus now, and is read.
    expect(said.at(-1)?.[1]).toBe('');
  });
});
