import { describe, expect, it } from 'vitest';
import { page } from './page.ts';

describe('a tab that is closed while the flash is changed', () => {
  it('leaves a board that the next visit knows, continues and verifies', async () => {
    const first = page('v3.6-56V+dfu,flash=blank');
    await first.flasher.connect();
    await first.until(({ check }) => check.status === 'ready');
    void first.flasher.flash();
    await first.until(({ run }) => run?.progress?.sectors[2]?.look === 'writing');
    const second = await first.reopen();
    await second.flasher.greet();
    const [known] = second.flasher.store.value.known;
    expect(known).toMatchObject({ interrupted: true, device: { serial: first.board.serial } });
    await second.flasher.open(known?.device ?? expect.fail());
    const { card } = await second.until(({ check }) => check.status === 'ready');
    expect(card).toMatchObject({ interrupted: true, firmware: { kind: 'none' } });
    second.board.setSwitch('run');
    await second.flasher.flash();
    expect(second.flasher.store.value).toMatchObject({ stage: 'done', report: { board: 'verified', resumed: true } });
  });
});
