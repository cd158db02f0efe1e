// The boards and machines of the campaign: what differs from board to board and from host to host without being a fault.

import type { HostName } from '@odflash/virtual';
import type { Rng } from '../types.ts';

const versions = ['v3.5-24V', 'v3.5-48V', 'v3.6-24V', 'v3.6-56V'] as const;

/** Options of the virtual board that a flasher has to live with; each is a device that exists, or an open question. */
const quirks: readonly string[] = [
  'start=idle',
  'poll=0',
  'poll=max',
  'busy=stall:2',
  'busy=dnbusy:3',
  'busy=stuck',
  'clrstatus=strict',
  'clrstatus=unknown',
  'abort-in-error=ignored',
  'abort-in-error=idle',
  'max-transfer=1024',
  'block-step=length',
  'read-over-end=error',
  'bus-reset=keep',
  'bus-reset=error',
  'bus-reset=restart',
  'leave=vanishes-before',
  'leave=vanishes-during',
  'leave=stays',
  'feature=refused',
  'feature=ignored',
  'feature=pretends',
  'serial-form=utf8',
  'serial-form=fysetc',
  'serial-drifts=yes',
  'rom=v3.1',
  'rom=v3.0',
  'flash-times=maximum',
  'wrp-reserved=15',
  'stale-until=any-out',
  'stale-until=never',
  'otp=blank',
];

/**
 * Boards that no update of a running board gets through without an operator or a file: one that changes its name between
 * firmware and ROM cannot be distinguished from another one, and a ROM that does not leave needs the power-cycle.
 */
const unsuitableForUpdate = ['serial-drifts', 'serial-form', 'leave=stays'];

/** A profile text without its seed. Six in ten boards are as the book says. */
export function drawBoard(rng: Rng, isUpdated: boolean): string {
  const options = new Map<string, string>();
  const count = rng.weighted([
    { count: 0, weight: 6 },
    { count: 1, weight: 3 },
    { count: 2, weight: 1 },
  ]).count;
  for (let drawn = 0; drawn < count; drawn++) {
    const option = rng.pick(quirks);
    if (isUpdated && unsuitableForUpdate.some((start) => option.startsWith(start))) continue;
    options.set(option.split('=')[0] ?? option, option);
  }
  return [rng.pick(versions), ...options.values()].join(',');
}

/** Machines a board is flashed from. */
const hosts: readonly { readonly host: HostName; readonly weight: number }[] = [
  { host: 'linux', weight: 3 },
  { host: 'windows', weight: 2 },
  { host: 'chrome', weight: 2 },
  { host: 'chrome-windows', weight: 2 },
];

export function drawHost(rng: Rng): HostName {
  return rng.weighted(hosts).host;
}

/** Another version than that one. */
export function otherVersion(rng: Rng, own: string): string {
  return rng.pick(versions.filter((version) => version !== own));
}

/** `v3.6-56V`, without the options. */
export function boardIn({ board }: { readonly board: string }): string {
  return board.split(',')[0] ?? '';
}
