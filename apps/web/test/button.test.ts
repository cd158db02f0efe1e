import { describe, expect, it } from 'vitest';
import type { ButtonMessage } from '../src/button/events.ts';
import { openedBy, wantedRelease } from '../src/button/opened-by.ts';
import { reportTo } from '../src/button/report.ts';
import { page } from './page.ts';

describe('a page that a button opened', () => {
  it.each([
    ['release=0.5.4', '0.5.4'],
    ['release=fw-v0.5.4', '0.5.4'],
    ['', undefined],
    ['release=', undefined],
    ['release=%3Cb%3E', undefined],
    [`release=${'1'.repeat(40)}`, undefined],
  ])('wants of "%s" the release %s', (query, release) => {
    expect(wantedRelease(new URLSearchParams(query))).toBe(release);
  });

  it.each([
    ['https://example.org', 'https://example.org'],
    ['http://localhost:8080', 'http://localhost:8080'],
    ['https://example.org/path', undefined],
    ['javascript:alert(1)', undefined],
    ['null', undefined],
    ['*', undefined],
  ])('tells %s: %s', (named, origin) => {
    expect(openedBy(new URLSearchParams({ button: named }))?.origin).toBe(origin);
  });

  it('chooses the release that is wanted, where the board has it', async () => {
    const { flasher, until } = page('v3.6-56V,firmware=0.5.4', {}, undefined, '0.5.5');
    await flasher.connect();
    const { firmware, wantedMissing } = await until(({ check }) => check.status === 'ready');
    expect(firmware).toMatchObject({ version: '0.5.5' });
    expect(wantedMissing).toBeUndefined();
  });

  it('says so where the page does not have that release, and offers the newest', async () => {
    const { flasher, until } = page('v3.6-56V,firmware=0.5.4', {}, undefined, '0.9.9');
    await flasher.connect();
    const { firmware, wantedMissing } = await until(({ check }) => check.status === 'ready');
    expect(firmware).toMatchObject({ version: '0.5.6' });
    expect(wantedMissing).toBe('0.9.9');
  });

  it('tells each stage once, progress at most once a second, and the end; never a serial number', async () => {
    const { flasher, board, clock, until } = page('v3.6-56V,firmware=0.5.4');
    const told: { at: number; message: ButtonMessage }[] = [];
    reportTo((message) => told.push({ at: clock.now(), message }), flasher.store, clock);
    await flasher.connect();
    await until(({ check }) => check.status === 'ready');
    const flashing = flasher.flash();
    await until(({ permission }) => permission === 'bootloader');
    await flasher.allow();
    await flashing;
    const events = told.map(({ message }) => (message.event === 'stage' ? message.stage : message.event));
    expect(events.filter((event) => event !== 'progress')).toEqual(['opened', 'start', 'board', 'working', 'verified']);
    const times = told.filter(({ message }) => message.event === 'progress').map(({ at }) => at);
    expect(times.length).toBeGreaterThan(3);
    expect(times.slice(1).every((at, index) => at - (times[index] ?? 0) >= 1_000)).toBe(true);
    expect(told.at(-1)?.message).toEqual({ type: 'odflash', v: 1, event: 'verified', firmware: '0.5.6' });
    expect(JSON.stringify(told)).not.toContain(board.serial);
  });
});
