import { WriteStream } from 'node:tty';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { colorFor, speaksUnicode } from '../src/render/color.ts';
import type { OutputStream } from '../src/stream.ts';

function sinkOn(isTTY: boolean): OutputStream {
  const stream = Object.assign(Object.create(process.stderr), {
    isTTY,
    getColorDepth: WriteStream.prototype.getColorDepth,
  });
  return { stream, isTTY, columns: 80, failure: undefined, lost: new AbortController().signal, write: () => undefined };
}

afterEach(() => vi.unstubAllEnvs());

describe('colour', () => {
  function red(isTTY: boolean, env: Readonly<Record<string, string | undefined>> = {}): string {
    for (const name of ['NO_COLOR', 'FORCE_COLOR', 'TERM', 'CI']) vi.stubEnv(name, env[name]);
    return colorFor(sinkOn(isTTY), env)('red', 'x');
  }

  it('is for terminals', () => {
    expect(red(true, { TERM: 'xterm-256color' })).toBe('\u001b[31mx\u001b[39m');
    expect(red(false, { TERM: 'xterm-256color' })).toBe('x');
  });

  it('is left out with NO_COLOR and on dumb terminals', () => {
    expect(red(true, { TERM: 'xterm-256color', NO_COLOR: '1' })).toBe('x');
    expect(red(true, { TERM: 'dumb' })).toBe('x');
  });
});

describe('block characters', () => {
  it.each([
    [{ LANG: 'en_US.UTF-8' }, 'linux', true],
    [{ LANG: 'de_DE.utf8' }, 'darwin', true],
    [{ LANG: 'C' }, 'linux', false],
    [{}, 'linux', false],
    [{ LANG: 'en_US.UTF-8', LC_ALL: 'C' }, 'linux', false],
    [{ LANG: 'C', LC_CTYPE: 'C.UTF-8', LC_ALL: '' }, 'linux', true],
    [{ LANG: 'en_US.UTF-8', TERM: 'linux' }, 'linux', false],
    [{ WT_SESSION: 'x' }, 'win32', true],
    [{}, 'win32', false],
  ] as const)('with %o on %s: %s', (env, platform, yes) => expect(speaksUnicode(env, platform)).toBe(yes));
});
