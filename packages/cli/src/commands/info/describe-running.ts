// odflash info of a board that runs its firmware, as a person reads it. Changes nothing.

import { inspectRunning, type RunningReport, type UpdateEnv } from '@odflash/core';
import { type Combination, knownCombinations, otpStateSaid, unsafeInDfu } from '@odflash/core/board';
import type { AxisEvidence } from '@odflash/core/odrive';
import type { Context } from '../../command-runner.ts';
import type { NamedBoardOptions } from '../../options.ts';
import type { Outcome } from '../../outcome.ts';
import type { Color } from '../../render/paint.ts';
import { say } from '../../render/say.ts';
import { table } from '../../render/table.ts';
import { axisFields, axisStateText } from '../../shared/axis-state.ts';
import { errorFields, healthTexts } from '../../shared/board-errors.ts';
import { heldText } from '../../shared/held-settings.ts';
import { runningRequest } from '../../shared/running-request.ts';

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

const knownBy = { proof: 'confirmed by OTP', claim: 'as reported by its firmware' } as const;

function runningText({ device, evidence, settings, health }: RunningReport, color: Color): string {
  const { serial, hardware, firmware, configurationLoaded, axes } = evidence;
  const { version } = hardware;
  const reported = firmware.reported === firmware.release ? '' : ` (it reports ${firmware.reported})`;
  const rows: [string, string][] = [
    ['Serial number', serial],
    ['USB port', device.path],
    [
      'Board',
      version ? `ODrive ${version.name} (${knownBy[hardware.evidence]})` : 'unknown (not reported by its firmware)',
    ],
    ['Firmware', `${firmware.release}${reported}`],
    ...combinationsOf(evidence).map(({ text }) => ['Compatibility', say(text)] satisfies [string, string]),
    ['Configuration', configurationLoaded ? 'saved on the board' : 'none saved on the board'],
    ...(settings.bus === undefined
      ? []
      : [
          ['Bus', `${settings.bus.toFixed(1)} V measured by the firmware; compare with your supply`] as [
            string,
            string,
          ],
        ]),
    ...axes.map((axis) => [axis.name, axisText(axis)] satisfies [string, string]),
  ];
  const more =
    version && unsafeInDfu(version)
      ? `DFU mode can destroy an ODrive ${version.name}. Flash it with an ST-Link.`
      : 'In DFU mode (odflash enter-dfu) this command also shows protection and flash contents.';
  const head = `${color('bold', 'ODrive, running its firmware')}\n${table(rows)}`;
  return `${[head, ...healthTexts(health, color)].join('\n')}\n\n${more}`;
}

/** What is known of the firmware that runs, on this board. */
function combinationsOf({ hardware, firmware }: RunningReport['evidence']): readonly Combination[] {
  const otp = otpStateSaid(hardware);
  return knownCombinations({ releases: [firmware.release], claimed: false, otp, board: hardware.version });
}

function axisText(axis: AxisEvidence): string {
  const { name, startup } = axis;
  const state = axisStateText(axis);
  if (startup.length === 0) return state;
  const flags = startup.map((path) => path.replace(`${name}.config.`, ''));
  return `${state}; after a restart: ${flags.join(', ')}`;
}
