import { mainFlash } from '@odflash/core/board';
import { describe, expect, it } from 'vitest';
import { page } from './page.ts';

describe('a chip on the page', () => {
  it('is read out into a file, byte for byte, and stays as it was', async () => {
    const { flasher, board, awake, until } = page('v3.6-56V+dfu,firmware=0.5.4');
    await flasher.connect();
    await until(({ check }) => check.status === 'ready');
    const before = board.flash.slice();
    const files: [string, Uint8Array][] = [];
    await flasher.readOut('bin', (name, bytes) => files.push([name, bytes]));
    expect(files.map(([name, bytes]) => [name, bytes.length])).toEqual([
      [`odrive-flash-${board.serial}.bin`, mainFlash.length],
    ]);
    expect(files[0]?.[1]).toEqual(before);
    expect(board.flash).toEqual(before);
    expect([awake.times, awake.now]).toEqual([1, 0]);
    expect(flasher.store.value).toMatchObject({ stage: 'board', chip: undefined, chipProblem: undefined });
  });

  it('keeps its protection until the serial number is typed', async () => {
    const { flasher, board, until } = page('v3.6-56V+dfu,rdp=1');
    await flasher.connect();
    await until(({ stage }) => stage === 'board');
    expect(flasher.store.value.card?.version).toEqual({ why: 'otp-unreadable' });
    const before = board.flash.slice();
    const refused = flasher.unlock();
    const { question } = await until((state) => state.question !== undefined);
    expect(question?.question).toMatchObject({ type: 'consent', consent: { what: 'unlock' } });
    flasher.answer('yes');
    await refused;
    expect(board.flash).toEqual(before);
    expect(flasher.store.value).toMatchObject({ stage: 'board', card: { protection: { read: 1 } } });
    const unlocking = flasher.unlock();
    const { question: again } = await until((state) => state.question?.question.type === 'consent');
    const asked = again?.question;
    flasher.answer(asked?.type === 'consent' ? asked.consent.serial : '');
    await unlocking;
    await until(({ card }) => card?.protection?.read === 0);
    expect(board.flash.every((byte) => byte === 0xff)).toBe(true);
  });
});
