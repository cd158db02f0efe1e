import { describe, expect, it, vi } from 'vitest';
import { page } from './page.ts';

vi.stubGlobal('__ODFLASH_VERSION__', 'test');

describe('an ST-Link on the page', () => {
  it('reaches a dead board, flashes and verifies it', async () => {
    const { flasher, until } = page('v3.6-56V+stlink,flash=blank', {}, (devices) =>
      devices.find(({ product }) => product?.includes('Link')),
    );
    await flasher.connect();
    const { card } = await until(({ check, stage }) => check.status === 'ready' || stage === 'failed');
    expect(card).toMatchObject({
      mode: 'stlink',
      version: { name: 'v3.6-56V', evidence: 'otp' },
      firmware: { kind: 'none' },
    });
    await flasher.flash();
    expect(flasher.store.value).toMatchObject({ stage: 'done', report: { board: 'verified', via: 'stlink' } });
  });
});
