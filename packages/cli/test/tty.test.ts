import { describe, expect, it, vi } from 'vitest';
import { noColor } from '../src/render/color.ts';
import { type TtyOptions, ttyRenderer } from '../src/render/tty.ts';
import { before, changing } from './events.ts';
import { screen } from './screen.ts';

function rig(options: Partial<TtyOptions> & { width?: number } = {}) {
  const { width = 80, ...rest } = options;
  const display = screen(width);
  let time = 0;
  let writes = 0;
  const renderer = ttyRenderer({
    write: (text) => {
      writes++;
      display.write(text);
    },
    columns: () => width,
    color: noColor,
    unicode: true,
    now: () => time,
    wall: () => time,
    ...rest,
  });
  const tick = (ms: number) => {
    time += ms;
  };
  return { renderer, display, tick, writes: () => writes };
}

describe('the terminal renderer', () => {
  it('fills the sector map while sectors are written, and leaves it standing at the end', () => {
    const { renderer, display, tick } = rig();
    for (const event of [...before, ...changing()]) {
      tick(100);
      renderer.event(event);
    }
    renderer.close();
    const lines = display.lines();
    const map = lines.find((line) => line.startsWith('  ██'));
    expect(map).toBe('  ██ == ██ ·· ···· ······ ······ ······ ······ ······ ······ ······');
    expect(lines.at(-1)?.trim()).toMatch(/^0 {2}1 {2}2 {2}3 {2}4 {4}5 .* 11$/);
    expect(lines.filter((line) => line.includes('100 %'))).toHaveLength(1);
  });

  it('shows a sector in the middle of being written as partly filled', () => {
    const { renderer, display, tick } = rig();
    const events = [...before, ...changing()];
    const writing = events.findIndex((event) => event.type === 'sector' && event.progress === 'writing');
    for (const event of events.slice(0, writing + 5)) {
      tick(100);
      renderer.event(event);
    }
    expect(display.lines().some((line) => line.startsWith('  ▓_ == ░░'))).toBe(true);
    renderer.close();
  });

  it('keeps prose above the bar, each line once', () => {
    const { renderer, display, tick } = rig();
    for (const event of [...before, ...changing()]) {
      tick(100);
      renderer.event(event);
      if (event.type === 'changing') renderer.line('a word in between');
    }
    renderer.close();
    const text = display.lines().join('\n');
    expect(text.match(/Board 356D38673332 at 1-1/g)).toHaveLength(1);
    expect(text.match(/a word in between/g)).toHaveLength(1);
    expect(text.match(/The firmware was not started/g)).toHaveLength(1);
    expect(text.indexOf('Plan:')).toBeLessThan(text.indexOf('a word in between'));
    expect(text.indexOf('a word in between')).toBeLessThan(text.indexOf('100 %'));
  });

  it('redraws at most about 15 times a second, however many events come', () => {
    const { renderer, tick, writes } = rig();
    for (const event of before) renderer.event(event);
    renderer.event({ type: 'changing' });
    const already = writes();
    for (let step = 0; step < 1000; step++) {
      tick(1);
      renderer.event({ type: 'advance', phase: 'write', sector: 0, bytes: 2, doneMs: step, totalMs: 2000 });
    }
    expect(writes() - already).toBeLessThanOrEqual(16);
    expect(writes() - already).toBeGreaterThan(5);
    renderer.close();
  });

  it('takes the bar down for a question and puts it up again afterwards', () => {
    const { renderer, display, tick } = rig();
    renderer.event(before[0]!);
    renderer.event(before[1]!);
    renderer.event(before[2]!);
    expect(display.lines().at(-1)).toContain('Reading');
    renderer.pause();
    expect(display.lines().join('\n')).not.toContain('Reading');
    tick(100);
    renderer.event({ type: 'advance', phase: 'inspect', bytes: 1, doneMs: 99, totalMs: 100 });
    expect(display.lines().at(-1)).toContain('Reading');
    renderer.close();
  });

  it('draws nothing by itself while a person is being asked', () => {
    vi.useFakeTimers();
    try {
      const { renderer, writes } = rig();
      for (const event of before) renderer.event(event);
      renderer.pause();
      const already = writes();
      vi.advanceTimersByTime(10_000);
      expect(writes()).toBe(already);
      renderer.close();
    } finally {
      vi.useRealTimers();
    }
  });

  it.each([20, 30, 40, 60, 200])('never draws a line wider than a terminal of %i columns', (width) => {
    const drawn: string[] = [];
    const { renderer, display, tick } = rig({ width });
    for (const event of [...before, ...changing()]) {
      tick(100);
      renderer.event(event);
      drawn.push(...display.lines());
    }
    renderer.close();
    const bars = drawn.filter((line) => /^ {2}(Writing|Erasing|Verifying)/.test(line));
    expect(bars.length).toBeGreaterThan(10);
    // Wider lines would wrap, and the next redraw would leave their first half behind.
    expect(display.lines().filter((line) => /^ {2}(Writing|Erasing|Verifying)/.test(line))).toHaveLength(1);
  });

  it('draws with plain characters where the terminal has no Unicode', () => {
    const { renderer, display, tick } = rig({ unicode: false });
    for (const event of [...before, ...changing()]) {
      tick(100);
      renderer.event(event);
    }
    renderer.close();
    const drawing = display.lines().filter((line) => /[#=.]{2}/.test(line));
    expect(drawing.length).toBeGreaterThan(0);
    for (const line of drawing) expect(line).toMatch(/^[\x20-\x7e]*$/);
  });
});
