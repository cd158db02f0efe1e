import { expect, it } from 'vitest';
import { FlasherError, textOf } from '../src/errors.ts';
import { message } from '../src/messages/message.ts';

it('a failure is quoted inside another one by its message, and a foreign error by its text', () => {
  const declined = message('asking.declined');
  expect(textOf(new FlasherError('not-confirmed', declined))).toEqual(declined);
  expect(textOf(new Error('EACCES'))).toEqual(message('common.quoted', { text: 'EACCES' }));
  expect(textOf('gone')).toEqual(message('common.quoted', { text: 'gone' }));
});

it('a message in a log is one line, whatever its numbers are', () => {
  const error = new FlasherError('internal', message('asking.warnings-open', { count: Number.NaN }));
  expect(error.message).toBe('asking.warnings-open {"count":"NaN"}');
  const large = { code: 'asking.warnings-open', params: { count: 2n ** 64n } } as never;
  expect(new FlasherError('internal', large).message).toBe('asking.warnings-open {"count":"18446744073709551616"}');
});
