// odflash status: of one board, again and again, or of all boards; and the errors cleared.

import { FlasherError, isFlasherError, type UpdateEnv, type UsbDeviceInfo } from '@odflash/core';
import { classifyDevice } from '@odflash/core/discovery';
import { clearErrors, inspectStatus, type StatusReport } from '@odflash/core/running';
import { commandMessage } from '@odflash/messages';
import type { Context } from '../../command-runner.ts';
import type { Outcome } from '../../outcome.ts';
import { worded } from '../../render/say.ts';
import { axisFields } from '../../shared/axis-state.ts';
import { errorFields } from '../../shared/board-errors.ts';
import { openEnvironment } from '../../shared/environment/environment.ts';
import { runningRequest } from '../../shared/running-request.ts';
import { saySupply } from '../../shared/supply.ts';
import { isWatch, watchingOf } from '../../shared/watching.ts';
import type { StatusOptions } from './options.ts';
import { statusText } from './text.ts';

export async function showStatus(options: StatusOptions, context: Context): Promise<Outcome> {
  refuseCombinations(options);
  const env = await openEnvironment(options, context);
  if (options.all) return showAll(env, options, context);
  return outcomeOf([await showOne(env, options, context)]);
}

function refuseCombinations(options: StatusOptions): void {
  const { all, clear, serial, path } = options;
  const watches = isWatch(options);
  const wrong = [
    [clear && watches, 'usage.clear-and-watch', 'next.clear-first'],
    [all && watches, 'usage.watch-and-all', 'next.choose-by-serial'],
    [all && (serial ?? path) !== undefined, 'usage.all-and-one', 'next.omit-one'],
  ] as const;
  const first = wrong.find(([is]) => is);
  if (first) throw new FlasherError('usage', commandMessage(first[1]), { next: commandMessage(first[2]) });
}

/** `above`: what stands between it and what was shown before. */
async function showOne(env: UpdateEnv, options: StatusOptions, context: Context, above = ''): Promise<StatusReport> {
  const { output } = context;
  const request = runningRequest(options, context);
  const data = (report: StatusReport) =>
    ['status', fieldsOf(report), `${above}${statusText(report, output.color)}`] as const satisfies Parameters<
      typeof output.data
    >;
  if (!options.clear) {
    const show = isWatch(options) ? output.redraw : output.data;
    return inspectStatus(env, {
      ...request,
      ...watchingOf(options, context, (report: StatusReport) => show(...data(report))),
    });
  }
  const report = await clearErrors(env, { ...request, onStatus: (before) => output.data(...data(before)) });
  if (report.outcome === 'nothing-to-clear') output.say(worded('status.nothing-to-clear'));
  else output.data(...data(report));
  return report;
}

/** One board after the other. What one of them cannot report is said in its place, and the others are shown. */
async function showAll(env: UpdateEnv, options: StatusOptions, context: Context): Promise<Outcome> {
  const devices = (await env.bus.list()).filter((device) => classifyDevice(device) !== 'other');
  if (devices.length === 0) throw new FlasherError('no-device', commandMessage('end.no-board-on-bus'));
  await saySupply(env, devices, context);
  const reports: StatusReport[] = [];
  const failures: FlasherError[] = [];
  for (const device of devices) {
    if (classifyDevice(device) === 'rom') sayInDfu(device, context);
    else
      try {
        reports.push(await showOne(env, { ...options, path: device.path }, context, reports.length > 0 ? '\n' : ''));
      } catch (thrown) {
        if (!isFlasherError(thrown) || thrown.code === 'aborted') throw thrown;
        failures.push(thrown);
        context.output.say(worded('status.unavailable', { device, why: thrown.text }));
      }
  }
  const [failed] = failures;
  if (failed) throw failed;
  return outcomeOf(reports);
}

function sayInDfu(device: UsbDeviceInfo, { output }: Context): void {
  output.say(worded('status.in-dfu', { device }));
}

function outcomeOf(reports: readonly StatusReport[]): Outcome {
  const ill = reports.filter(({ status }) => !status.isHealthy);
  const fields = { boards: reports.length, unhealthy: ill.length };
  if (ill.length === 0) return { board: 'untouched', fields };
  const text =
    reports.length > 1 ? worded('status.boards-with-errors', { count: ill.length, of: reports.length }) : undefined;
  return { board: 'untouched', exit: 9, fields, text };
}

function fieldsOf({ device, status, ms }: StatusReport) {
  const errors = status.errors.map(errorFields);
  const evidence = { ...status.evidence, axes: axisFields(status.evidence.axes) };
  return { device, ...status, evidence, errors, ms };
}
