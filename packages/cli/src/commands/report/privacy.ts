// What a bug report must not reveal: who sits at which machine, and which board it is. Replaces names in any text. What a
// serial number looks like is serials.ts's.

import { isMessage, message } from '@odflash/core/messages';
import { say } from '../../render/say.ts';
import { type Rule, serialRules } from './serials.ts';

export interface Secrets {
  readonly home: string;
  /** Names of the person, as the system knows them. */
  readonly users: readonly string[];
  /** Names of this machine, and of others that were talked to. */
  readonly hosts: readonly string[];
  readonly serials: readonly string[];
}

export type Scrub = (text: string) => string;

/** Names that identify no person, and are words as well. */
const common: readonly string[] = [
  'root',
  'user',
  'admin',
  'administrator',
  'node',
  'pi',
  'ubuntu',
  'debian',
  'runner',
  'guest',
  'localhost',
];

/** Replaces what is secret in a text. */
export function scrubber({ home, users, hosts, serials }: Secrets): Scrub {
  const rules: readonly Rule[] = [
    ...homes(home).map((path) => named(new RegExp(`${escaped(path)}(?![\\p{L}\\p{N}_])`, 'gu'), '~')),
    ...names(hosts).map((name) => named(whole(name, 'giu'), 'HOST')),
    ...names(users).map((name) => named(whole(name, 'gu'), 'USER')),
    ...maxFirst(serials).flatMap((serial, index) => serialRules(serial, index + 1)),
  ];
  return (text) => rules.reduce((result, { pattern, instead }) => result.replace(pattern, instead), text);
}

/** Every text inside `value`, keys included, without what is secret. Messages become sentences, quoted whole: a code names no person. */
export function scrubbed(value: unknown, scrub: Scrub): unknown {
  if (typeof value === 'string') return scrub(value);
  if (isMessage(value)) return message('common.quoted', { text: scrub(say(value)) });
  if (Array.isArray(value)) return value.map((item) => scrubbed(item, scrub));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [scrub(key), scrubbed(item, scrub)]));
}

/** A home folder as paths are written: with either slash, and with backslashes doubled as JSON has them. */
function homes(home: string): readonly string[] {
  const path = home.replace(/[\\/]+$/, '');
  if (path.length < 2) return [];
  return maxFirst([path, path.replaceAll('\\', '/'), path.replaceAll('\\', '\\\\')]);
}

/** A machine `anna-laptop.example.org` is known as `anna-laptop`, too. */
function names(all: readonly string[]): readonly string[] {
  const parts = all.flatMap((name) => [name, name.split('.')[0] ?? '']);
  return maxFirst(parts.filter((name) => name.length > 1 && !common.includes(name.toLowerCase())));
}

function maxFirst(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].filter((text) => text !== '').sort((a, b) => b.length - a.length);
}

function named(pattern: RegExp, instead: string): Rule {
  return { pattern, instead: () => instead };
}

/** The name as a word of its own, not as a part of one. */
function whole(name: string, flags: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])${escaped(name)}(?![\\p{L}\\p{N}])`, flags);
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
