import { type BoardState, FlasherError, LinkError } from '@odflash/core';
import { describe, expect, it } from 'vitest';
import { sentence } from '../../../test/support/in-english.ts';
import { errorFields, errorLines, toFlasherError } from '../src/failure.ts';
import { boardText } from '../src/render/terms.ts';

describe('how a failure is printed', () => {
  it('says what happened, what is on the board, what to do next and the code, in that order', () => {
    const error = new FlasherError('disconnected', sentence('The board left the bus'), { board: 'partly-written' });
    const [what, board, next, code, ...rest] = errorLines(error);
    expect(what).toBe('error: The board left the bus.');
    expect(board).toBe(`Board: partly-written (${boardText('partly-written')})`);
    expect(next).toMatch(/^Next: {2}\w/);
    expect(code).toBe('E: disconnected, see odflash explain disconnected');
    expect(rest).toEqual([]);
  });

  it('has words for every state of a board', () => {
    const states: Readonly<Record<BoardState, true>> = {
      untouched: true,
      'config-changed': true,
      unbootable: true,
      'partly-written': true,
      written: true,
      verified: true,
      unknown: true,
    };
    for (const state of Object.keys(states) as BoardState[]) expect(boardText(state).length).toBeGreaterThan(10);
  });

  it('ends with the command that puts back what was there, for the board that was meant', () => {
    const error = new FlasherError('device-did-not-return', sentence('Itdid not reconnect'), {
      board: 'verified',
      details: { undo: '/home/a b/undo-1.dfu' },
    });
    const options = {
      serial: '325E35633334',
      usbip: { host: '::1', port: 3241 },
      virtual: ['v3.6-56V'],
      virtualState: '/s',
    };
    const lines = errorLines(error, undefined, { program: 'npx odflash', self: ['odflash'], words: [], options });
    expect(lines.slice(-3)).toEqual([
      'To go back, with the board in DFU mode:',
      '  npx odflash restore "/home/a b/undo-1.dfu" --serial 325E35633334 --usbip "[::1]:3241" --virtual v3.6-56V --virtual-state /s',
      'E: device-did-not-return, see npx odflash explain device-did-not-return',
    ]);
    expect(
      errorLines(new FlasherError('stalled', sentence('x')), undefined, {
        program: 'odflash',
        self: ['odflash'],
        words: [],
        options,
      }),
    ).toHaveLength(3);
  });

  it('keeps the code of an error that already has one', () => {
    const error = new FlasherError('stalled', sentence('x'), { board: 'written' });
    expect(toFlasherError(error, 'unknown')).toBe(error);
    const silent = new FlasherError('stalled', sentence('x'));
    expect(toFlasherError(silent, 'untouched')).toMatchObject({ code: 'stalled', board: 'untouched' });
  });

  it.each([
    ['access', 'permission-denied', 4],
    ['no-driver', 'driver-missing', 4],
    ['busy', 'device-busy', 4],
    ['timeout', 'timeout', 6],
    ['disconnected', 'disconnected', 6],
    ['io', 'transfer-failed', 6],
  ] as const)('makes %s of the link %s, exit status %i', (kind, code, exit) => {
    const error = toFlasherError(new LinkError(kind, 'x'), 'untouched');
    expect([error.code, error.exit]).toEqual([code, exit]);
  });

  it('says what a connection says of itself in a sentence of its own', () => {
    const error = toFlasherError(new LinkError('io', 'the link to the board is closed'), 'untouched');
    expect(errorLines(error)[0]).toBe('error: The connection failed: the link to the board is closed.');
  });

  it('makes a bug of anything else, with the place where it happened and the board as far as it is known', () => {
    const error = toFlasherError(new TypeError('x is not a function'), 'unknown');
    expect([error.code, error.exit, error.board]).toEqual(['internal', 1, 'unknown']);
    expect(errorLines(error).join('\n')).toContain('failure.test.ts');
    expect(toFlasherError('just a text', 'untouched').message).toContain('just a text');
    expect(toFlasherError(undefined, 'untouched').code).toBe('internal');
  });

  it('takes the reason of an aborted signal for a stop, not for a bug', () => {
    const controller = new AbortController();
    controller.abort();
    const error = toFlasherError(controller.signal.reason, 'untouched', controller.signal);
    expect([error.code, error.exit]).toEqual(['aborted', 130]);
  });

  it('gives machines the same facts', () => {
    const error = new FlasherError('bad-file', sentence('line 3: checksum'), { details: { line: 3 } });
    expect(errorFields(error)).toMatchObject({ code: 'bad-file', board: undefined, exit: 5, details: { line: 3 } });
    expect(errorFields(error.with({ board: 'written' }))).toMatchObject({ board: 'written' });
  });
});
