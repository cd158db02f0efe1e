// Each row of docs/from-odrivetool.md: the odflash command is run on virtual boards of each generation.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isBefore } from '../../../packages/core/src/odrive/release-order.ts';
import { root, scratch } from '../command.ts';
import { odflashInProcess } from '../in-process.ts';
import { firmwareFile } from '../running.ts';

const page = readFileSync(join(root, 'docs/from-odrivetool.md'), 'utf8');
/** Commands of the second column. */
const commands = page
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .flatMap((line) => [...(line.split(' | ')[1] ?? '').matchAll(/`odflash ([^`]+)`/g)].map(([, words = '']) => words));

/** What a page leaves out and a test needs: an end. */
const ends = (command: string) => {
  if (command.includes('--watch')) return ['--times', '2'];
  return command.startsWith('plot') && !command.includes('--oscilloscope') ? ['--duration', '1'] : [];
};
/** What came with a release, by names in the commands. */
const newer: readonly (readonly [first: string, names: RegExp])[] = [
  ['0.5.1', /input_vel|set_motor_thermistor/],
  ['0.5.2', /dump_(interrupts|dma|timing)/],
];
const isKnown = (command: string, firmware: string) =>
  newer.every(([first, names]) => !names.test(command) || !isBefore([firmware], first));
/** ODrive built no 0.4.1 for boards later than v3.5. */
const boardOf = (firmware: string) => (firmware === '0.4.1' ? 'v3.5-48V' : 'v3.6-56V');
/** What is not a board's affair. */
const alone = /^(--version|udev-setup)/;

function profileFor(command: string, firmware: string): string {
  if (command.startsWith('unlock')) return `${boardOf(firmware)}+dfu,rdp=1`;
  const motor = command.includes('input_vel') ? 'armed' : 'ready';
  return `${boardOf(firmware)},firmware=${firmware},motor=${motor}`;
}

/** odrivetool's commands and the shell helpers of its module `odrive.utils`, by the release that brought them (tools/ at the fw-v* tags). */
const offered = {
  '0.4.1': [
    ...['dfu', 'backup-config', 'restore-config', 'generate-code', 'liveplotter', 'drv-status', 'rate-test'],
    ...['udev-setup', 'shell', '--serial-number', '--verbose', '--version', '--path'],
    ...['start_liveplotter', 'print_drv_regs', 'rate_test', 'usb_burn_in_test', 'show_oscilloscope'],
  ],
  '0.4.12': ['dump_errors', 'AXIS_STATE_IDLE'],
  '0.5.1': [
    ...['oscilloscope_dump', 'BulkCapture', 'step_and_plot', 'calculate_thermistor_coeffs'],
    'set_motor_thermistor_coeffs',
  ],
  '0.5.6': ['unlock', 'benchmark', 'dump_interrupts', 'dump_threads', 'dump_dma', 'dump_timing', 'clear_errors'],
} as const;

async function serialOf(board: readonly string[]): Promise<string> {
  const { lines } = await odflashInProcess(['list', ...board, '--json']);
  return String(lines().find(({ type }) => type === 'device')?.serial);
}

describe.each(['0.4.1', '0.4.12', '0.5.1', '0.5.6'])('on a board with firmware %s', (firmware) => {
  const known = [...new Set(commands)].filter((command) => isKnown(command, firmware));
  it.each(known)('odflash %s does its work', async (command) => {
    using folder = scratch();
    const board = alone.test(command) ? [] : ['--virtual', profileFor(command, firmware)];
    const file = folder.at('config.json');
    const samples = folder.at('samples');
    const script = folder.at('script.mjs');
    const template = folder.at('endpoints.h.in');
    writeFileSync(template, '{% for one in endpoints %}{{ one.name }} {{ one.id }}{% endfor %}');
    if (command.startsWith('restore')) await odflashInProcess(['backup', file, ...board]);
    if (command.startsWith('update')) firmwareFile(folder, boardOf(firmware), '0.5.6');
    const serial = command.includes('SERIAL') ? await serialOf(board) : '';
    if (command.startsWith('shell')) writeFileSync(script, 'await odrv0.vbus_voltage;\n');
    const files: Readonly<Record<string, string>> = {
      plot: samples,
      shell: command === 'shell FILE' ? script : samples,
      'generate-code': template,
      update: folder.at(`firmware-${boardOf(firmware)}-0.5.6.bin`),
    };
    const [name = ''] = command.split(' ');
    const words = (command.match(/'[^']*'|\S+/g) ?? [])
      .map((word) => word.replace(/^'(.*)'$/, '$1'))
      .map((word) => word.replace('FILE', files[name] ?? file).replace('SERIAL', serial));
    const accepted = command.startsWith('--version') ? [] : ['--yes'];
    const { status, stderr } = await odflashInProcess([...words, ...ends(command), ...board, ...accepted]);
    expect(stderr).not.toMatch(/^error/m);
    expect(status).toBe(0);
  });
});

it.each(Object.entries(offered))('everything that came with odrivetool %s has its row', (_, names) => {
  const firsts = page.split('\n').flatMap((line) => (line.startsWith('| ') ? [line.split(' | ')[0] ?? ''] : []));
  const missing = names.filter((name) => !firsts.some((first) => first.includes(name)));
  expect(missing).toEqual([]);
});

/** Of a shell, by their own names; the others are commands, options, constants, or do nothing. */
const helpers = Object.values(offered)
  .flat()
  .filter((name) => /^[a-z]+_[a-z_]+$|^BulkCapture$/.test(name) && name !== 'usb_burn_in_test');
it.each(helpers)('the shell is asked for %s by a command of the page', (name) => {
  expect(commands.filter((command) => command.includes(`${name}(`))).not.toEqual([]);
});
