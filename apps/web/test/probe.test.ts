import { describe, expect, it } from 'vitest';
import { page } from './page.ts';

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
