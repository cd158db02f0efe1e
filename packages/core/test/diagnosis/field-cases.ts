// What tools print when a board behind an ST-Link does not do what it should: OpenOCD 0.12, st-flash 1.7, STM32CubeProgrammer 2.x
// and others, as logs of the field show it. Each log must find what is behind it, the first row first.

import { findSymptoms } from '@odflash/core/diagnosis';
import type { SymptomCode } from '@odflash/core/messages';
import { expect } from 'vitest';
import { causesOf, english } from '../../../../test/support/in-english.ts';

export interface FieldCase {
  readonly what: string;
  readonly id: SymptomCode;
  /** What the person is told, somewhere in causes or remedies. */
  readonly told: RegExp;
  readonly logs: readonly string[];
}

/** A log of OpenOCD with these lines. */
export const openocd = (...lines: readonly string[]) =>
  ['Open On-Chip Debugger 0.12.0', 'Info : clock speed 2000 kHz', ...lines].join('\n');

/** Each log of the case names its row, and what the person is told. */
export function expectExplained({ id, told, logs }: FieldCase): void {
  for (const log of logs) {
    // A log may quote two rows: that nothing answers, and why.
    const found = findSymptoms(log, causesOf).slice(0, 2);
    const row = found.find((symptom) => symptom.id === id);
    expect(row, `${log} → ${found.map((symptom) => symptom.id)}`).toBeDefined();
    const { causes, remedies } = english.symptoms[id];
    expect([...causes, ...remedies].join('\n'), log).toMatch(told);
    if (id !== 'probe-no-voltage') expect(found[0]?.id, log).toBe(id);
  }
}
