// What a shell offers beside the boards: odrivetool's helpers by their names and in the style of the language, and the names of
// enumerations. Each is a command of odflash or a few reads.

import { writeFileSync } from 'node:fs';
import { FlasherError } from '@odflash/core';
import { configurationGeneration, enumerationConstants } from '@odflash/core/odrive';
import {
  captureOscilloscope,
  clearErrors,
  inspectStatus,
  type RunningBoardRequest,
  testRate,
} from '@odflash/core/running';
import { commandMessage } from '@odflash/messages';
import { rateText } from '../commands/rate-test/text.ts';
import { statusText } from '../commands/status/text.ts';
import { fileError } from '../files.ts';
import { worded } from '../render/say.ts';
import { axisPlace, boardOf } from './boards.ts';
import { createDumps } from './dumps.ts';
import type { HelperParts, Helpers } from './helper-parts.ts';
import { plotFunction, type ShellPlotOptions } from './plot-function.ts';
import { type Sampled, sampleFunction } from './sampling.ts';
import { stepAndPlot } from './step.ts';
import { thermistorCoefficients } from './thermistor.ts';

/** Everything by name; the names of odrivetool stand beside ours. */
export function createHelpers(parts: HelperParts): Helpers {
  const { env, context, boards } = parts;
  const board = (root: unknown) => boardOf(boards, root);
  const say = (text: string) => context.output.data('shown', { text }, text);

  const dumpErrors = async (root: unknown, clears = false) => {
    const { session } = board(root);
    const report = await session.apart((request) =>
      clears
        ? clearErrors(env, { ...request, onStatus: (before) => say(statusText(before, context.output.color)) })
        : inspectStatus(env, request),
    );
    say(statusText(report, context.output.color));
  };
  const clear = async (root: unknown) => void (await board(root).session.call('clear_errors'));
  const plot = (get: Sampled, plotOptions: ShellPlotOptions = {}) =>
    parts.withKeyboard(() => plotFunction(parts, get, plotOptions));
  /** In odrivetool's order. */
  const step = (
    axis: unknown,
    size?: number,
    settle?: number,
    rate?: number,
    mode?: number,
    plotOptions?: ShellPlotOptions,
  ) => parts.withKeyboard(() => stepAndPlot(parts, axis, { size, settle, rate, mode, plotOptions }));
  const bulkCapture = async (get: Sampled, rate = 500, duration = 2) => {
    const data: number[][] = [];
    let series: readonly string[] = [];
    const pace = await sampleFunction(env, get, {
      everyMs: 1000 / rate,
      durationMs: duration * 1000,
      signal: parts.signal(),
      onSeries: (found) => {
        series = found.map(({ path }) => path);
      },
      onSample: ({ at, values = [] }) => void data.push([at / 1000, ...values]),
    });
    return { series, data, rate: pace.rate, jitterMs: pace.jitterMs };
  };
  /** What takes long leaves no time to feed the watchdog of an axis that is held. */
  const apart = <T>(root: unknown, work: (request: RunningBoardRequest) => Promise<T>) => {
    const { session, name } = board(root);
    const [armed] = session.held;
    if (armed === undefined) return session.apart(work);
    throw new FlasherError('axis-armed', commandMessage('usage.armed-here', { axis: `${name}.${armed}` }), {
      details: { axes: session.held },
      next: commandMessage('next.set-idle-first', { axis: `${name}.${armed}` }),
    });
  };
  const rateTest = async (root: unknown, reads?: number) =>
    say(rateText(await apart(root, (request) => testRate(env, { ...request, reads }))));
  const showOscilloscope = async (root: unknown, values?: number) =>
    (await apart(root, (request) => captureOscilloscope(env, { ...request, values }))).values;
  const oscilloscopeDump = async (root: unknown, values?: number, file = 'oscilloscope.csv') => {
    const captured = await showOscilloscope(root, values);
    try {
      writeFileSync(file, captured.map((value) => `${value}\n`).join(''), { flag: 'wx' });
    } catch (cause) {
      throw fileError(cause, file, 'file-unwritable');
    }
    say(worded('shell.values-in-file', { count: captured.length, file }));
  };
  const setMotorThermistorCoeffs = async (
    axis: { readonly motor: Record<string, never> } & object,
    load: number,
    at25: number,
    beta: number,
    from: number,
    to: number,
    bottom = false,
  ) => {
    const { session, path } = axisPlace(axis);
    const coefficients = thermistorCoefficients({ load, at25, beta, from, to, bottom });
    const config = [`${path}.motor.motor_thermistor.config`, `${path}.motor_thermistor.config`].find((one) =>
      session.tree.nodes.has(one),
    );
    if (config === undefined)
      throw new FlasherError('usage', commandMessage('usage.no-motor-thermistor'), {
        next: commandMessage('next.thermistor-since'),
      });
    for (const [index, value] of coefficients.entries())
      await session.write(`${config}.poly_coefficient_${index}`, Math.fround(value));
    return coefficients;
  };
  const calculateThermistorCoeffs = (
    _degree: number,
    load: number,
    at25: number,
    beta: number,
    from: number,
    to: number,
    bottom = false,
  ) => thermistorCoefficients({ load, at25, beta, from, to, bottom });

  const [first] = boards.all;
  const generation = first
    ? configurationGeneration(first.session.release, (path) => first.session.tree.nodes.has(path))
    : '0.5.2';
  return {
    ...enumerationConstants(generation),
    dumpErrors,
    dump_errors: dumpErrors,
    clearErrors: clear,
    clear_errors: clear,
    plot,
    start_liveplotter: plot,
    bulkCapture,
    BulkCapture: bulkCapture,
    rateTest,
    rate_test: rateTest,
    showOscilloscope,
    show_oscilloscope: showOscilloscope,
    oscilloscopeDump,
    oscilloscope_dump: oscilloscopeDump,
    ...createDumps(parts, say),
    thermistorCoefficients: calculateThermistorCoeffs,
    calculate_thermistor_coeffs: calculateThermistorCoeffs,
    setMotorThermistorCoeffs,
    set_motor_thermistor_coeffs: setMotorThermistorCoeffs,
    stepAndPlot: step,
    step_and_plot: step,
    sleep: (seconds: number) => env.clock.sleep(seconds * 1000, parts.signal()),
  };
}
