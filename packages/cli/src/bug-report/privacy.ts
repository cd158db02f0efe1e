// What a bug report must not tell: who sits at which machine, and which board it is. Replaces names in any text; serial
// numbers keep their length, so that a trace with masked ones can still be replayed.

import { hexBytes } from '@odflash/core';

export interface Secrets {
  readonly home: string;
  /** Names of the person, as the system knows them. */
  readonly users: readonly string[];
  /** Names of this machine, and of others that were talked to. */
  readonly hosts: readonly string[];
  readonly serials: readonly string[];
}

export type Scrub = (text: string) => string;

/** Names that belong to nobody in particular, and are words besides. */
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
  const rules: (readonly [RegExp, string])[] = [
    ...homes(home).map((path) => [new RegExp(`${escaped(path)}(?![\\p{L}\\p{N}_])`, 'gu'), '~'] as const),
    ...names(hosts).map((name) => [whole(name, 'giu'), 'HOST'] as const),
    ...names(users).map((name) => [whole(name, 'gu'), 'USER'] as const),
    ...longestFirst(serials).flatMap((serial, index) => serialRules(serial, index + 1)),
  ];
  return (text) => rules.reduce((result, [pattern, instead]) => result.replace(pattern, instead), text);
}

/** Every text inside `value`, keys included, without what is secret. */
export function scrubbed(value: unknown, scrub: Scrub): unknown {
  if (typeof value === 'string') return scrub(value);
  if (Array.isArray(value)) return value.map((item) => scrubbed(item, scrub));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [scrub(key), scrubbed(item, scrub)]));
}

/** A home folder as paths are written: with either slash, and with backslashes doubled as JSON has them. */
function homes(home: string): readonly string[] {
  const path = home.replace(/[\\/]+$/, '');
  if (path.length < 2) return [];
  return longestFirst([path, path.replaceAll('\\', '/'), path.replaceAll('\\', '\\\\')]);
}

/** A machine `anna-laptop.example.org` is known as `anna-laptop`, too. */
function names(all: readonly string[]): readonly string[] {
  const parts = all.flatMap((name) => [name, name.split('.')[0] ?? '']);
  return longestFirst(parts.filter((name) => name.length > 1 && !common.includes(name.toLowerCase())));
}

function longestFirst(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].filter((text) => text !== '').sort((a, b) => b.length - a.length);
}

/** The name as a word of its own, not as a part of one. */
function whole(name: string, flags: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])${escaped(name)}(?![\\p{L}\\p{N}])`, flags);
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

/** A serial number as text, as the string descriptor that carries it, and as the number a running ODrive gives. */
function serialRules(serial: string, number: number): readonly (readonly [RegExp, string])[] {
  const mask = String(number).padStart(serial.length, 'X').slice(-serial.length);
  const utf16 = (text: string) => [...Buffer.from(text, 'utf16le')];
  const forms: [number[], number[]][] = [
    [utf16(serial.toUpperCase()), utf16(mask)],
    [utf16(serial.toLowerCase()), utf16(mask)],
  ];
  if (/^[0-9A-F]{12}$/i.test(serial)) {
    const bytes = [...Buffer.from(serial, 'hex')].reverse();
    forms.push([bytes, bytes.map((_, index) => (index === 0 ? number & 0xff : 0))]);
  }
  const inHex = forms.flatMap(([found, instead]) =>
    ['', ' '].map((between) => [new RegExp(hexBytes(found, between), 'gi'), hexBytes(instead, between)] as const),
  );
  return [[whole(serial, 'giu'), mask], ...inHex];
}

/**
 * Serial numbers of STM32 chips in a text, whether or not such a board is plugged in now: 12 hex digits by themselves, as
 * logs and file names have them. Not for traces, where a status is 12 digits, too.
 */
export function serialsIn(text: string): readonly string[] {
  const found = text.match(/(?<![0-9A-Za-z])[0-9A-F]{12}(?![0-9A-Za-z])/g) ?? [];
  return [...new Set(found)].filter((digits) => /[A-F]/.test(digits) || !/^20\d{6}/.test(digits));
}
