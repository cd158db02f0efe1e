// odflash list: the boards as lines.

import {
  type BusEvent,
  classifyDevice,
  otherBootloader,
  otherBootloaderText,
  type UsbBus,
  type UsbDeviceInfo,
} from '@odflash/core';
import type { Context, Outcome } from '../act.ts';
import type { ListOptions } from '../commands/list.ts';
import { visiblePart } from '../render/shown.ts';
import { columns } from '../render/table.ts';
import { interrupted } from './interrupted.ts';
import { openWorld } from './world.ts';

const modes = { rom: 'DFU', runtime: 'running', other: 'other' } as const;

export async function listBoards(options: ListOptions, context: Context): Promise<Outcome> {
  const env = await openWorld(options, context);
  const devices = (await env.bus.list()).filter(isBoard);
  if (devices.length === 0)
    context.output.say(
      'No board is on the bus. In DFU mode it shows itself as 0483:df11; USB alone does not power it.',
    );
  const lines = columns(devices.map(cells), '').split('\n');
  for (const [index, device] of devices.entries())
    context.output.data('device', deviceFields(device), lines[index] ?? '');
  if (options.watch) await watchBoards(env.bus, context);
  return { board: 'untouched', fields: { devices: devices.length } };
}

function isBoard(device: UsbDeviceInfo): boolean {
  return classifyDevice(device) !== 'other' || otherBootloader(device) !== undefined;
}

/** Until somebody presses Ctrl-C, which is how a watch ends and no failure. */
async function watchBoards(bus: UsbBus, { output, interrupt }: Context): Promise<void> {
  const show = ({ type, device }: BusEvent) => {
    if (isBoard(device))
      output.data(
        type,
        deviceFields(device),
        `${type.padEnd(7)}  ${cells(device)
          .map((cell) => visiblePart(cell))
          .join('  ')}`,
      );
  };
  using _watch = bus.watch(show);
  output.say('Watching; Ctrl-C ends.');
  await interrupted(interrupt.signal);
}

function deviceFields(device: UsbDeviceInfo) {
  const other = otherBootloader(device);
  return { ...device, mode: modes[classifyDevice(device)], ...(other && { chip: other.chip }) };
}

function cells(device: UsbDeviceInfo): readonly string[] {
  const { serial, path, cannotOpen } = device;
  return [
    serial ?? '(no serial number)',
    path,
    modes[classifyDevice(device)],
    `${nameOf(device)}${cannotOpen ? ` (cannot be opened: ${cannotOpen})` : ''}`,
  ];
}

/** What it calls itself; of another chip, what it is. */
function nameOf(device: UsbDeviceInfo): string {
  const other = otherBootloader(device);
  return other ? `${otherBootloaderText(other)}: no STM32F405, not flashed` : (device.product ?? '');
}
