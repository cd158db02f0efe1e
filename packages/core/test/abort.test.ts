// What becomes of a failure once a person has said stop: it is that stop, and what was known of the board stays known.

import { expect, it } from 'vitest';
import { saying, sentence } from '../../../test/support/in-english.ts';
import { aborted, stopIfAborted, toFlasherError } from '../src/abort.ts';
import { FlasherError } from '../src/errors.ts';
import { message } from '../src/messages/message.ts';

const reason = new Error('Ctrl-C');
const { signal: stopped } = (() => {
  const stop = new AbortController();
  stop.abort(reason);
  return stop;
})();
const { signal: running } = new AbortController();

it('a stop keeps the state of the board, its details and what to do next, however often it is caught', () => {
  const next = message('next.build-again');
  const known = aborted(reason).with({ board: 'unbootable', details: { sector: 3 }, next });
  for (const signal of [stopped, running, undefined])
    expect(toFlasherError(toFlasherError(known, signal), signal)).toMatchObject({
      code: 'aborted',
      board: 'unbootable',
      details: { sector: 3 },
      next,
    });
});

it('a failure that comes of the stop is the stop, of a board in the state that the failure tells', () => {
  const failed = new FlasherError('transfer-failed', sentence('broken off'), {
    cause: reason,
    board: 'partly-written',
  });
  expect(toFlasherError(failed, stopped)).toMatchObject({ code: 'aborted', board: 'partly-written', cause: reason });
  expect(toFlasherError(failed, running)).toBe(failed);
});

it('a failure that would have come anyway stays what it is', () => {
  const failed = new FlasherError('read-protected', sentence('no'), { cause: new Error('other') });
  for (const signal of [stopped, running, undefined]) expect(toFlasherError(failed, signal)).toBe(failed);
});

it('whatever else is thrown is the stop after one was asked for, and a fault of the program before', () => {
  expect(toFlasherError(reason, stopped)).toMatchObject({ code: 'aborted', cause: reason });
  expect(toFlasherError('no error at all', stopped)).toMatchObject({ code: 'aborted' });
  for (const signal of [running, undefined])
    expect(toFlasherError(reason, signal)).toMatchObject({ code: 'internal', text: saying('Ctrl-C'), cause: reason });
});

it('nothing is stopped before it is asked for', () => {
  for (const signal of [running, undefined]) expect(() => stopIfAborted(signal)).not.toThrow();
  expect(() => stopIfAborted(stopped)).toThrow(expect.objectContaining({ code: 'aborted', cause: reason }));
});
