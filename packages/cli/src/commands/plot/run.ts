// odflash plot: samples on the screen, on standard output and in files, and what was measured at the end.

import { FlasherError, type UsbDeviceInfo } from '@odflash/core';
import { captureOscilloscope, type SamplingReport, sampleValues } from '@odflash/core/running';
import { commandMessage } from '@odflash/messages';
import type { Context } from '../../command-runner.ts';
import type { Outcome } from '../../outcome.ts';
import { momentText } from '../../plot/scale.ts';
import { captionText, samplingLines, writtenLines } from '../../plot/summary.ts';
import { worded } from '../../render/say.ts';
import { openEnvironment } from '../../shared/environment/environment.ts';
import { runningRequest } from '../../shared/running-request.ts';
import { watchEnd } from '../../shared/watching.ts';
import type { PlotRun } from './options.ts';
import { openSinks, type Sinks } from './sinks.ts';

const defaultRate = 50;

export async function plotValues(paths: readonly string[], options: PlotRun, context: Context): Promise<Outcome> {
  refuse(paths, options);
  const { rate = defaultRate, duration } = options;
  const env = await openEnvironment(options, context);
  const end = new AbortController();
  using sinks = await openSinks(options, context, {
    end: () => end.abort(),
    interrupt: context.interrupt.pressed,
    isSequence: options.oscilloscope === true,
  });
  const signal = AbortSignal.any([end.signal, watchEnd(context)]);
  const request = { ...runningRequest(options, context), signal };
  if (options.oscilloscope) return oscilloscope(sinks, () => captureOscilloscope(env, request));
  let isBegun = false;
  try {
    const report = await sampleValues(env, {
      ...request,
      paths,
      everyMs: rate === 'max' ? 0 : 1000 / rate,
      durationMs: duration,
      onSeries: (series, device) => {
        isBegun = true;
        sinks.begin(series, titleOf(device), rate === 'max' ? undefined : rate);
      },
      onSample: (sample, pace) => {
        sinks.sample(sample, pace);
      },
    });
    const files = await sinks.finish(captionText(report.pace, report.gaps));
    if (report.ended === 'stopped' && duration !== undefined && context.interrupt.signal.aborted)
      throw new FlasherError(
        'aborted',
        commandMessage('end.stopped-early', { after: seconds(report), of: momentText(duration / 1000) }),
        {
          board: 'untouched',
        },
      );
    const { device, series, pace, gaps, window, ms } = report;
    return {
      board: 'untouched',
      fields: { device, series, ...pace, gaps, window, files, ms },
      text: summaryText(report, rate, files),
    };
  } catch (thrown) {
    // What there is of a picture is better than none, and never hides why it ended.
    if (isBegun) await sinks.finish(worded('sampling.incomplete')).catch(() => undefined);
    throw thrown;
  }
}

async function oscilloscope(sinks: Sinks, capture: () => ReturnType<typeof captureOscilloscope>): Promise<Outcome> {
  const { device, values, ms } = await capture();
  sinks.begin([{ path: 'oscilloscope' }], titleOf(device), undefined);
  for (const [index, value] of values.entries()) sinks.sample({ at: index * 1000, values: [value] }, undefined);
  const files = await sinks.finish(worded('sampling.values', { count: values.length }));
  return {
    board: 'untouched',
    fields: { device, values: values.length, files, ms },
    text: [
      worded('sampling.oscilloscope', { values: values.length, time: momentText(ms / 1000, 1) }),
      ...writtenLines(files),
    ].join('\n'),
  };
}

function refuse(paths: readonly string[], { oscilloscope: isOscilloscope, rate, duration }: PlotRun): void {
  if (paths.length === 0 && !isOscilloscope)
    throw new FlasherError('usage', commandMessage('usage.nothing-to-plot'), {
      next: commandMessage('next.name-value'),
    });
  if (isOscilloscope && (paths.length > 0 || rate !== undefined || duration !== undefined))
    throw new FlasherError('usage', commandMessage('usage.oscilloscope-alone'), {
      next: commandMessage('next.omit-them'),
    });
}

const titleOf = ({ serial, path }: UsbDeviceInfo) => worded('sampling.board', { serial, path });

const seconds = ({ pace }: SamplingReport) => momentText(pace.rate > 0 ? pace.taken / pace.rate : 0, 1);

function summaryText(report: SamplingReport, rate: number | 'max', files: readonly string[]): string {
  const { pace, gaps, window, series } = report;
  return [
    ...samplingLines(pace, series, rate === 'max' ? undefined : rate),
    ...(gaps > 0 ? [worded('sampling.gaps', { gaps })] : []),
    ...(series.length > 1 && window === 1 ? [worded('sampling.one-by-one')] : []),
    ...writtenLines(files),
  ].join('\n');
}
