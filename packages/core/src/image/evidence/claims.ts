// What is known of firmware version and board from the bytes of an ODrive image: of a file, or of what was read from a
// board. Claims only what is sure: one voice, or several that agree; a board that exists. Knows where ODrive firmware keeps
// such bytes, no file format.
// ODrive v3 Firmware: version.c (fw_version_*), usbd_desc.c (product strings), board.cpp (OTP fall-back since 0.5.3).

import { type BoardVersion, boardVersions, firmwareRange, nominalVoltage } from '../../board/odrive-v3.ts';
import { type Block, cut } from '../../bytes.ts';
import { type Message, message } from '../../messages/message.ts';
import { bytesAt } from '../lookup.ts';
import type { ImageClaims } from '../memory-image.ts';
import { productIn } from './product.ts';
import { dataInitialiser, programOf } from './startup.ts';
import { isMixedScale, voltagesIn } from './voltage.ts';

/** Values of ODrive's one-byte version constants by name: `fw_version_major`, `hw_version_minor`, … */
export type VersionSymbols = Readonly<Record<string, number | undefined>>;

/**
 * Reads the claims off segments (of a file, or of what was read from a board), with ELF symbols where there are any. The
 * configuration sectors are left out: what a person has set there is no claim of the firmware.
 */
export function imageClaims(segments: readonly Block[], symbols: VersionSymbols = {}): ImageClaims {
  const firmwareVersion = firmwareFrom(symbols);
  const firmware = segments.flatMap((segment) => cut(segment, firmwareRange) ?? []);
  const program = programOf(firmware);
  const board = boardFrom(program, symbols);
  const claimed = board.boardVersion !== undefined || board.contradiction !== undefined;
  const product = claimed ? undefined : productIn(program);
  return { firmwareVersion, ...board, product };
}

function firmwareFrom(symbols: VersionSymbols): string | undefined {
  const { fw_version_major: major, fw_version_minor: minor, fw_version_revision: revision } = symbols;
  if (major === undefined || minor === undefined || revision === undefined) return undefined;
  return `${major}.${minor}.${revision}${symbols.fw_version_unreleased ? '-dev' : ''}`;
}

type BoardClaims = Pick<ImageClaims, 'boardVersion' | 'voltages' | 'contradiction'>;

function boardFrom(segments: readonly Block[], symbols: VersionSymbols): BoardClaims {
  const voltages = voltagesIn(segments);
  const scale = voltages && { voltages };
  const spoken = boardInStrings(segments);
  const [family] = spoken;
  const built = boardNamed(symbols.hw_version_major, symbols.hw_version_minor, symbols.hw_version_variant);
  if (built && (spoken.size > 1 || (family !== undefined && !built.name.startsWith(family))))
    return {
      contradiction: message('evidence.built-and-named', { built: built.name, named: [...spoken] }),
      ...scale,
    };
  if (spoken.size > 1) return { ...scale };
  const fallback = built ?? otpFallback(segments);
  const exact = built ?? (family !== undefined && fallback?.name.startsWith(family) ? fallback : undefined);
  if (exact && voltages && !voltages.includes(nominalVoltage(exact))) return { contradiction: scaled(exact, voltages) };
  if (exact && isMixedScale(segments)) return { boardVersion: familyOf(exact) };
  if (exact) return { boardVersion: exact.name, ...scale };
  if (family === undefined) return { ...scale };
  const fitting = familyMembers(family).filter((board) => !voltages || voltages.includes(nominalVoltage(board)));
  const [only] = fitting;
  if (!only) return { contradiction: scaled({ name: family }, voltages ?? []) };
  return { boardVersion: fitting.length === 1 ? only.name : family, ...scale };
}

function scaled({ name }: { readonly name: string }, voltages: readonly number[]): Message {
  return message('evidence.named-and-measured', { named: name, voltages });
}

/** `v3.6` of `v3.6-56V`. */
function familyOf({ major, minor }: BoardVersion): string {
  return `v${major}.${minor}`;
}

function familyMembers(family: string): readonly BoardVersion[] {
  return boardVersions.filter(({ name }) => name.startsWith(family));
}

function boardNamed(major = 0, minor = 0, voltage = 0): BoardVersion | undefined {
  return boardVersions.find(
    (board) =>
      board.major === major && board.minor === minor && (board.voltage === undefined || board.voltage === voltage),
  );
}

const capitalO = 0x4f;
const capitalD = 0x44;
const maxProduct = 32;

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
  for (let i = at; text.length < maxProduct && i < data.length; i += stride) {
    const character = data[i] ?? 0;
    const wide = stride === 2 && data[i + 1] !== 0;
    if (character < 0x20 || character > 0x7e || wide) break;
    text += String.fromCharCode(character);
  }
  return text;
}

const fallbackLength = 6;

/** Board in the OTP fall-back `00 00 00 major minor voltage`, the first bytes of .data since firmware 0.5.3. */
function otpFallback(segments: readonly Block[]): BoardVersion | undefined {
  const source = dataInitialiser(segments);
  const bytes = source && bytesAt(segments, source.address, fallbackLength);
  if (bytes?.[0] !== 0 || bytes[1] !== 0 || bytes[2] !== 0) return undefined;
  return boardNamed(bytes[3], bytes[4], bytes[5]);
}
