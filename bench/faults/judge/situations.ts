// Situations a campaign has to bring about: a rule that held where nothing was at stake says nothing. Told from what the
// engine says while it works.

import type { UpdateEvent } from '@odflash/core';

/** By name; each must come up in a campaign of some length, or the campaign is blind there. */
const situations = {
  'recovering stalled': 'The engine restores the connection after a stall that repeating the block did not resolve.',
  'recovering timeout': '… after a missing answer.',
  'recovering unexpected-reply': '… after answers out of step.',
  'recovering transfer-failed': '… after a failed transfer.',
  'recovering disconnected': '… after the board disconnected.',
  'recovering verify-failed': 'What was read back is wrong.',
  'sector redoing': 'A sector is erased and written again.',
  'note verify-again': 'What had been read back is read again, because the connection failed meanwhile.',
  'note narrow': 'The chip is programmed in bytes from here on.',
  'note resumed': 'An interrupted flash is continued.',
  'note undo-saved': 'An undo backup is saved.',
  'note undo-partial': 'What is saved is not a complete firmware.',
  'note journal-ignored': 'A journal that does not fit is not used.',
  'note not-started': 'The firmware cannot be started.',
  'note update-resumed': 'An interrupted update is continued.',
  'note board-lost': 'A running board disconnects in the middle, and is awaited.',
  'note left-back': 'An update stops, and the board is restarted with its old firmware.',
  'human bring-back-in-dfu': 'The operator is asked to reconnect the board in DFU mode.',
  'human switch-to-run': '… to set the switch to RUN.',
  'human find-bootloader': '… to look for the bootloader.',
  'human bring-back-running': '… to reconnect the board running.',
  'file of another variant': 'A configuration file of a board of another variant is restored.',
  'file of another release': '… of another release.',
  'file of a clone': '… of a clone with blank OTP.',
  'file of odrivetool': '… that does not name its board.',
  'file with absurd values': '… with an implausible value.',
  'foreign sectors': 'The raw configuration sectors of another board are flashed.',
  'second refused': 'A second process is refused, because another one is at work on the board.',
  'second continues': 'A second process that has waited continues when the first one has ended.',
} as const;

/** Those of runs through an ST-Link alone. */
const ofProbes = {
  'recovering swd-failed': '… after a transfer between probe and chip that failed.',
  'recovering target-silent': '… after the chip did not answer.',
  'human check-wiring': 'The operator is asked to look at the wires and the supply of the board.',
} as const;

/** Those that come up over every connection. */
const shared = [
  'recovering stalled',
  'recovering timeout',
  'recovering transfer-failed',
  'recovering disconnected',
  'recovering verify-failed',
  'sector redoing',
  'note verify-again',
  'note resumed',
  'note undo-saved',
  'note update-resumed',
] as const;

export type Situation = keyof typeof situations | keyof typeof ofProbes;

/** Those that a campaign has to bring about. */
export function situationsOf(via: 'stlink' | undefined): Readonly<Partial<Record<Situation, string>>> {
  if (!via) return situations;
  return { ...ofProbes, ...Object.fromEntries(shared.map((name) => [name, situations[name]])) };
}

const isSituation = (name: string): name is Situation =>
  Object.hasOwn(situations, name) || Object.hasOwn(ofProbes, name);

/** The situation an event reports, if it does. */
export function situationOf(event: UpdateEvent): Situation | undefined {
  const name = nameOf(event);
  return name !== undefined && isSituation(name) ? name : undefined;
}

function nameOf(event: UpdateEvent): string | undefined {
  if (event.type === 'recovering' || event.type === 'note') return `${event.type} ${event.code}`;
  if (event.type === 'human') return `human ${event.step}`;
  return event.type === 'sector' ? `sector ${event.progress}` : undefined;
}
