// What a shell offers beside the boards: odrivetool's helpers by their names and in the style of the language, and the names of
// enumerations. Each is a command of odflash or a few reads.

import { writeFileSync } from 'node:fs';
import { FlasherError, type UpdateEnv } from '@odflash/core';
import { configurationGeneration, enumerationConstants } from '@odflash/core/odrive';
import { captureOscilloscope, clearErrors, inspectStatus, placeOf, testRate } from '@odflash/core/running';
import type { Context } from '../command-runner.ts';
import { openSinks } from '../commands/plot/sinks.ts';
import { rateText } from '../commands/rate-test/text.ts';
import { statusText } from '../commands/status/text.ts';
import { fileError } from '../files.ts';
import { columns } from '../render/table.ts';
import { boardOf, type ShellBoards } from './boards.ts';
import { type Sampled, sampleFunction } from './sampling.ts';
import { thermistorCoefficients } from './thermistor.ts';

export interface HelperParts {
  readonly env: UpdateEnv;
  readonly context: Context;
  readonly boards: ShellBoards;
  /** Aborted when a person interrupts what runs. */
  readonly signal: () => AbortSignal;
  /** The keyboard is not the prompt's while this runs. */
  readonly withKeyboard: <T>(work: () => Promise<T>) => Promise<T>;
}

interface PlotWishes {
  /** Samples a second. */
  readonly rate?: number;
  /** Seconds. */
  readonly duration?: number;
  /** Seconds across the drawing. */
  readonly window?: number;
  readonly csv?: string;
  readonly svg?: string;
}

type Helpers = Readonly<Record<string, unknown>>;

