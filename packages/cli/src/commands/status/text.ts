// The status of a board as a person reads it.

import type { BoardStatus, StatusReport, Temperature } from '@odflash/core/running';
import type { Color } from '../../render/color.ts';
import { durationText } from '../../render/format.ts';
import { decimals, worded } from '../../render/say.ts';
import { table } from '../../render/table.ts';
import { axisStateText } from '../../shared/axis-state.ts';
import { healthTexts } from '../../shared/board-errors.ts';

export function statusText({ status }: StatusReport, color: Color): string {
  const { evidence, isHealthy } = status;
  const { hardware, firmware, serial } = evidence;
  const board = hardware.version ? `ODrive ${hardware.version.name}` : 'ODrive';
  const head = `${color('bold', board)}  ${serial}  ${worded('status.firmware', { release: firmware.release })}`;
  const parts = [
    `${head}\n${table(rowsOf(status))}`,
    ...healthTexts(status, color),
    ...(isHealthy ? [color('green', worded('status.no-errors'))] : []),
  ];
  return parts.join('\n');
}

function rowsOf(status: BoardStatus): readonly [string, string][] {
  const { busVoltage, busCurrent, uptimeMs, evidence, temperatures } = status;
  const bus = [
    ...(busVoltage === undefined ? [] : [`${decimals(busVoltage, 1)} V`]),
    ...(busCurrent === undefined ? [] : [`${amperes(busCurrent)} A`]),
  ];
  return [
    ...(bus.length > 0 ? [[worded('status.row-bus'), bus.join(', ')] satisfies [string, string]] : []),
    ...(uptimeMs === undefined
      ? []
      : [[worded('status.row-uptime'), durationText(uptimeMs)] satisfies [string, string]]),
    ...evidence.axes.flatMap((axis) => {
      const { name, startup } = axis;
      const warm = temperatures.filter((one) => one.axis === name).map(temperatureText);
      const rows: [string, string][] = [[name, [axisStateText(axis), ...warm].join(', ')]];
      if (startup.length > 0) rows.push([name, worded('status.after-restart', { flags: flagNames(name, startup) })]);
      return rows;
    }),
  ];
}

function flagNames(axis: string, paths: readonly string[]): readonly string[] {
  return paths.map((path) => path.replace(`${axis}.config.`, ''));
}

/** Without a minus before nothing. */
function amperes(value: number): string {
  return decimals(Math.abs(value) < 0.005 ? 0 : value, 2);
}

function temperatureText({ of, celsius }: Temperature): string {
  return worded('status.temperature', { of, celsius: Number.isFinite(celsius) ? decimals(celsius, 0) : undefined });
}
