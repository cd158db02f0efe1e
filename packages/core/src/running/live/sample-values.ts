// Numbers of a running board, sampled at a rate. Only reads, so a sampler that ends in whatever way leaves the board as it
// was. A board that is lost or restarts leaves a gap, and sampling continues when it is back.

import { toFlasherError } from '../../abort.ts';
import { FlasherError } from '../../errors.ts';
import { message } from '../../messages/message.ts';
import { readRelease } from '../../odrive/identity.ts';
import { configurationGeneration } from '../../odrive/release-order.ts';
import { selectProperties } from '../../odrive/select.ts';
import type { ObjectTree, PropertyNode } from '../../odrive/tree.ts';
import { unitOf } from '../../odrive/units.ts';
import type { PropertyValue } from '../../odrive/value.ts';
import type { UsbDeviceInfo } from '../../ports.ts';
import type { ConnectedBoard } from '../context/followed-board.ts';
import { requireRunning, withBoardContext } from '../context/with-board-context.ts';
import { withRunningBoard } from '../context/with-running-board.ts';
import type { RunningBoardRequest, RunningEnv } from '../request.ts';
import { type PaceReport, startPace } from './pace.ts';

/** One row of numbers. */
export interface Series {
  readonly path: string;
  readonly unit?: string | undefined;
}

/** What was read at one moment. */
export interface Sample {
  /** Milliseconds since the first sample, when the reads began. */
  readonly at: number;
  /** In the order of the series; `undefined`: the board is away from here on. */
  readonly values: readonly number[] | undefined;
}

/** What a sampling came to. */
export interface SamplingReport {
  readonly device: UsbDeviceInfo;
  readonly series: readonly Series[];
  readonly pace: PaceReport;
  /** How often the board was away. */
  readonly gaps: number;
  /** Reads that went together at last. */
  readonly window: number;
  /** `stopped`: by the signal, before the time was up or where there was no end. */
  readonly ended: 'complete' | 'stopped';
  /** Since the beginning, in ms. */
  readonly ms: number;
}

/** Which values are sampled, how often, how long, and who gets them. */
export interface SampleRequest extends RunningBoardRequest {
  /** Paths, patterns, objects: see `selectProperties`. */
  readonly paths: readonly string[];
  /** From sample to sample; 0: as fast as the board answers. Default 20. */
  readonly everyMs?: number | undefined;
  /** From the first sample on; without it sampling ends with the signal. */
  readonly durationMs?: number | undefined;
  /** Called once it is known what is sampled, and on which board. */
  readonly onSeries?: ((series: readonly Series[], device: UsbDeviceInfo) => void) | undefined;
  /** What it throws ends the sampling. */
  readonly onSample: (sample: Sample, pace: () => PaceReport) => void;
}

const defaultEveryMs = 20;

/** Throws FlasherError: `usage` for what the firmware does not have, `aborted` before there was a sample. */
export async function sampleValues(env: RunningEnv, request: SampleRequest): Promise<SamplingReport> {
  const { everyMs = defaultEveryMs, durationMs, signal, onSample } = request;
  const stop = new AbortController();
  const abort = () => stop.abort(signal?.reason);
  if (signal?.aborted) abort();
  signal?.addEventListener('abort', abort, { once: true });
  let isComplete = false;
  try {
    return await withBoardContext(env, { ...request, signal: stop.signal }, async (context, kind) => {
      await requireRunning(context, kind);
      const pace = startPace(env.clock, everyMs);
      let series: readonly Series[] | undefined;
      let window = 1;
      let gaps = 0;
      let away = false;
      const lost = () => {
        if (away || pace.report().taken === 0) return;
        away = true;
        gaps++;
        pace.pause();
        onSample({ at: pace.elapsed(), values: undefined }, pace.report);
      };
      const begin = async ({ odrive, device }: ConnectedBoard): Promise<readonly string[]> => {
        // What returns is asked for what was there before, whatever else a pattern fits now.
        const wanted = series?.map(({ path }) => path) ?? request.paths;
        const properties = numbersOf(odrive.tree, wanted);
        if (!series) {
          const release = await readRelease(odrive, { signal: context.request.signal });
          series = properties.map(({ path }) => seriesOf(odrive.tree, path, release));
          request.onSeries?.(series, device);
          if (durationMs !== undefined)
            env.clock.sleep(durationMs, stop.signal).then(
              () => {
                isComplete = true;
                stop.abort();
              },
              () => undefined,
            );
        }
        return properties.map(({ path }) => path);
      };
      const visit = async (visited: ConnectedBoard): Promise<never> => {
        const paths = await begin(visited);
        const { odrive } = visited;
        // The proof that reads may go together is made before the first of them is timed.
        await odrive.readMany(paths, { signal: context.request.signal });
        for (;;) {
          const at = await pace.next(stop.signal);
          const values = await odrive.readMany(paths, { signal: context.request.signal }).catch((thrown: unknown) => {
            if (!stop.signal.aborted) lost();
            throw thrown;
          });
          away = false;
          window = odrive.window;
          onSample({ at, values: values.map(numberOf) }, pace.report);
        }
      };
      for (;;) {
        const { taken } = pace.report();
        try {
          await withRunningBoard(context, visit);
        } catch (thrown) {
          const report = pace.report();
          if (stop.signal.aborted && report.taken > 0)
            return {
              device: context.board.device,
              series: series ?? [],
              pace: report,
              gaps,
              window,
              ended: isComplete ? 'complete' : 'stopped',
              ms: context.elapsed(),
            };
          // A board that was sampled in between may be lost as often as it likes.
          if (!toFlasherError(thrown, stop.signal).retryable || report.taken === taken) throw thrown;
        }
      }
    });
  } finally {
    signal?.removeEventListener('abort', abort);
    stop.abort();
  }
}

function seriesOf(tree: ObjectTree, path: string, release: string): Series {
  const generation = configurationGeneration(release, (one) => tree.nodes.has(one));
  return { path, unit: unitOf(path, generation) };
}

/** References to other properties are left out of patterns and objects, and refused where they are all that is named. */
function numbersOf(tree: ObjectTree, paths: readonly string[]): readonly PropertyNode[] {
  const properties = selectProperties(tree, paths);
  const isNumber = ({ type }: PropertyNode) => type !== 'endpoint_ref';
  const named = paths.flatMap((path) => properties.filter((one) => one.path === path));
  const reference = [...named, ...(properties.some(isNumber) ? [] : properties)].find((one) => !isNumber(one));
  if (!reference) return properties.filter(isNumber);
  throw new FlasherError('usage', message('live.not-a-number', { path: reference.path }), {
    details: { path: reference.path },
  });
}

/** 64-bit integers lose their last digits. */
function numberOf(value: PropertyValue): number {
  return typeof value === 'object' ? Number.NaN : Number(value);
}
