// What is drawn again and again on standard output.

import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { sentence } from '../../../test/support/in-english.ts';
import { openOutput } from '../src/output.ts';
import type { OutputStream } from '../src/stream.ts';
import { screen } from './screen.ts';

function sink(write: (text: string) => void, isTTY: boolean, rows?: number): OutputStream {
  const stream = Object.assign(new PassThrough(), { isTTY, rows }) as unknown as NodeJS.WriteStream;
  return { write, isTTY, columns: 40, failure: undefined, lost: new AbortController().signal, stream };
}

function rig({ isTTY, rows, json }: { isTTY: boolean; rows?: number; json?: true }) {
  const display = screen(40);
  let said = '';
  const stdout = sink(
    (text) => {
      said += text;
      display.write(text);
    },
    isTTY,
    rows,
  );
  const output = openOutput({
    options: { ...(json && { json }) },
    stdout,
    stderr: sink(display.write, isTTY),
    env: { TERM: 'xterm', NO_COLOR: '1', LANG: 'C.UTF-8' },
  });
  return { output, display, said: () => said };
}

it('takes the place of what was drawn before, wrapped lines and lines that are gone included', () => {
  const { output, display } = rig({ isTTY: true });
  output.redraw('status', {}, `first\n${'word '.repeat(20)}`);
  output.redraw('status', {}, 'second\nline');
  output.redraw('status', {}, 'third');
  expect(display.lines()).toEqual(['third']);
});

it('stays where something was said below it', () => {
  const { output, display } = rig({ isTTY: true });
  output.redraw('status', {}, 'before');
  output.event({ type: 'note', code: 'board-lost', text: sentence('The board is gone.') });
  output.redraw('status', {}, 'after');
  output.redraw('status', {}, 'last');
  expect(display.lines()[0]).toBe('before');
  expect(display.lines().join('\n')).toContain('The board is gone.');
  expect(display.lines().at(-1)).toBe('last');
  expect(display.lines().join('\n')).not.toContain('after');
});

it('is cut to the height of the terminal, because what scrolled away cannot be drawn over', () => {
  const { output, display } = rig({ isTTY: true, rows: 6 });
  output.redraw('status', {}, Array.from({ length: 12 }, (_, line) => `line ${line}`).join('\n'));
  expect(display.lines()).toEqual(['line 0', 'line 1', 'line 2', 'line 3', '…']);
});

it('is one after the other in a pipe, and one object each for scripts', () => {
  const pipe = rig({ isTTY: false });
  for (const text of ['one', 'two']) pipe.output.redraw('status', {}, text);
  expect(pipe.said()).toBe('one\ntwo\n');
  const script = rig({ isTTY: true, json: true });
  script.output.redraw('status', { volts: 24 }, 'one');
  expect(script.said()).toBe('{"v":2,"type":"status","volts":24}\n');
});

it('is drawn whole on a terminal that does not know its size', () => {
  const { output, display } = rig({ isTTY: true, rows: 0 });
  output.redraw('status', {}, 'one\ntwo\nthree');
  expect(display.lines()).toEqual(['one', 'two', 'three']);
});
