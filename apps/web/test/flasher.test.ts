import { describe, expect, it } from 'vitest';
import { page } from './page.ts';

describe('a running board on the page', () => {
  it('is known by one click, updated by a second, allowed again by a third, and verified', async () => {
    const { flasher, board, awake, until } = page('v3.6-56V,firmware=0.5.4');
    await flasher.connect();
    const { card, firmware } = await until(({ check }) => check.status === 'ready');
    expect(card).toMatchObject({
      mode: 'running',
      serial: board.serial,
      version: { name: 'v3.6-56V', evidence: 'otp' },
      firmware: { kind: 'release', release: '0.5.4' },
    });
    expect(firmware).toMatchObject({ kind: 'release', version: '0.5.6' });
    const flashing = flasher.flash();
    await until(({ permission }) => permission === 'bootloader');
    expect(awake.now).toBe(1);
    await flasher.allow();
    await flashing;
    const { stage, report, run } = flasher.store.value;
    expect(stage).toBe('done');
    expect(report).toMatchObject({ board: 'verified', firmware: { before: '0.5.4', after: '0.5.6' } });
    expect(run?.progress?.sectors[0]?.look).toBe('verified');
    expect(awake.now).toBe(0);
    expect(board.running()).toBe('odrive');
  });

  it('that has another name in DFU mode is allowed there, followed and verified', async () => {
    const { flasher, board, until } = page('v3.6-56V,firmware=0.5.4,serial-form=fysetc');
    await flasher.connect();
    await until(({ check }) => check.status === 'ready');
    const flashing = flasher.flash();
    await until(({ permission }) => permission === 'bootloader');
    await flasher.allow();
    await until(({ permission }) => permission === undefined);
    await flashing;
    expect(flasher.store.value).toMatchObject({
      stage: 'done',
      report: { board: 'verified', firmware: { after: '0.5.6' } },
    });
    expect(board.running()).toBe('odrive');
  });

  it('is left as it is if the bootloader is never allowed, and the page says so', async () => {
    const { flasher, board, until } = page('v3.6-56V,firmware=0.5.4');
    await flasher.connect();
    await until(({ check }) => check.status === 'ready');
    const before = board.flash.slice();
    await flasher.flash();
    const { stage, failure, permission } = flasher.store.value;
    expect({ stage, permission }).toEqual({ stage: 'failed', permission: undefined });
    expect(failure).toMatchObject({ code: 'device-did-not-return', board: 'untouched' });
    expect(board.flash).toEqual(before);
  });
});
