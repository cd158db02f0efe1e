import { PassThrough } from 'node:stream';
import { FlasherError } from '@odflash/core';
import { describe, expect, it, vi } from 'vitest';
import type { Context } from '../src/act.ts';
import { terminalAsker } from '../src/ask.ts';
import { withConsent } from '../src/work/consent.ts';

/** A person at a terminal: types what is given once the question is on the screen. */
function person(types: string, isTTY = true) {
  const input = Object.assign(new PassThrough(), { isTTY, setRawMode: () => input }) as unknown as NodeJS.ReadStream;
  const output = Object.assign(new PassThrough(), { isTTY: true, columns: 80 }) as unknown as NodeJS.WriteStream;
  let shown = '';
  const controller = new AbortController();
  const interrupt = vi.fn(() => controller.abort());
  const pause = vi.fn();
  (output as unknown as PassThrough).on('data', (text: Buffer) => {
    const before = shown;
    shown += text.toString();
    if (!before.includes('? ') && shown.includes('? ')) (input as unknown as PassThrough).write(types);
  });
  const ask = terminalAsker({ input, output }, { signal: controller.signal, interrupt, pause });
  return { ask, interrupt, pause, shown: () => shown };
}

describe('a question', () => {
  it.each([
    ['y\r', true],
    ['YES\r', true],
    ['\r', false],
    ['n\r', false],
    ['yep\r', false],
    [' y \r', true],
    ['\u0004', false],
  ])('answered with %j is %s', async (types, yes) => {
    const { ask, shown, pause } = person(types);
    expect(await ask?.confirm('Go on?')).toBe(yes);
    expect(shown()).toContain('Go on? [y/N] ');
    expect(pause).toHaveBeenCalledOnce();
  });

  it('for a serial number takes that serial number, in any letter case, and nothing else', async () => {
    const typed = (types: string) => person(types).ask?.typed('Serial? ', '356D38673332');
    expect(await typed('356d38673332\r')).toBe(true);
    expect(await typed('356D3867333\r')).toBe(false);
    expect(await typed('yes\r')).toBe(false);
    expect(await typed('\r')).toBe(false);
  });

  it('passes Ctrl-C on, and is withdrawn', async () => {
    const { ask, interrupt } = person('\u0003');
    await expect(ask?.confirm('Go on?')).rejects.toThrow();
    expect(interrupt).toHaveBeenCalledOnce();
  });

  it('is not asked where nobody is', () => {
    expect(person('y\r', false).ask).toBeUndefined();
  });
});

describe('a missing consent', () => {
  const refusal = (consent: string) => new FlasherError('unsafe-board', 'Dangerous.', { details: { consent } });
  const context = (types?: string) => {
    const said: string[] = [];
    const ask =
      types === undefined
        ? undefined
        : { confirm: async () => true, typed: async (_: string, serial: string) => serial === types };
    return {
      said,
      context: { output: { say: (text: string) => said.push(text) }, ...(ask && { ask }) } as unknown as Context,
    };
  };

  it('is asked for, and the same operation is tried again with it', async () => {
    const { context: person, said } = context('356D38673332');
    const operation = vi.fn(async (given: readonly { what: string }[]) => {
      if (given.length === 0) throw refusal('unsafe-dfu=356D38673332');
      return given;
    });
    expect(await withConsent(undefined, person, operation)).toEqual([{ what: 'unsafe-dfu', serial: '356D38673332' }]);
    expect(said).toEqual(['Dangerous.']);
  });

  it('stays missing with a wrong answer, without a person, and for a refusal that no consent can lift', async () => {
    for (const [error, types] of [
      [refusal('unsafe-dfu=356D38673332'), 'no'],
      [refusal('unsafe-dfu=356D38673332'), undefined],
      [new FlasherError('read-protected', 'x'), '356D38673332'],
      [refusal('unsafe-dfu='), ''],
    ] as const) {
      const operation = vi.fn(async () => {
        throw error;
      });
      await expect(withConsent(undefined, context(types).context, operation)).rejects.toBe(error);
      expect(operation).toHaveBeenCalledOnce();
    }
  });

  it('is not asked for twice', async () => {
    const error = refusal('unlock=356D38673332');
    const operation = vi.fn(async () => {
      throw error;
    });
    await expect(withConsent(undefined, context('356D38673332').context, operation)).rejects.toBe(error);
    expect(operation).toHaveBeenCalledTimes(2);
  });
});
