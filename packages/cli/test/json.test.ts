import type { UpdateEvent } from '@odflash/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sentence } from '../../../test/support/in-english.ts';
import { jsonEvents, jsonLine } from '../src/render/json.ts';
import { before, changing } from './events.ts';

function linesOf(events: readonly UpdateEvent[], now = () => 0) {
  const lines: string[] = [];
  const { event: emit, flush } = jsonEvents((text) => lines.push(text), now);
  for (const event of events) emit(event);
  flush();
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
    const [line] = linesOf([{ type: 'human', step: 'switch-to-run', text: sentence('Set the DIP switch to RUN.') }]);
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

describe('progress for machines', () => {
  const phases = ['inspect', 'erase', 'write', 'verify'] as const;
  const steps = fc.array(fc.record({ pause: fc.nat(120), phase: fc.constantFrom(...phases), bytes: fc.nat(2048) }), {
    minLength: 1,
    maxLength: 300,
  });

  it('has at most ten lines a second and one for each phase at the end, never falls, and loses no byte', () => {
    fc.assert(
      fc.property(steps, (made) => {
        let time = 0;
        const said: { at: number; phase: string; bytes: number; doneMs: number }[] = [];
        const { event, flush } = jsonEvents(
          (text) => {
            const line = JSON.parse(text);
            if (line.type === 'advance') said.push({ at: time, ...line });
          },
          () => time,
        );
        for (const [index, { pause, phase, bytes }] of made.entries()) {
          time += pause;
          event({ type: 'advance', phase, bytes, doneMs: index + 1, totalMs: made.length });
        }
        const beforeTheEnd = said.length;
        flush();
        for (const [index, line] of said.slice(0, beforeTheEnd).entries())
          expect(line.at - (said[index - 1]?.at ?? Number.NEGATIVE_INFINITY)).toBeGreaterThanOrEqual(100);
        expect(said.length - beforeTheEnd).toBeLessThanOrEqual(phases.length);
        const done = said.map(({ doneMs }) => doneMs);
        expect(done).toEqual([...done].sort((a, b) => a - b));
        expect(done.at(-1)).toBe(made.length);
        for (const phase of phases) {
          const sum = (lines: readonly { phase: string; bytes: number }[]) =>
            lines.filter((line) => line.phase === phase).reduce((bytes, line) => bytes + line.bytes, 0);
          expect(sum(said)).toBe(sum(made));
        }
      }),
    );
  });

  it('of one piece of work is written before the next one begins', () => {
    const advance = (doneMs: number): UpdateEvent => ({
      type: 'advance',
      phase: 'inspect',
      bytes: 1,
      doneMs,
      totalMs: 3,
    });
    const types = linesOf([advance(1), advance(2), advance(3), { type: 'changing' }]).map(
      (line) => JSON.parse(line).type,
    );
    expect(types).toEqual(['phase', 'advance', 'advance', 'changing']);
  });
});
