// A stop on request at any moment: a true state, and nothing that the next run could not finish.

import { type FlashEvent, flash } from '@odflash/core';
import { expect, test } from 'vitest';
import { acceptWarnings } from '../../../src/ask/settle.ts';
import { bench, failure, firmware, flashBase, holdsImage, imageOf, sectorOf, withHole } from '../bench.ts';

test('a stop at any block leaves a true state, and the next run finishes', async () => {
  const { image: small } = withHole(firmware(2));
  const { flash: holds, image: before } = withHole(firmware(1));
  const blocks: FlashEvent[] = [];
  await flash(bench({ holds }).env, {
    image: small,
    onEvent: (event) => event.type === 'advance' && blocks.push(event),
  });
  for (let n = 1; n <= blocks.length; n++) {
    const { env, board } = bench({ holds });
    const stop = new AbortController();
    let seen = 0;
    const onEvent = ({ type }: FlashEvent) => {
      if (type === 'advance' && ++seen === n) stop.abort();
    };
    const run = flash(env, { image: small, signal: stop.signal, onEvent, start: false });
    const ended = await run.catch((error: unknown) => error as Awaited<ReturnType<typeof failure>>);
    const { starts } = board.bootVerdict();
    if (ended.board === 'verified') expect(holdsImage(board.flash, small)).toBe(true);
    else {
      expect(ended).toMatchObject({ code: 'aborted' });
      expect(starts, `${ended.board} at block ${n}`).toBe(ended.board === 'untouched');
      if (ended.board === 'untouched') expect(holdsImage(board.flash, before)).toBe(true);
    }
    await flash(env, { image: small });
    expect(holdsImage(board.flash, small)).toBe(true);
  }
});

test('a stop at any block of an image without vectors reports what is written and what is not', async () => {
  const image = imageOf(firmware(2, 5000), flashBase + 16 * 1024 + 512);
  const states = new Set<string>();
  const done = bench({ holds: firmware(1) });
  await flash(done.env, { image, partial: true, start: false, ask: acceptWarnings });
  for (let n = 1; !states.has('verified'); n++) {
    const { env, board } = bench({ holds: firmware(1) });
    const before = board.flash.slice();
    const stop = new AbortController();
    let seen = 0;
    const onEvent = ({ type }: FlashEvent) => {
      if (type === 'advance' && ++seen === n) stop.abort();
    };
    const request = { image, partial: true, onEvent, start: false, ask: acceptWarnings };
    const run = flash(env, { ...request, signal: stop.signal });
    const { board: state } = await run.catch((error: unknown) => error as Awaited<ReturnType<typeof failure>>);
    // The part is written when the vectors around it are back, too.
    const written = Buffer.compare(board.flash, done.board.flash) === 0;
    expect(state === 'written' || state === 'verified', `${state} at block ${n}`).toBe(written);
    expect(board.bootVerdict().starts, `${state} at block ${n}`).toBe(written || state === 'untouched');
    expect(state === 'untouched', `${state} at block ${n}`).toBe(Buffer.compare(board.flash, before) === 0);
    states.add(state ?? 'not told');
  }
  expect([...states]).toEqual(['untouched', 'unbootable', 'partly-written', 'verified']);
});

test('vectors that were written wrongly are invalidated before a stop takes effect', async () => {
  const { image: small } = withHole(firmware(2));
  const { flash: holds } = withHole(firmware(1));
  const whole = bench({ holds });
  await flash(whole.env, { image: small, start: false });
  const programs = whole.board.recorder.operations.filter(({ kind }) => kind === 'program').length;
  for (let seed = 1; seed <= 6; seed++) {
    const { env, board } = bench({ holds, profile: `v3.6-56V+dfu,flash=blank,seed=${seed},bad-write=${programs}` });
    const stop = new AbortController();
    const onEvent = ({ type }: FlashEvent) => {
      if (type === 'recovering') stop.abort();
    };
    const error = await failure(flash(env, { image: small, signal: stop.signal, onEvent }));
    expect(error).toMatchObject({ code: 'aborted', board: 'partly-written' });
    expect(board.bootVerdict().starts, `seed ${seed}`).toBe(false);
  }
});

test('kept configuration survives a stop at any block of its sector, although what the image names is there already', async () => {
  const sector10 = 0x080c_0000;
  const piece = { address: sector10 + 100, data: firmware(5).slice(0, 600) };
  const image = { ...imageOf(firmware(2, 3000)), segments: [{ address: flashBase, data: firmware(2, 3000) }, piece] };
  const holding = () => {
    const made = bench({ holds: firmware(1, 3000) });
    made.board.flash.set(firmware(7).slice(0, 2000), sector10 - flashBase + 100_000);
    return made;
  };
  const expected = sectorOf(holding().board.flash, 10).slice();
  expected.set(piece.data, 100);
  const consent = [{ what: 'raw-config', serial: holding().board.serial }] as const;
  const request = { image, consent, ask: acceptWarnings, start: false };
  let blocks = 0;
  const count = (event: FlashEvent) => {
    blocks += event.type === 'advance' && event.phase === 'write' && event.sector === 10 ? 1 : 0;
  };
  await flash(holding().env, { ...request, onEvent: count });
  expect(blocks).toBeGreaterThan(2);
  for (let n = 1; n <= blocks; n++) {
    const { env, board } = holding();
    const stop = new AbortController();
    let seen = 0;
    const onEvent = (event: FlashEvent) => {
      if (event.type === 'advance' && event.phase === 'write' && event.sector === 10 && ++seen === n) stop.abort();
    };
    await flash(env, { ...request, signal: stop.signal, onEvent }).catch(() => undefined);
    await flash(env, request);
    expect(Buffer.compare(sectorOf(board.flash, 10), expected), `stopped at block ${n} of ${blocks}`).toBe(0);
  }
});
