// A serial port as this system has it: a pseudo terminal that Python holds, with a virtual board's COM port behind it, opened by
// the real library. Skipped where there is no Python with pseudo terminals.

import { type ChildProcessByStdio, spawn, spawnSync } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
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

/** A running board whose COM port is that terminal. */
async function boardAt(profile: string): Promise<Terminal> {
  const clock = realTime();
  const board = createVirtualBoard(`${profile},time=real`, { clock });
  const bus = virtualBus([board], { clock });
  const [device] = await bus.list();
  if (!device) throw new Error('no board on the bus');
  const link = await bus.open(device);
  await link.claim(1);
  const python = spawn('python3', ['-c', holder], { stdio: ['pipe', 'pipe', 'inherit'] });
  const path = await firstLine(python);
  let isOpen = true;
  python.stdout.on('data', (bytes: Buffer) => void link.bulkOut(0x01, bytes, 1_000).catch(() => undefined));
  const pump = (async () => {
    while (isOpen) {
      try {
        const { data } = await link.bulkIn(0x81, 64, 200);
        python.stdin.write(data);
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
