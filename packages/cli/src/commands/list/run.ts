// odflash list: the boards as lines.

import type { FlashEnv, UsbDeviceInfo } from '@odflash/core';
import { otherBootloader } from '@odflash/core/board';
import { classifyDevice } from '@odflash/core/discovery';
import { message } from '@odflash/core/messages';
import type { BusEvent } from '@odflash/core/ports';
import type { Context } from '../../command-runner.ts';
import type { Outcome } from '../../outcome.ts';
import { cellsOf, padded } from '../../render/cells.ts';
import { worded } from '../../render/say.ts';
import { visiblePart } from '../../render/shown.ts';
import { columns } from '../../render/table.ts';
import { openEnvironment } from '../../shared/environment/environment.ts';
import { interrupted } from '../../shared/interrupted.ts';
import { saySupply } from '../../shared/supply.ts';
import { watchEnd } from '../../shared/watching.ts';
import type { ListOptions } from './options.ts';
import { lookAtProbes, probeCells, probeFields } from './probes.ts';

const modes = { rom: 'DFU', runtime: 'running', other: 'other' } as const;

export async function listBoards(options: ListOptions, context: Context): Promise<Outcome> {
  const env = await openEnvironment(options, context, { names: true });
  const all = await env.bus.list();
  const devices = all.filter(isBoard);
  await saySupply(env, devices, context);
  const probes = await lookAtProbes(env, all);
  if (devices.length + probes.length === 0) context.output.say(worded('listed.none'));
  const lines = columns([...devices.map(cells), ...probes.map(probeCells)], '').split('\n');
  const fields = [...devices.map(deviceFields), ...probes.map(probeFields)];
  for (const [index, device] of fields.entries()) context.output.data('device', device, lines[index] ?? '');
  if (options.watch) await watchBoards(env, context);
  return { board: 'untouched', fields: { devices: fields.length } };
}

function isBoard(device: UsbDeviceInfo): boolean {
  return classifyDevice(device) !== 'other' || otherBootloader(device) !== undefined;
}

/** Until the person presses Ctrl-C or has seen enough, which is how a watch ends and no failure. */
async function watchBoards(env: FlashEnv, context: Context): Promise<void> {
  const { output } = context;
  const { bus } = env;
  let shown = Promise.resolve();
  const show = async ({ type, device }: BusEvent) => {
    if (type === 'arrived' && isBoard(device)) await saySupply(env, [device], context);
    if (isBoard(device))
      output.data(
        type,
        deviceFields(device),
        `${eventText(type)}  ${cells(device)
          .map((cell) => visiblePart(cell))
          .join('  ')}`,
      );
  };
  using _watch = bus.watch((event) => {
    shown = shown.then(() => show(event));
  });
  output.say(worded('listed.watching'));
  await interrupted(watchEnd(context));
}

function deviceFields(device: UsbDeviceInfo) {
  const other = otherBootloader(device);
  return { ...device, mode: modes[classifyDevice(device)], chip: other?.chip };
}

function cells(device: UsbDeviceInfo): readonly string[] {
  const { serial, path, cannotOpen } = device;
  return [
    serial ?? worded('listed.no-serial'),
    path,
    modeText(modes[classifyDevice(device)]),
    cannotOpen ? worded('listed.not-openable', { name: nameOf(device), system: cannotOpen }) : nameOf(device),
  ];
}

const events = ['arrived', 'left'] as const;

/** Both of one width, so that the boards stand below each other. */
function eventText(event: BusEvent['type']): string {
  const words = events.map((one) => worded('listed.event', { event: one }));
  return padded(worded('listed.event', { event }), Math.max(...words.map(cellsOf)));
}

function modeText(mode: (typeof modes)[keyof typeof modes]): string {
  return mode === 'DFU' ? mode : worded('listed.mode', { mode });
}

/** What it calls itself; of another chip, what it is. */
function nameOf(device: UsbDeviceInfo): string {
  const other = otherBootloader(device);
  return other
    ? worded('listed.other-chip', { chip: message('board.other-bootloader', other) })
    : (device.product ?? '');
}
