// Functions that give numbers, sampled: the liveplotter of a shell, and captures in bulk.

import { FlasherError, isFlasherError, type UpdateEnv } from '@odflash/core';
import { type PaceReport, type Sample, type Series, startPace } from '@odflash/core/running';
import { commandMessage } from '@odflash/messages';

export type Sampled = () => unknown;

export interface FunctionSampling {
  readonly everyMs: number;
  readonly durationMs?: number | undefined;
  readonly signal: AbortSignal;
  readonly onSeries?: ((series: readonly Series[]) => void) | undefined;
  readonly onSample: (sample: Sample, pace: () => PaceReport) => void;
}

/** How long to wait before a board that did not answer is asked again. */
const awayMs = 500;

/** Calls `get` on a grid until the signal or the time ends it. A call that fails because the board is away leaves a gap. */
export async function sampleFunction(
  { clock }: Pick<UpdateEnv, 'clock'>,
  get: Sampled,
  { everyMs, durationMs = Number.POSITIVE_INFINITY, signal, onSeries, onSample }: FunctionSampling,
): Promise<PaceReport> {
  const pace = startPace(clock, everyMs);
  let series: readonly Series[] | undefined;
  let away = false;
  const end = clock.now() + durationMs;
  while (!signal.aborted && clock.now() < end) {
    try {
      const at = await pace.next(signal);
      const results = listOf(get());
      const values = (await Promise.all(results)).map(numberOf);
      if (!series) {
        series = results.map((result, index) => ({ path: nameOf(result) ?? `value ${index + 1}` }));
        onSeries?.(series);
      }
      if (clock.now() >= end && pace.report().taken > 1) break;
      away = false;
      onSample({ at, values }, pace.report);
    } catch (thrown) {
      if (signal.aborted) break;
      if (!isFlasherError(thrown) || !thrown.retryable || !series) throw thrown;
      if (!away) onSample({ at: pace.elapsed(), values: undefined }, pace.report);
      away = true;
      pace.pause();
      await clock.sleep(awayMs, signal).catch(() => undefined);
    }
  }
  return pace.report();
}

function listOf(result: unknown): readonly unknown[] {
  return Array.isArray(result) ? result : [result];
}

function nameOf(result: unknown): string | undefined {
  return typeof result === 'object' && result !== null && 'path' in result ? String(result.path) : undefined;
}

function numberOf(value: unknown): number {
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') return Number(value);
  throw new FlasherError('usage', commandMessage('usage.not-numbers'), {
    next: commandMessage('next.give-numbers'),
  });
}
