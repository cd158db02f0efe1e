import { describe, expect, it } from 'vitest';
import { page } from './page.ts';

describe('a board in DFU mode on the page', () => {
  it('that has no firmware is flashed and ends verified, without permission for the running board', async () => {
    const { flasher, board, until } = page('v3.6-56V+dfu,flash=blank');
    await flasher.connect();
    const { card } = await until(({ check }) => check.status === 'ready');
    expect(card).toMatchObject({
      mode: 'dfu',
      version: { name: 'v3.6-56V', evidence: 'otp' },
      firmware: { kind: 'none' },
    });
    board.setSwitch('run');
    await flasher.flash();
    expect(flasher.store.value).toMatchObject({ stage: 'done', report: { board: 'verified' } });
    expect(board.running()).toBe('odrive');
  });

  it('with a firmware asks whether to start it for its configuration first', async () => {
    const { flasher, board, until } = page('v3.6-56V+dfu,firmware=0.5.4');
    await flasher.connect();
    await until(({ check }) => check.status === 'ready');
    board.setSwitch('run');
    const flashing = flasher.flash();
    const { question } = await until((state) => state.question !== undefined);
    expect(question?.question).toMatchObject({ type: 'choice', code: 'start-old-firmware' });
    flasher.answer('skip');
    const { question: next } = await until((state) => state.question !== undefined);
    expect(next?.question).toMatchObject({ type: 'warnings', findings: [{ code: 'startup' }] });
    flasher.answer('yes');
    await flashing;
    expect(flasher.store.value).toMatchObject({ stage: 'done', report: { board: 'verified' } });
  });

  it('goes back to the board, as it was, when a person does not want it', async () => {
    const { flasher, board, until } = page('v3.6-56V+dfu,firmware=0.5.4');
    await flasher.connect();
    await until(({ check }) => check.status === 'ready');
    const before = board.flash.slice();
    const flashing = flasher.flash();
    await until((state) => state.question !== undefined);
    flasher.stop();
    await flashing;
    const { failure } = await until(({ stage, check }) => stage === 'board' && check.status === 'ready');
    expect(failure).toBeUndefined();
    expect(board.flash).toEqual(before);
  });

  it('that is a v3.4 is flashed only by a person who types its serial number', async () => {
    const { flasher, board, until } = page('v3.4-48V+dfu,flash=blank');
    await flasher.connect();
    const { check } = await until((state) => state.check.failure !== undefined);
    expect(check).toMatchObject({ status: 'refused', failure: { code: 'unsafe-board', consentable: true } });
    board.setSwitch('run');
    const before = board.flash.slice();
    const refused = flasher.flash();
    await until(({ question }) => question?.question.type === 'consent');
    flasher.answer('yes');
    await refused;
    expect(board.flash).toEqual(before);
    await flasher.again();
    await until((state) => state.check.failure !== undefined);
    const flashing = flasher.flash();
    await until(({ question }) => question?.question.type === 'consent');
    flasher.answer(board.serial);
    await flashing;
    expect(flasher.store.value).toMatchObject({ stage: 'done', report: { board: 'verified' } });
  });
});
