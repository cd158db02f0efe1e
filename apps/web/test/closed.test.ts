import { describe, expect, it } from 'vitest';
import { memoryVault } from '../src/demo/memory-vault.ts';
import type { PageState } from '../src/model/state.ts';
import { type Page, page } from './page.ts';

/** Moments of a run at which a person may close the tab, by what is shown then. */
const moments: Readonly<Record<string, (state: PageState) => boolean>> = {
  'while the board is examined': ({ run }) => run?.stage === 'examine' || run?.progress?.phase === 'inspect',
  'at the first change': ({ run }) => run?.changing === true,
  'while a sector is erased': ({ run }) => run?.progress?.sectors.some(({ look }) => look === 'erasing') ?? false,
  'while a later sector is written': ({ run }) => run?.progress?.sectors[3]?.look === 'writing',
  'while sectors are read back': ({ run }) => run?.progress?.sectors.some(({ look }) => look === 'verifying') ?? false,
  'while the new firmware starts': ({ run }) => run?.stage === 'start',
};

/** What the card of the next visit says, against what is on the board. */
async function nextVisit(first: Page): Promise<Page> {
  const second = await first.reopen();
  await second.flasher.greet();
  const [known] = second.flasher.store.value.known;
  await second.flasher.open(known?.device ?? expect.fail('the board is not offered again'));
  const { card } = await second.until(({ check, stage }) => check.status === 'ready' || stage === 'failed');
  if (card?.mode === 'dfu') expect(card.firmware.kind === 'none').toBe(!second.board.bootVerdict().starts);
  return second;
}

describe('a tab that is closed', () => {
  it.each(Object.entries(moments))(
    '%s leaves a board that the next visit shows as it is, and verifies',
    async (_, isThen) => {
      const first = page('v3.6-56V+dfu,flash=blank');
      await first.flasher.connect();
      await first.until(({ check }) => check.status === 'ready');
      first.board.setSwitch('run');
      void first.flasher.flash();
      await first.until(isThen);
      const second = await nextVisit(first);
      const { stage } = second.flasher.store.value;
      expect(stage).toBe('board');
      await second.flasher.flash();
      expect(second.flasher.store.value).toMatchObject({ stage: 'done', report: { board: 'verified' } });
    },
  );
});

describe('a board that the page loses', () => {
  it('because a person withdraws the permission in the middle of a flash is asked for again, and verified', async () => {
    const { flasher, board, until, revoke } = page('v3.6-56V+dfu,flash=blank');
    await flasher.connect();
    await until(({ check }) => check.status === 'ready');
    board.setSwitch('run');
    const flashing = flasher.flash();
    await until(({ run }) => run?.progress?.sectors[3]?.look === 'writing');
    await revoke();
    await until(({ permission }) => permission === 'bootloader');
    await flasher.allow();
    await flashing;
    expect(flasher.store.value).toMatchObject({ stage: 'done', permission: undefined, report: { board: 'verified' } });
  });

  it('to another tab that flashes it is left alone, and the page says so', async () => {
    let isTaken = false;
    const free = { [Symbol.asyncDispose]: async () => undefined };
    const vault = { ...memoryVault(), lock: async () => (isTaken ? undefined : free) };
    const { flasher, board, until } = page('v3.6-56V+dfu,flash=blank', { vault });
    await flasher.connect();
    await until(({ check }) => check.status === 'ready');
    isTaken = true;
    const before = board.flash.slice();
    await flasher.flash();
    expect(flasher.store.value.failure).toMatchObject({ code: 'device-busy' });
    expect(board.flash).toEqual(before);
    isTaken = false;
    await flasher.again();
    await until(({ check }) => check.status === 'ready');
    board.setSwitch('run');
    await flasher.flash();
    expect(flasher.store.value).toMatchObject({ stage: 'done', report: { board: 'verified' } });
  });
});
