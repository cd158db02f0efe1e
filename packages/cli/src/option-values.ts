// The values of options, from text: each reader gives a value or throws what commander prints.

import { type Consent, consentForms, readConsent } from '@odflash/core/ask';
import { invalidValue } from './invalid-value.ts';

/** Where a USB/IP server listens. */
export interface ServerAddress {
  readonly host: string;
  /** Absent: the protocol's own, 3240. */
  readonly port?: number | undefined;
}

type Reader<T> = (value: string) => T;

/** An option that may be given once; silently taking the last of two would be an arbitrary decision. */
export function single<T>(read: Reader<T>): (value: string, previous: T | undefined) => T {
  return (value, previous) => {
    if (previous !== undefined) throw invalidValue('expected.once');
    return read(value);
  };
}

/** An option that may be given several times. */
export function collect<T>(read: Reader<T>): (value: string, previous: readonly T[] | undefined) => readonly T[] {
  return (value, previous = []) => [...previous, read(value)];
}

/** Any text but another option: `--serial --json` is a forgotten value. */
export function text(value: string): string {
  // Standard input is not read, and what is recorded all along does not go where results go.
  if (value === '-') throw invalidValue('expected.no-stream');
  return output(value);
}

/** The name of a file for a result, `-` for standard output. */
export function output(value: string): string {
  if (value === '' || value.startsWith('--')) throw invalidValue('expected.value');
  return value;
}

/** A whole number below 2^32, decimal or 0x hexadecimal. */
export function number32(value: string): number {
  const result = parsed32(value);
  if (Number.isNaN(result)) throw invalidValue('expected.number');
  return result;
}

/** NaN for anything else. */
function parsed32(value: string): number {
  const result = /^(0x[0-9a-f]+|[0-9]+)$/i.test(value) ? Number(value) : Number.NaN;
  return result <= 0xffff_ffff ? result : Number.NaN;
}

/** A whole number from 1 on. */
export function atLeastOne(value: string): number {
  const number = parsed32(value);
  if (!(number >= 1)) throw invalidValue('expected.number-from-one');
  return number;
}

/** A TCP port, 0 for any free one. */
export function port(value: string): number {
  if (/^\d{1,5}$/.test(value) && Number(value) <= 0xffff) return Number(value);
  throw invalidValue('expected.port');
}

/** Seconds as milliseconds: `10`, `0.5`, `90s`, `5m`, `1h`. */
export function duration(value: string): number {
  const [, amount, unit = 's'] = /^(\d+(?:\.\d+)?|\.\d+)(s|m|h)?$/.exec(value) ?? [];
  const ms = Number(amount) * { s: 1_000, m: 60_000, h: 3_600_000 }[unit as 's' | 'm' | 'h'];
  // Timers count to 2^31 milliseconds.
  if (ms > 0 && ms < 0x7fff_ffff) return ms;
  throw invalidValue('expected.duration');
}

/** `HOST`, `HOST:PORT` or `[IPV6]:PORT`. */
export function serverAddress(value: string): ServerAddress {
  const [, v6, name, port] = /^(?:\[([^\]\s]+)\]|([^:\s]+))(?::([0-9]{1,5}))?$/.exec(value) ?? [];
  const host = v6 ?? name;
  if (host === undefined || Number(port ?? 0) > 0xffff) throw invalidValue('expected.server');
  return { host, port: port === undefined ? undefined : Number(port) };
}

/** `ADDRESS:LENGTH`, both as {@link number32}. */
export function range(value: string): { address: number; length: number } {
  const [address, length, ...rest] = value.split(':');
  if (address === undefined || length === undefined || rest.length > 0) throw invalidValue('expected.range');
  const result = { address: number32(address), length: number32(length) };
  if (result.length === 0) throw invalidValue('expected.length');
  return result;
}

/** One danger for one board, in the grammar of the library. */
export function consent(value: string): Consent {
  const read = readConsent(value);
  if (read) return read;
  const forms = Object.entries(consentForms).map(([what, form]) => `${what}=${form}`);
  throw invalidValue('expected.one-of', { words: forms });
}
