// What is asked before a chip that runs is stopped through the probe: what moves, and what feeds it.

import {
  type Ask,
  acceptWarnings,
  boardVersion,
  type FlashEnv,
  flash,
  inspectBoard,
  readFlash,
  unlockBoard,
} from '@odflash/core';
import { swdProvider } from '@odflash/core/swd';
import { describe, expect, test } from 'vitest';
import { failure, firmware, imageOf } from '../flash/bench.ts';
import { next, runningBoard } from './engine-bench.ts';

test('a running motor controller is not stopped unasked', async () => {
  const { env, board } = runningBoard();
  const error = await failure(flash(env, { image: next }));
  expect(error).toMatchObject({ code: 'not-confirmed', board: 'untouched', details: { warnings: ['axes'] } });
  expect(board.running()).toBe('odrive');
  expect(board.recorder.operations).toEqual([]);
});

test('a person is asked once before the board is stopped; declining leaves it running', async () => {
  const { env, board } = runningBoard();
  const asked: string[] = [];
  await failure(
    flash(env, {
      image: next,
      ask: async (question) => {
        if (question.type === 'warnings') asked.push(...question.findings.map(({ code }) => code));
        return undefined;
      },
    }),
  );
  expect(asked).toContain('axes');
  expect(board.running()).toBe('odrive');
});

describe('the DC supply of a board up to v3.4', () => {
  const image = imageOf(firmware(2), undefined, 'v3.4-48V');
  const made = () => runningBoard('v3.4-48V+stlink');

  test('is a manual step before its chip is stopped, which --yes does not confirm', async () => {
    const { board, env } = made();
    const error = await failure(flash(env, { image, ask: acceptWarnings }));
    expect(error).toMatchObject({ code: 'not-confirmed', details: { step: 'feed-low-voltage' }, board: 'untouched' });
    expect(board.running()).toBe('odrive');
    expect(board.recorder.operations).toEqual([]);
    // A dry run ends as the real one would.
    expect(await failure(flash(env, { image, ask: acceptWarnings, dryRun: true }))).toMatchObject({
      code: 'not-confirmed',
    });
  });

  test('is confirmed by the person who does it, at the question or beforehand, and no consent for DFU mode is needed', async () => {
    const asked: string[] = [];
    const done: Ask = async (question) => {
      asked.push(question.type);
      return question.type === 'step' ? 'done' : acceptWarnings(question);
    };
    expect(await flash(made().env, { image, ask: done })).toMatchObject({ outcome: 'changed', board: 'verified' });
    expect(asked.filter((type) => type === 'step')).toHaveLength(1);
    expect(asked).not.toContain('consent');
    const { board, env } = made();
    const consent = [{ what: 'supply-removed', serial: board.serial }] as const;
    expect(await flash(env, { image, ask: acceptWarnings, consent })).toMatchObject({ outcome: 'changed' });
  });

  test('is asked about, too, where nothing proves which board it is, before it is unlocked or restarted', async () => {
    const { env, board } = runningBoard('v3.6-56V+stlink,rdp=1,otp=blank');
    const consent = [{ what: 'unlock', serial: board.serial }] as const;
    const error = await failure(unlockBoard(env, { consent, ask: acceptWarnings }));
    expect(error).toMatchObject({ code: 'not-confirmed', details: { step: 'feed-low-voltage-if-old' } });
    expect(board.recorder.operations).toEqual([]);
    // The version printed on the board answers it.
    const named = unlockBoard(env, { consent, ask: acceptWarnings, board: boardVersion('v3.6-56V')! });
    expect(await failure(named)).not.toMatchObject({ code: 'not-confirmed' });
    expect(board.recorder.operations.map(({ kind }) => kind)).toContain('option-bytes');
  });

  test('any other answer declines', async () => {
    const { env } = made();
    const no: Ask = async (question) => (question.type === 'step' ? 'yes' : acceptWarnings(question));
    const error = await failure(flash(env, { image, ask: no }));
    expect(error).toMatchObject({ code: 'not-confirmed', details: { declined: true } });
  });
});

describe('a chip that answers only under reset', () => {
  const image = imageOf(firmware(2));
  // Neither the fast nor the slow clock finds it while its firmware runs; what clears the flags of the debug port is a command, too.
  const made = (profile = 'v3.6-56V+stlink,swd-silent-at=1:3') => {
    const { board, env } = runningBoard(profile);
    return { board, env: { ...env, target: swdProvider({ mayReset: true }) }, path: board.probe!.socket.path };
  };
  const named = boardVersion('v3.6-56V')!;

  test('is not reset without a question, for any operation', async () => {
    for (const work of [
      (env: FlashEnv) => inspectBoard(env, {}),
      (env: FlashEnv) => readFlash(env, { board: named }),
      (env: FlashEnv) => flash(env, { image, board: named }),
    ]) {
      const { board, env } = made();
      expect(await failure(work(env))).toMatchObject({ code: 'not-confirmed', board: 'untouched' });
      expect(board.running()).toBe('odrive');
    }
  });

  test('may be a board up to v3.4: its DC supply is a manual step, which --yes does not confirm', async () => {
    const { board, env, path } = made('v3.4-48V+stlink,swd-silent-at=1:3');
    const error = await failure(inspectBoard(env, { ask: acceptWarnings }));
    expect(error).toMatchObject({ code: 'not-confirmed', details: { step: 'feed-low-voltage-if-old' } });
    expect(board.running()).toBe('odrive');
    expect(error.details.consent).toBe(`supply-removed=${path}`);
  });

  test('is asked about once, reached, and not asked about again before it is flashed', async () => {
    const { board, env, path } = made();
    const asked: string[] = [];
    const ask: Ask = async (question) => {
      const about = question.type === 'warnings' ? question.findings.map(({ text }) => text.code) : [];
      asked.push(question.type, ...about);
      return acceptWarnings(question);
    };
    const consent = [{ what: 'supply-removed', serial: path }] as const;
    expect(await flash(env, { image, ask, consent })).toMatchObject({ board: 'verified' });
    expect(asked).toContain('probe.reset-to-reach');
    expect(asked).not.toContain('probe.load-drops');
    expect(asked).not.toContain('step');
    expect(board.recorder.violations).toEqual([]);
  });

  test('is not reset in a dry run', async () => {
    const { board, env } = made();
    await flash(env, { image, ask: acceptWarnings, board: named, dryRun: true });
    expect(board.running()).toBe('odrive');
  });
});
