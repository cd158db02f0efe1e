// What every line of --json must look like: the contract that scripts rely on, written down again by hand, so that a
// renamed field in the library is noticed here.

import { expect } from 'vitest';
import type { Line } from './command.ts';

type Kind = 'string' | 'number' | 'boolean' | 'object' | 'array';
type Shape = Readonly<Record<string, Kind>>;

const shapes: Readonly<Record<string, Shape>> = {
  firmware: { name: 'string', format: 'string', ranges: 'array' },
  waiting: { for: 'string', ms: 'number' },
  opened: { device: 'object' },
  inspecting: { bytes: 'number', ms: 'number' },
  findings: { findings: 'array' },
  plan: { sectors: 'array', steps: 'array', width: 'number', totals: 'object' },
  changing: {},
  phase: { phase: 'string' },
  sector: { sector: 'number', progress: 'string' },
  advance: { phase: 'string', bytes: 'number', doneMs: 'number', totalMs: 'number' },
  recovering: { code: 'string', text: 'string', attempt: 'number' },
  recovered: {},
  note: { code: 'string', text: 'string' },
  'needs-human': { step: 'string', text: 'string' },
  device: { vendorId: 'number', productId: 'number', path: 'string', mode: 'string' },
  'running-board': { device: 'object', serial: 'string', hardware: 'object', firmware: 'object', axes: 'array' },
  board: { device: 'object', board: 'object', readProtected: 'boolean', findings: 'array', contents: 'array' },
  image: { path: 'string', format: 'string', bytes: 'number', segments: 'array', sectors: 'array', vector: 'object' },
  'sector-verdict': { sector: 'number', equal: 'boolean' },
  finding: { code: 'string', level: 'string', title: 'string', fix: 'array' },
  release: { version: 'string', board: 'string', name: 'string', size: 'number', prerelease: 'boolean', url: 'string' },
  file: { version: 'string', board: 'string', path: 'string', size: 'number', sha256: 'string', outcome: 'string' },
  result: { ok: 'boolean', command: 'string', board: 'string' },
  error: { code: 'string', exit: 'number', message: 'string', next: 'string', details: 'object' },
};

/** Every line has its shape, and the last one alone is a result or an error. */
export function expectJsonLines(lines: readonly Line[]): void {
  expect(lines.length).toBeGreaterThan(0);
  for (const line of lines) {
    const shape = shapes[line.type];
    expect(line.v, `version in ${JSON.stringify(line)}`).toBe(2);
    expect(shape, `a line of unknown type ${line.type}`).toBeDefined();
    for (const [field, kind] of Object.entries(shape ?? {}))
      expect(kindOf(line[field]), `${field} in ${JSON.stringify(line)}`).toBe(kind);
    // Only of a board that was found.
    if (line.type === 'error' && 'board' in line) expect(kindOf(line.board)).toBe('string');
  }
  const ends = lines.filter(({ type }) => type === 'result' || type === 'error');
  expect(ends).toEqual([lines.at(-1)]);
}

function kindOf(value: unknown): string {
  return Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value;
}
