// What udev rules that lie on a machine do for a device: other people's text, as udev reads it. No I/O.

import type { UsbId } from '@odflash/core/board';
import type { UdevRuleFile } from './facts.ts';
import { hex } from './udev-rule.ts';

/**
 * Whom a person's rules open a device to. `seat`: the person at the screen. `late`: it would be them, but the file sorts behind
 * 73-seat-late.rules.
 */
export interface RuleCover {
  readonly reach: 'none' | 'group' | 'late' | 'seat' | 'everyone';
  /** The file of a rule whose `uaccess` tag comes too late to be acted upon. */
  readonly late?: string;
  /** The group of a rule that reaches one. */
  readonly group?: string | undefined;
}

/** Looks for lines that name the device and give rights, as the rules of ODrive, OpenOCD and many others do. */
export function ruleCover(files: readonly UdevRuleFile[], id: UsbId): RuleCover {
  const found = files.flatMap(({ path, text }) =>
    logicalLines(text)
      .filter((line) => names(line, id))
      .map((line) => ({ path, line })),
  );
  const lines = found.map(({ line }) => line);
  if (lines.some((line) => /\bMODE\s*:?=\s*"0?66[67]"/.test(line))) return { reach: 'everyone' };
  const tagged = found.filter(({ line }) => /\bTAG\s*\+=\s*"uaccess"/.test(line));
  if (tagged.some(({ path }) => isBeforeSeats(path))) return { reach: 'seat' };
  const [late] = tagged;
  if (late) return { reach: 'late', late: late.path };
  const group = lines.map((line) => /\bGROUP\s*:?=\s*"([^"]+)"/.exec(line)?.[1]).find((name) => name !== undefined);
  return group === undefined ? { reach: 'none' } : { reach: 'group', group };
}

/** Rules are read in the order of their file names, whatever folder they are in (udev(7)). */
function isBeforeSeats(path: string): boolean {
  return (path.split(/[\\/]/).at(-1) ?? '') < '73-seat-late.rules';
}

/** True if a file of rules makes ModemManager leave ODrive's boards alone. */
export function keepsModemManagerAway(files: readonly UdevRuleFile[]): boolean {
  const inForce = files.map(({ text }) => logicalLines(text).join('\n'));
  return inForce.some((text) => /1209/.test(text) && /ID_MM_DEVICE_IGNORE/.test(text));
}

/** Lines without comments, continued ones joined. */
function logicalLines(text: string): readonly string[] {
  const joined = text.replaceAll(/\\\r?\n/g, ' ');
  return joined.split(/\r?\n/).filter((line) => !line.trimStart().startsWith('#'));
}

function names(line: string, { vendorId, productId }: UsbId): boolean {
  const value = (attribute: string) => new RegExp(`\\bATTRS?\\{${attribute}\\}\\s*==\\s*"([^"]*)"`).exec(line)?.[1];
  const vendor = value('idVendor');
  const product = value('idProduct');
  if (vendor === undefined || !matches(vendor, hex(vendorId))) return false;
  // A rule for the whole vendor covers the product as well.
  return product === undefined || matches(product, hex(productId));
}

/** udev's patterns: `*`, `?`, `[1-3]` and `|` between alternatives (udev(7)). */
function matches(pattern: string, value: string): boolean {
  const expression = pattern
    .toLowerCase()
    .replaceAll(/[.+^${}()\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  try {
    return new RegExp(`^(?:${expression})$`).test(value);
  } catch {
    return false;
  }
}
