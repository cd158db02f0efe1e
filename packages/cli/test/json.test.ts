import { describe, expect, it } from 'vitest';
import { jsonEvents, jsonLine } from '../src/render/json.ts';
import { before, changing } from './events.ts';

function linesOf(events: Parameters<ReturnType<typeof jsonEvents>>[0][]) {
  const lines: string[] = [];
  const emit = jsonEvents((text) => lines.push(text));
  for (const event of events) emit(event);
  return lines;
}

describe('lines for machines', () => {
  it('are one object each, with version and type first', () => {
    for (const line of linesOf([...before, ...changing()])) {
      expect(line.endsWith('\n')).toBe(true);
      expect(line.indexOf('\n')).toBe(line.length - 1);
      expect(line).toMatch(/^\{"v":2,"type":"[a-z-]+"/);
      JSON.parse(line);
    }
  });

  it('tell a plan without the bytes it will write', () => {
    const plan = linesOf([...before]).find((line) => line.includes('"type":"plan"')) ?? '';
    expect(plan.length).toBeLessThan(3000);
    expect(JSON.parse(plan).sectors).toHaveLength(12);
    expect(JSON.parse(plan).steps[0]).toEqual({ kind: 'rewrite', sector: 0, ms: 680 });
  });

  it('say when a phase begins, once', () => {
    const phases = linesOf([...before, ...changing()])
      .map((line) => JSON.parse(line))
      .filter(({ type }) => type === 'phase')
      .map(({ phase }) => phase);
    expect(phases).toEqual(['inspect', 'erase', 'write', 'verify', 'erase', 'write', 'verify']);
  });

  it('call what a person must do by its own name', () => {
    const [line] = linesOf([{ type: 'human', step: 'switch-to-run', text: 'Set the DIP switch to RUN.' }]);
    expect(JSON.parse(line!)).toEqual({
      v: 2,
      type: 'needs-human',
      step: 'switch-to-run',
      text: 'Set the DIP switch to RUN.',
    });
  });

  it('write bytes as hexadecimal digits', () => {
    expect(JSON.parse(jsonLine('x', { raw: Uint8Array.of(0, 0xaa, 0xff) })).raw).toBe('00aaff');
  });
});