/** Everything by name; the names of odrivetool stand beside ours. */
export function createHelpers(parts: HelperParts): Helpers {
  const { env, context, boards } = parts;
  const board = (root: unknown) => boardOf(boards, root);
  const say = (text: string) => context.output.data('shown', { text }, text);

  const dumpErrors = async (root: unknown, clear = false) => {
    const { session } = board(root);
    const report = await session.apart((request) =>
      clear
        ? clearErrors(env, { ...request, onStatus: (before) => say(statusText(before, context.output.color)) })
        : inspectStatus(env, request),
    );
    say(statusText(report, context.output.color));
  };
  const plot = (get: Sampled, wishes: PlotWishes = {}) => parts.withKeyboard(() => plotFunction(parts, get, wishes));
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
  const rateTest = async (root: unknown, reads?: number) =>
    say(rateText(await board(root).session.apart((request) => testRate(env, { ...request, reads }))));
  const showOscilloscope = async (root: unknown, values?: number) =>
    (await board(root).session.apart((request) => captureOscilloscope(env, { ...request, values }))).values;
  const oscilloscopeDump = async (root: unknown, values?: number, file = 'oscilloscope.csv') => {
    const captured = await showOscilloscope(root, values);
    try {
      writeFileSync(file, captured.map((value) => `${value}\n`).join(''), { flag: 'wx' });
    } catch (cause) {
      throw fileError(cause, file, 'file-unwritable');
    }
    say(`${captured.length} values are in ${file}.`);
  };
  const read = async (root: unknown, paths: readonly string[]) => {
    const { session } = board(root);
    const known = paths.filter((path) => session.tree.nodes.get(path)?.kind === 'property');
    const values = await session.readMany(known);
    return known.map((path, index) => [path, String(values[index])]);
  };
  const below = (root: unknown, pattern: RegExp) =>
    [...board(root).session.tree.nodes.values()].flatMap(({ path, kind }) =>
      kind === 'property' && pattern.test(path) ? [path] : [],
    );
  const printDrvRegs = async (root: unknown) => {
    const owner = placeOf(root);
    const whole = boards.all.find(({ session }) => session === owner?.session)?.root ?? root;
    say(columns(await read(whole, below(whole, /drv_fault$/)), ''));
  };
  const dumpThreads = async (root: unknown) =>
    say(
      columns(await read(root, below(root, /^system_stats\.(max_stack_usage|stack_size|min_stack_space|prio)_/)), ''),
    );
  const dumpTable = async (
    root: unknown,
    call: string,
    numbers: readonly number[],
    row: (status: number) => string,
  ) => {
    const { session } = board(root);
    const rows: string[][] = [];
    for (const number of numbers) {
      const [status = 0] = await session.call(call, [number]);
      // Bit 31: enabled or configured.
      if (Number(status) >>> 31) rows.push([String(number), row(Number(status))]);
    }
    say(rows.length > 0 ? columns(rows, '') : 'None is in use.');
  };
  const dumpInterrupts = (root: unknown) =>
    dumpTable(
      root,
      'get_interrupt_status',
      range(-12, 103),
      (status) => `count ${(status >>> 8) & 0x7f_ffff}, priority ${status & 0xff}`,
    );
  const dumpDma = (root: unknown) =>
    dumpTable(
      root,
      'get_dma_status',
      range(0, 15),
      (status) => `channel ${(status >>> 2) & 7}, priority ${status & 3}`,
    );
  const dumpTiming = async (root: unknown) => {
    const { session } = board(root);
    await session.write('task_timers_armed', true);
    // The next control loop measures and takes the flag back; a firmware that does not must not be waited for forever.
    for (let look = 0; look < 20 && (await session.read('task_timers_armed')) === true; look++)
      await env.clock.sleep(50);
    say(columns(await read(root, below(root, /(^|\.)task_times\..*\.(length|max_length)$/)), ''));
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
    const place = placeOf(axis);
    if (!place || !/^axis\d$/.test(place.path))
      throw new FlasherError('usage', 'This needs an axis, e.g. odrv0.axis0.', {});
    const { session, path } = place;
    const coefficients = thermistorCoefficients({ load, at25, beta, from, to, bottom });
    const config = [`${path}.motor.motor_thermistor.config`, `${path}.motor_thermistor.config`].find((one) =>
      session.tree.nodes.has(one),
    );
    if (config === undefined)
      throw new FlasherError('usage', 'This firmware has no thermistor at the motor.', {
        next: 'It came with firmware 0.5.1.',
      });
    for (const [index, value] of coefficients.entries())
      await session.write(`${config}.poly_coefficient_${index}`, Math.fround(value));
    return coefficients;
  };
  const stepAndPlot = () => {
    throw new FlasherError('usage', 'step_and_plot starts a motor, and odflash does not start motors.', {
      next: 'plot(() => [odrv0.axis0.controller.pos_setpoint, odrv0.axis0.encoder.pos_estimate]) shows the answer of an axis that runs.',
    });
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
    printDrvRegs,
    print_drv_regs: printDrvRegs,
    dumpThreads,
    dump_threads: dumpThreads,
    dumpInterrupts,
    dump_interrupts: dumpInterrupts,
    dumpDma,
    dump_dma: dumpDma,
    dumpTiming,
    dump_timing: dumpTiming,
    thermistorCoefficients: calculateThermistorCoeffs,
    calculate_thermistor_coeffs: calculateThermistorCoeffs,
    setMotorThermistorCoeffs,
    set_motor_thermistor_coeffs: setMotorThermistorCoeffs,
    stepAndPlot,
    step_and_plot: stepAndPlot,
    sleep: (seconds: number) => env.clock.sleep(seconds * 1000, parts.signal()),
  };
}

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

/** Drawn where there is a terminal, as lines where there is none. */
async function plotFunction(
  { env, context, signal }: HelperParts,
  get: Sampled,
  { rate = 50, duration, window, csv, svg }: PlotWishes,
): Promise<void> {
  const end = new AbortController();
  const running = signal();
  const stop = () => end.abort();
  running.addEventListener('abort', stop, { once: true });
  const options = {
    ...(csv !== undefined && { csv }),
    ...(svg !== undefined && { svg }),
    ...(window !== undefined && { window: window * 1000 }),
  };
  using sinks = await openSinks(options, context, { end: stop, isSequence: false });
  const pace = await sampleFunction(env, get, {
    everyMs: 1000 / rate,
    durationMs: duration === undefined ? undefined : duration * 1000,
    signal: end.signal,
    onSeries: (series) => sinks.begin(series, 'odflash', rate),
    onSample: sinks.sample,
  });
  const measured = `${pace.taken} samples at ${pace.rate.toFixed(1)} of ${rate} a second, jitter ${pace.jitterMs.toFixed(2)} ms`;
  const files = await sinks.finish(measured);
  context.output.say(`${measured}.${files.length > 0 ? ` Written: ${files.join(', ')}` : ''}`);
}
