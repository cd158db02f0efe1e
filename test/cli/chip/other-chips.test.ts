// Chips that are no STM32, and clones by their names, as a person meets them.

import { tmpdir } from 'node:os';
import { describe, expect, it, vi } from 'vitest';
import { hostileServer } from '../hostile/server.ts';
import { odflashInProcess } from '../in-process.ts';

vi.setConfig({ testTimeout: 60_000 });

const gd32 = { profile: 'v3.6-56V+dfu', id: [0x28e9, 0x0189] } as const;

describe('a GD32 in its bootloader', () => {
  it('is listed by its name, for people and machines', async () => {
    await hostileServer(gd32, async (server) => {
      const run = await odflashInProcess(['list', '--usbip', server]);
      expect(run.stdout).toMatch(
        /1-1 .*other .*GigaDevice GD32 in its bootloader \(28e9:0189\): not an STM32F405, not supported/,
      );
      const machine = await odflashInProcess(['list', '--json', '--usbip', server]);
      expect(machine.lines()[0]).toMatchObject({ type: 'device', mode: 'other', chip: 'GD32' });
    });
  });

  it.each([
    [['flash', 'samples/built/odflash-sample-2.0.0.hex', '--yes']],
    [['read', `${tmpdir()}/odflash-not-read.bin`]],
    [['info']],
    [['update', 'samples/built/odflash-sample-odrive-v3.6-56V.hex', '--yes']],
  ])('is refused by its name by odflash %s', async (words) => {
    await hostileServer(gd32, async (server) => {
      const run = await odflashInProcess([...words, '--usbip', server, '--json']);
      expect(run.last()).toMatchObject({
        code: 'board-unknown',
        exit: 3,
        details: { chip: 'GD32' },
      });
      expect(run.last()).not.toHaveProperty('board');
      expect(run.stderr).toContain('GigaDevice GD32');
    });
  });

  it('is a problem to odflash doctor', async () => {
    await hostileServer(gd32, async (server) => {
      const run = await odflashInProcess(['doctor', '--usbip', server]);
      expect(run.stdout).toMatch(/PROBLEM .*Another chip's bootloader.*GigaDevice GD32/);
    });
  });
});

describe("a clone's name for --board", () => {
  it.each(['mks-odrive-s', 'MKS XDrive Mini', 'odesc-4.2', 'ODESC 3.6'])(
    'is answered with the boards it is compatible with: %s',
    async (name) => {
      const run = await odflashInProcess(['info', '--virtual', 'v3.6-56V+dfu,otp=blank', '--board', name]);
      expect(run.status).toBe(2);
      expect(run.stderr).toMatch(/compatible with the ODrive v3\.6, but the name does not specify the voltage/);
      expect(run.stderr).toContain('--board v3.6-24V');
      expect(run.stderr).toContain('--board v3.6-56V');
    },
  );
});

it.concurrent('a chip that OTP does not prove an ODrive, but a person does, is programmed in bytes over DFU', async () => {
  const file = 'samples/built/odflash-sample-odrive-v3.6-56V.hex';
  const named = ['--virtual', 'v3.6-56V+dfu,otp=blank', '--board', 'v3.6-56V'];
  for (const [board, width] of [
    [['--virtual', 'v3.6-56V+dfu'], 32],
    [named, 8],
  ] as const) {
    const run = await odflashInProcess(['flash', file, ...board, '--dry-run', '--yes', '--json']);
    expect(run.last(), run.stderr).toMatchObject({ ok: true, width });
    const updated = await odflashInProcess(['update', file, ...board, '--dry-run', '--yes', '--json']);
    expect(updated.last(), updated.stderr).toMatchObject({ ok: true, flash: { width } });
  }
});
