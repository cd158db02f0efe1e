// A serial port as this system has it: a pseudo terminal that Python holds, with a virtual board's COM port behind it, opened by
// the real library. Skipped where there is no Python with pseudo terminals.

import { type ChildProcessByStdio, spawn, spawnSync } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { createDeframer, encodeFrame } from '@odflash/core/odrive';
import { LinkError } from '@odflash/core/ports';
import { createVirtualBoard, realTime, virtualBus } from '@odflash/virtual';
import { describe, expect, it } from 'vitest';
import { odflashInProcess as odflash } from '../in-process.ts';

/** Says the name of the terminal on the first line, and carries bytes both ways. */
const holder = `
import os, pty, select, sys, tty
master, slave = pty.openpty()
tty.setraw(slave)
sys.stdout.buffer.write((os.ttyname(slave) + "\\n").encode()); sys.stdout.buffer.flush()
while True:
    ready, _, _ = select.select([master, 0], [], [])
    if master in ready:
        sys.stdout.buffer.write(os.read(master, 4096)); sys.stdout.buffer.flush()
    if 0 in ready:
        data = os.read(0, 4096)
        if not data: break
        os.write(master, data)
`;

const hasPty = process.platform !== 'win32' && spawnSync('python3', ['-c', 'import pty, tty']).status === 0;

interface Terminal extends AsyncDisposable {
  readonly path: string;
}

/** What a port carries, and through which interface of the virtual board: lines as they are, or native packets in frames. */
const ports = {
  ascii: { interface: 1, out: 0x01, in: 0x81 },
  native: { interface: 2, out: 0x03, in: 0x83 },
} as const;

/** A running board whose COM port is that terminal. */
async function boardAt(profile: string, speaks: keyof typeof ports = 'ascii'): Promise<Terminal> {
  const port = ports[speaks];
  const frames = createDeframer();
  const toBoard = (bytes: Buffer) => (speaks === 'native' ? frames.push(bytes) : [bytes]);
  const fromBoard = (data: Uint8Array) => (speaks === 'native' ? encodeFrame(data) : data);
  const clock = realTime();
  const board = createVirtualBoard(`${profile},time=real`, { clock });
  const bus = virtualBus([board], { clock });
  const [device] = await bus.list();
  if (!device) throw new Error('no board on the bus');
  const link = await bus.open(device);
  await link.claim(port.interface);
  const python = spawn('python3', ['-c', holder], { stdio: ['pipe', 'pipe', 'inherit'] });
  const path = await firstLine(python);
  let isOpen = true;
  python.stdout.on('data', (bytes: Buffer) => {
    for (const packet of toBoard(bytes)) void link.bulkOut(port.out, packet, 1_000).catch(() => undefined);
  });
  const pump = (async () => {
    while (isOpen) {
      try {
        const { data } = await link.bulkIn(port.in, 64, 200);
        python.stdin.write(fromBoard(data));
      } catch (thrown) {
        if (!(thrown instanceof LinkError) || thrown.kind !== 'timeout') return;
      }
    }
  })();
  return {
    path,
    [Symbol.asyncDispose]: async () => {
      isOpen = false;
      python.kill();
      await pump;
      await link[Symbol.asyncDispose]();
    },
  };
}

function firstLine({ stdout }: ChildProcessByStdio<Writable, Readable, null>): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    const read = (bytes: Buffer) => {
      text += bytes.toString();
      if (!text.includes('\n')) return;
      stdout.off('data', read);
      resolve(text.trim());
    };
    stdout.on('data', read);
  });
}

describe.skipIf(!hasPty)('a board at a serial port', () => {
  it.each(['0.4.12', '0.5.6'])('with %s is read, set, told and plotted in ASCII', async (firmware) => {
    await using port = await boardAt(`v3.6-56V,firmware=${firmware}`);
    const serial = ['--serial-port', port.path];
    const got = await odflash(['get', 'hw_version_variant', 'vbus_voltage', ...serial]);
    expect([got.status, got.stderr]).toEqual([0, expect.any(String)]);
    expect(got.stdout).toMatch(/^hw_version_variant +56$/m);
    const path = firmware === '0.4.12' ? 'axis0.controller.vel_setpoint' : 'axis0.controller.input_vel';
    const set = await odflash(['set', path, '0.5', ...serial, '--yes', '--json']);
    expect(set.last()).toMatchObject({ ok: true, outcome: 'changed', found: 0.5 });
    const status = await odflash(['status', ...serial]);
    expect(status.status).toBe(0);
    expect(status.stdout).toContain(`firmware ${firmware}`);
    const plot = await odflash(['plot', 'vbus_voltage', '--duration', '1', ...serial]);
    expect(plot.status).toBe(0);
    expect(plot.stdout.split('\n').length).toBeGreaterThan(3);
  });

  it.each([
    ['0.4.12', 'ascii'],
    ['0.5.6', 'ascii'],
    ['0.5.6', 'native'],
  ] as const)('with %s has its configuration set in %s, but not saved', async (firmware, speaks) => {
    await using port = await boardAt(`v3.6-56V,firmware=${firmware}`, speaks);
    const serial = ['--serial-port', port.path];
    const set = ['set', 'config.brake_resistance', '1.25', ...serial, '--yes', '--json'];
    expect((await odflash([...set, '--save'])).last()).toMatchObject({
      code: 'usage',
      board: 'untouched',
      message: expect.stringMatching(/serial port .* restart/),
    });
    expect((await odflash(set)).last()).toMatchObject({ ok: true, outcome: 'changed', value: 1.25 });
    const mapping = await odflash(['get', 'config.gpio3_analog_mapping', ...serial]);
    expect(mapping.status, mapping.stderr).toBe(0);
    expect(/mapping\.endpoint/.test(mapping.stdout)).toBe(speaks === 'native');
    const dumped = await odflash(['shell', '-e', 'dumpErrors(odrv0)', ...serial]);
    expect([dumped.status, dumped.stderr]).toEqual([0, '']);
    expect(dumped.stdout).toContain('No errors');
  });

  it('is not asked for what the ASCII protocol cannot call', async () => {
    await using port = await boardAt('v3.6-56V');
    const called = await odflash(['call', 'get_adc_voltage', '1', '--serial-port', port.path]);
    expect([called.status, called.stderr.match(/Retrying/g)]).toEqual([2, null]);
    expect(called.stderr).toContain('The ASCII protocol cannot call get_adc_voltage.');
  });

  it('moves nothing without consent there, either', async () => {
    await using port = await boardAt('v3.6-56V');
    const words = ['set', 'axis0.requested_state', '4', '--serial-port', port.path, '--yes', '--json'];
    expect((await odflash(words)).last()).toMatchObject({ code: 'not-confirmed', exit: 3 });
  });

  it('that is not there is said so', async () => {
    const { status, stderr } = await odflash(['get', 'vbus_voltage', '--serial-port', '/dev/ttyNOWHERE']);
    expect(status).toBe(3);
    expect(stderr).toMatch(/The serial port \/dev\/ttyNOWHERE could not be opened/);
  });
});
