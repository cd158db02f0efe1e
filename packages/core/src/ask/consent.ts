// Dangers that only a consent by name accepts, as data, and the text they are given and printed in. One grammar, read and
// written here alone. A consent names one board, and where the danger is a value, that value.

import { readBoardVersion } from '../board/odrive-v3.ts';
import { sameSerial } from '../board/serial.ts';

/** What can be consented to for a whole board. */
type PlainDanger =
  /** Work on a board up to v3.4 that is in DFU mode, where it may short its DC supply. */
  | 'unsafe-dfu'
  /** The DC supply of a board up to v3.4 is removed before its chip is stopped: 3.3 V or 5 V feed it. */
  | 'supply-removed'
  /** Removing read or write protection; read protection goes only with everything on the chip. */
  | 'unlock'
  /** Calibration results of another board or motor. */
  | 'calibration'
  /** The configuration sectors as raw bytes. */
  | 'raw-config'
  /** Firmware of another product. */
  | 'foreign';

/**
 * One danger, accepted for exactly one board. `serial` is the board's serial number, in any letter case; of a board whose
 * serial number cannot be read it is the path of its USB port.
 */
export type Consent =
  | { readonly what: PlainDanger; readonly serial: string }
  /** The board is of this version (`v3.6-56V`, `v3.6`), although something on it says otherwise. */
  | { readonly what: 'board'; readonly serial: string; readonly version: string }
  /** This setting takes this value, as it is written. */
  | { readonly what: 'setting'; readonly serial: string; readonly path: string; readonly value: string }
  /** This axis may move. */
  | { readonly what: 'move'; readonly serial: string; readonly axis: number };

type Danger = Consent['what'];

/** How each consent is written after `what=`. */
export const consentForms: Readonly<Record<Danger, string>> = {
  'unsafe-dfu': 'SERIAL',
  'supply-removed': 'SERIAL',
  unlock: 'SERIAL',
  board: 'SERIAL:VERSION',
  setting: 'SERIAL:PATH=VALUE',
  calibration: 'SERIAL',
  'raw-config': 'SERIAL',
  foreign: 'SERIAL',
  move: 'SERIAL:axisN',
};

/** The consent in its text, or `undefined` if it is not one. A port path may contain colons: the last one divides. */
export function readConsent(text: string): Consent | undefined {
  const [, what, rest] = /^([a-z-]+)=(.+)$/s.exec(text) ?? [];
  if (what === undefined || rest === undefined || !isDanger(what)) return undefined;
  if (what === 'setting') {
    const [, serial, path, value] = /^([^=]+):([A-Za-z_][\w.]*)=(.*)$/s.exec(rest) ?? [];
    if (serial === undefined || path === undefined || value === undefined) return undefined;
    return { what, serial, path, value };
  }
  const [, serial, last] = /^(.+):([^:]+)$/s.exec(rest) ?? [];
  if (what === 'board') {
    const version = last === undefined ? undefined : readBoardVersion(last)?.name;
    return serial !== undefined && version !== undefined ? { what, serial, version } : undefined;
  }
  if (what === 'move') {
    const axis = /^axis([0-9])$/.exec(last ?? '')?.[1];
    return serial !== undefined && axis !== undefined ? { what, serial, axis: Number(axis) } : undefined;
  }
  return rest.includes('=') ? undefined : { what, serial: rest };
}

function isDanger(text: string): text is Danger {
  return Object.hasOwn(consentForms, text);
}

/** What {@link readConsent} reads: `board=356D38673332:v3.6-56V`. */
export function consentText(consent: Consent): string {
  const { what, serial } = consent;
  switch (consent.what) {
    case 'board':
      return `${what}=${serial}:${consent.version}`;
    case 'setting':
      return `${what}=${serial}:${consent.path}=${consent.value}`;
    case 'move':
      return `${what}=${serial}:axis${consent.axis}`;
    default:
      return `${what}=${serial}`;
  }
}

/** Whether both accept the same danger for the same board. */
export function sameConsent(a: Consent, b: Consent): boolean {
  return sameSerial(a.serial, b.serial) && consentText({ ...a, serial: '' }) === consentText({ ...b, serial: '' });
}

/** What a person types to name this board: its serial number, or the path of its port where it shows none. */
export function consentName(device: { readonly serial?: string | undefined; readonly path: string }): string {
  return device.serial ?? device.path;
}
