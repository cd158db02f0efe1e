// odflash info of a board that runs its firmware, as a person reads it. Changes nothing.

import { inspectRunning, type UpdateEnv } from '@odflash/core';
import { type Combination, knownCombinations, otpStateSaid, unsafeInDfu } from '@odflash/core/board';
import { message } from '@odflash/core/messages';
import type { AxisEvidence } from '@odflash/core/odrive';
import type { RunningReport } from '@odflash/core/running';
import type { Context } from '../../command-runner.ts';
import type { NamedBoardOptions } from '../../options.ts';
import type { Outcome } from '../../outcome.ts';
import type { Color } from '../../render/color.ts';
import { say, worded } from '../../render/say.ts';
import { table } from '../../render/table.ts';
import { axisFields } from '../../shared/axis-state.ts';
import { errorFields, healthTexts } from '../../shared/board-errors.ts';
import { heldText } from '../../shared/held-settings.ts';
import { runningRequest } from '../../shared/running-request.ts';
import { row } from './rows.ts';

export async function describeRunning(env: UpdateEnv, options: NamedBoardOptions, context: Context): Promise<Outcome> {
  const report = await inspectRunning(env, { ...runningRequest(options, context), findMs: 0 });
  const { device, evidence, settings, health, ms } = report;
  context.output.data(
    'running-board',
    {
      device,
      ...evidence,
      axes: axisFields(evidence.axes),
      combinations: combinationsOf(evidence),
      settings,
      ...health,
      errors: health.errors.map(errorFields),
    },
    runningText(report, context.output.color),
  );
  const isInvalid = settings.verdicts.some(({ isUnhealthy }) => isUnhealthy);
  if (health.isHealthy && !isInvalid) return { board: 'untouched', fields: { device, ms } };
  return { board: 'untouched', exit: 9, fields: { device, ms }, text: isInvalid ? heldText(settings) : undefined };
}

const knownBy = { proof: 'otp', claim: 'firmware' } as const;

function runningText({ device, evidence, settings, health }: RunningReport, color: Color): string {
  const { serial, hardware, firmware, configurationLoaded, axes } = evidence;
  const { version } = hardware;
  const { release } = firmware;
  const reported = firmware.reported === release ? undefined : firmware.reported;
  const rows = [
    row('inspected.row-serial-number', serial),
    row('inspected.row-port', device.path),
    row(
      'inspected.row-board',
      version
        ? worded('inspected.board', { board: version.name, evidence: knownBy[hardware.evidence] })
        : worded('inspected.board-unknown', { why: 'not-reported' }),
    ),
    row('inspected.row-firmware', worded('inspected.firmware', { release, reported })),
    ...combinationsOf(evidence).map(({ text }) => row('inspected.row-compatibility', say(text))),
    row('inspected.row-configuration', worded('inspected.configuration', { saved: configurationLoaded })),
    row('inspected.row-bus', settings.bus === undefined ? undefined : worded('inspected.bus', { volts: settings.bus })),
    ...axes.map((axis): ReturnType<typeof row> => [[axis.name, axisText(axis)]]),
  ].flat();
  const more =
    version && unsafeInDfu(version)
      ? worded('inspected.unsafe-in-dfu', { board: version.name })
      : worded('inspected.more-in-dfu');
  const head = `${color('bold', worded('inspected.running'))}\n${table(rows)}`;
  return `${[head, ...healthTexts(health, color)].join('\n')}\n\n${more}`;
}

/** What is known of the firmware that runs, on this board. */
function combinationsOf({ hardware, firmware }: RunningReport['evidence']): readonly Combination[] {
  const otp = otpStateSaid(hardware);
  return knownCombinations({ releases: [firmware.release], claimed: false, otp, board: hardware.version });
}

function axisText(axis: AxisEvidence): string {
  const { name, startup } = axis;
  const state = message('running.axis-state', { state: axis.state });
  if (startup.length === 0) return say(state);
  const flags = startup.map((path) => path.replace(`${name}.config.`, ''));
  return worded('inspected.axis', { state, flags });
}
