import { noise } from '../samples.ts';
import { type Case, file } from './case.ts';

export const consents: readonly Case[] = [
  {
    name: 'a warning that was not accepted',
    words: (at) => ['flash', file(at, 'part.bin', noise(64)), '--address', '0x080A0000'],
    code: 'not-confirmed',
    exit: 3,
  },
  { name: 'an erase that was not confirmed', words: () => ['erase'], code: 'not-confirmed', exit: 3 },
  {
    name: 'an unlock without consent',
    words: () => ['unlock'],
    profile: 'v3.6-56V+dfu,rdp=1',
    code: 'not-confirmed',
    exit: 3,
    says: /erases everything/,
  },
  {
    name: 'an unlock of another board',
    words: () => ['unlock', '--consent', 'unlock=000000000000'],
    profile: 'v3.6-56V+dfu,wrp=3',
    code: 'not-confirmed',
    exit: 3,
  },
];
