// odflash list: the boards as lines.

import { classifyDevice, type UsbDeviceInfo } from '@odflash/core';
import type { Context, Outcome } from '../act.ts';
import type { BoardOptions } from '../options.ts';
import { columns } from '../render/table.ts';
import { openWorld } from './world.ts';

const modes = { rom: 'DFU', runtime: 'running', other: 'other' } as const;

export async function listBoards(options: BoardOptions, context: Context): Promise<Outcome> {
  const env = await openWorld(options, context);
  const devices = (await env.bus.list()).filter((device) => classifyDevice(device) !== 'other');
  if (devices.length === 0)
    context.output.say(
      'No board is on the bus. In DFU mode it shows itself as 0483:df11; USB alone does not power it.',
    );
  const lines = columns(devices.map(cells), '').split('\n');
  for (const [index, device] of devices.entries())
    context.output.data('device', deviceFields(device), lines[index] ?? '');
  return { board: 'untouched', fields: { devices: devices.length } };
}

function deviceFields(device: UsbDeviceInfo) {
  return { ...device, mode: modes[classifyDevice(device)] };
}

function cells(device: UsbDeviceInfo): readonly string[] {
  const { serial, path, product, cannotOpen } = device;
  return [
    serial ?? '(no serial number)',
    path,
    modes[classifyDevice(device)],
    `${product ?? ''}${cannotOpen ? ` (cannot be opened: ${cannotOpen})` : ''}`,
  ];
}
