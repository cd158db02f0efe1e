// What can be told of firmware version and board from the bytes of an ODrive image. Claims only what is sure: one voice,
// or several that agree; a board that exists. Knows where ODrive firmware keeps such bytes, no file format.
// ODrive v3 Firmware: version.c (fw_version_*), usbd_desc.c (product strings), board.cpp (OTP fall-back since 0.5.3).

import { boardVersions } from '../board/odrive-v3.ts';
import { ccm, contains, mainFlash, sram } from '../board/stm32f405.ts';
import type { Block } from '../bytes.ts';
import { bytesAt, wordAt } from './lookup.ts';
import type { ImageClaims } from './memory-image.ts';
import { vectorTable } from './vector.ts';

/** Values of ODrive's one-byte version constants by name: `fw_version_major`, `hw_version_minor`, … */
export type VersionSymbols = Readonly<Record<string, number | undefined>>;

/** Reads the claims off segments (of a file, or of what was read from a board), with ELF symbols where there are any. */
export function imageClaims(segments: readonly Block[], symbols: VersionSymbols = {}): ImageClaims {
  const firmwareVersion = firmwareFrom(symbols);
  const boardVersion = boardFrom(segments, symbols);
  return { ...(firmwareVersion && { firmwareVersion }), ...(boardVersion && { boardVersion }) };
}

function firmwareFrom(symbols: VersionSymbols): string | undefined {
  const { fw_version_major: major, fw_version_minor: minor, fw_version_revision: revision } = symbols;
  if (major === undefined || minor === undefined || revision === undefined) return undefined;
  return `${major}.${minor}.${revision}${symbols.fw_version_unreleased ? '-dev' : ''}`;
}

function boardFrom(segments: readonly Block[], symbols: VersionSymbols): string | undefined {
  const spoken = boardInStrings(segments);
  if (spoken.size > 1) return undefined;
  const [family] = spoken;
  const built = boardNamed(symbols.hw_version_major, symbols.hw_version_minor, symbols.hw_version_variant);
  if (built) return family === undefined || built.startsWith(family) ? built : undefined;
  if (family === undefined) return undefined;
  const exact = otpFallback(segments);
  return exact?.startsWith(family) ? exact : family;
}

function boardNamed(major = 0, minor = 0, voltage = 0): string | undefined {
  return boardVersions.find(
    (board) =>
      board.major === major && board.minor === minor && (board.voltage === undefined || board.voltage === voltage),
  )?.name;
}

const capitalO = 0x4f;
const capitalD = 0x44;
const longestProduct = 32;

/** Boards named as `v3.6` by "ODrive 3.6 CDC Interface" or "… Native Interface", in ASCII or UTF-16LE (USB strings). */
function boardInStrings(segments: readonly Block[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { data } of segments) {
    for (let at = data.indexOf(capitalO); at >= 0; at = data.indexOf(capitalO, at + 1)) {
      const stride = data[at + 1] === capitalD ? 1 : data[at + 1] === 0 && data[at + 2] === capitalD ? 2 : 0;
      if (stride === 0) continue;
      const [, major, minor] = /^ODrive (\d+)\.(\d+) (?:CDC|Native) Interface/.exec(textAt(data, at, stride)) ?? [];
      const exists = boardVersions.some((board) => board.major === Number(major) && board.minor === Number(minor));
      if (exists) found.add(`v${Number(major)}.${Number(minor)}`);
    }
  }
  return found;
}

function textAt(data: Uint8Array, at: number, stride: 1 | 2 | 0): string {
  let text = '';
  for (let i = at; text.length < longestProduct && i < data.length; i += stride) {
    const character = data[i] ?? 0;
    const wide = stride === 2 && data[i + 1] !== 0;
    if (character < 0x20 || character > 0x7e || wide) break;
    text += String.fromCharCode(character);
  }
  return text;
}

const fallbackLength = 6;

/** Board in the OTP fall-back `00 00 00 major minor voltage`, the first bytes of .data since firmware 0.5.3. */
function otpFallback(segments: readonly Block[]): string | undefined {
  const source = dataInitialiser(segments);
  const bytes = source === undefined ? undefined : bytesAt(segments, source, fallbackLength);
  if (bytes?.[0] !== 0 || bytes[1] !== 0 || bytes[2] !== 0) return undefined;
  return boardNamed(bytes[3], bytes[4], bytes[5]);
}

const startupLength = 256;

/**
 * Where .data's initial values lie in flash (_sidata). ST's start-up code has it in the literal pool behind the reset
 * handler, next to _sdata and _edata; `undefined` unless exactly one such triple is there.
 */
function dataInitialiser(segments: readonly Block[]): number | undefined {
  const { plausible, resetHandler } = vectorTable({ segments });
  if (!plausible || resetHandler === undefined) return undefined;
  const start = resetHandler - (resetHandler % 4);
  const sources = new Set<number>();
  for (let at = start; at < start + startupLength; at += 4) {
    const [first, second, third] = [wordAt(segments, at), wordAt(segments, at + 4), wordAt(segments, at + 8)];
    if (first === undefined || second === undefined || third === undefined) break;
    if (isInitialiser(segments, first, second, third)) sources.add(first);
    if (isInitialiser(segments, third, first, second)) sources.add(third);
  }
  const [source] = sources;
  return sources.size === 1 ? source : undefined;
}

function isInitialiser(segments: readonly Block[], source: number, start: number, end: number): boolean {
  const length = end - start;
  if (length < fallbackLength || source % 4 !== 0 || start % 4 !== 0) return false;
  const inRam = [sram, ccm].some((ram) => contains(ram, { address: start, length }));
  if (!inRam || !contains(mainFlash, { address: source, length })) return false;
  return bytesAt(segments, source, fallbackLength) !== undefined;
}
