import { expect, it } from 'vitest';
import { message } from '../../core/src/messages/message.ts';
import { commandMessage } from '../src/command-line/index.ts';
import { english } from '../src/en/index.ts';
import { speaker } from '../src/speaker.ts';

const say = speaker(english);

it('a message inside another one is worded too', () => {
  const finding = message('asking.warnings-open', { count: 2 });
  expect(say(message('asking.confirmed', { finding }))).toBe('2 warnings need confirmation. Confirmed.');
});

it('what came from outside cannot move a cursor, and is cut after 1000 characters', () => {
  const typed = `\u001b[2J${'x'.repeat(2000)}`;
  const text = say(message('asking.consent-wrong', { typed, named: 'port', expected: '1-1\u202e' }));
  expect(text).toContain(String.raw`'\u001b[2Jxxx`);
  expect(text).toContain(String.raw`the port path 1-1\u202e.`);
  expect(text.length).toBeLessThan(1200);
});

it.each([
  ['posix', "'C:\\my boards\\undo.dfu'"],
  ['windows', '"C:\\my boards\\undo.dfu"'],
] as const)('a path in a command is one word of a %s shell', (shell, word) => {
  const back = commandMessage('result.back-by-restore', { path: 'C:\\my boards\\undo.dfu' });
  expect(speaker(english, shell)(back)).toBe(`To go back: odflash restore ${word}`);
});

it('a code that the language does not have is given with its parameters', () => {
  expect(say({ code: 'newer.code', params: { bytes: 3 } })).toBe('newer.code {"bytes":3}');
  expect(say({ code: 'constructor', params: undefined })).toBe('constructor {}');
});

it('a board whose serial number is not known, as over USB/IP while another program has it, is named by its port alone', () => {
  const taken = message('records.board-taken', { device: { serial: undefined, path: '1-1' } });
  expect(say(taken)).toBe('Another odflash is using the board at 1-1.');
});
