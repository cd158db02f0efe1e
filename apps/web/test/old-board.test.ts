import { describe, expect, it, vi } from 'vitest';
import { page } from './page.ts';

vi.stubGlobal('__ODFLASH_VERSION__', 'test');

describe('a board of v3.4 that is found in DFU mode', () => {
  it('makes the page say first of all that the DC supply is to be removed, and goes no further without consent', async () => {
    const { flasher, board, until } = page('v3.4-48V+dfu');
    const before = board.flash.slice();
    // Fetched on the wall clock, which virtual time does not wait for.
    await flasher.engine();
    const connecting = flasher.connect();
    const { stage, urgent } = await until((state) => state.urgent !== undefined);
    expect({ stage, urgent }).toEqual({
      stage: 'looking',
      urgent: { step: 'remove-dc-supply', text: 'Remove the DC supply now.' },
    });
    await connecting;
    const { check, urgent: still } = await until(
      (state) => state.check.status !== 'none' && state.check.status !== 'running',
    );
    expect(still?.step).toBe('remove-dc-supply');
    expect(check.status).toBe('refused');
    expect(check.failure?.code).toBe('unsafe-board');
    expect(board.flash).toEqual(before);
  });
});

describe('a clone whose OTP is blank', () => {
  it('is named by a person before a release is offered', async () => {
    const { flasher, until } = page('v3.6-56V+dfu,otp=blank,flash=blank');
    await flasher.connect();
    expect(flasher.store.value).toMatchObject({
      stage: 'board',
      card: { version: { why: 'otp-blank' } },
      releases: [],
      urgent: { step: 'remove-dc-supply-if-old' },
    });
    await flasher.name('v3.6-56V');
    const { card, firmware } = await until(({ check }) => check.status === 'ready');
    expect(card?.version).toEqual({ name: 'v3.6-56V', evidence: 'named' });
    expect(firmware).toMatchObject({ kind: 'release', version: '0.5.6' });
  });
});

describe('a board that leaves while nothing is done with it', () => {
  it('is looked at again when it is back', async () => {
    const { flasher, board, clock, until } = page('v3.6-56V+dfu,flash=blank');
    await flasher.connect();
    await until(({ check }) => check.status === 'ready');
    board.cable(false);
    const gone = await until(({ away }) => away);
    expect(gone.check.status).toBe('none');
    await clock.sleep(5_000);
    board.cable(true);
    const back = await until(({ stage, away, check }) => stage === 'board' && !away && check.status === 'ready');
    expect(back.card?.serial).toBe(board.serial);
  });
});
