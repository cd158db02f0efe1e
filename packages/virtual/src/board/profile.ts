// Profile texts: `v3.6-56V+dfu,rdp=1,seed=7` = a board, how it is wired, then faults and options by name.

import { type BoardVersion, boardVersion, FlasherError } from '@odflash/core';
import { type Message, message } from '@odflash/core/messages';
import { acceptValue, describeRelease, findProperty, rangeOf } from '@odflash/core/odrive';
import { type BoardSettings, healthy } from '../faults/settings.ts';
import { faultNames, findBoardOption, optionsOfProbe, passingFaults } from '../faults/table.ts';
import { closest } from '../faults/values.ts';
import { quietWire } from '../faults/wire.ts';
import { quietSwd } from '../probe/settings.ts';

/** A virtual board, described. */
export interface Profile {
  /** As it was written. */
  readonly text: string;
  readonly version: BoardVersion;
  /** Where the DIP switch stands; on v3.4, which has none, whether BOOT0 is bridged. */
  readonly bootSwitch: 'dfu' | 'run';
  /** Whether an ST-Link is wired to it. */
  readonly probe: boolean;
  readonly settings: BoardSettings;
}

/** The boards there are profiles for. */
export const profileNames: readonly string[] = ['v3.4-48V', 'v3.5-24V', 'v3.5-48V', 'v3.6-24V', 'v3.6-56V'];

/** Reads a profile text. Throws {@link FlasherError} `usage` that names what was meant, as far as that can be guessed. */
export function parseProfile(text: string): Profile {
  const [head = '', ...boardOptions] = text.trim().split(',');
  const [name = '', ...wiring] = head.split('+');
  const known = profileNames.find((candidate) => candidate.toLowerCase() === name.trim().toLowerCase());
  const version = known && boardVersion(known);
  if (!version) {
    const text = message('virtual-board.unknown-profile', { name: name.trim(), names: profileNames });
    throw usage(text, { profile: name });
  }
  const words = wiring.map((word) => wiredAs(word.trim()));
  const bootSwitch = words.includes('dfu') ? 'dfu' : 'run';
  const settings = boardOptions.reduce(applyBoardOption, healthy);
  refuseWideErrors(settings);
  const probe = words.includes('stlink');
  const idle = probe ? undefined : boardOptions.map(optionName).find((option) => optionsOfProbe.has(option));
  if (idle !== undefined) throw usage(message('virtual-board.without-probe', { name: idle }), { name: idle });
  return { text, version, bootSwitch, probe, settings };
}

/**
 * The settings of a board whose wire and flash have these faults (`stall-at=3,drop-erase=1`) and no others. Throws
 * {@link FlasherError} `usage`, also for what makes another board of it.
 */
export function parseFaults(text: string, { wire, quirks, probe, ...board }: BoardSettings): BoardSettings {
  const { eraseFactor, droppedErases, badWrites, weakWords } = healthy.quirks;
  const sound: BoardSettings = {
    ...board,
    wire: { ...quietWire, staleUntil: wire.staleUntil },
    probe: { ...probe, usb: quietWire, swd: quietSwd },
    quirks: { ...quirks, eraseFactor, droppedErases, badWrites, weakWords },
  };
  const boardOptions = text.split(',').filter((boardOption) => boardOption.trim() !== '');
  for (const boardOption of boardOptions) {
    const name = optionName(boardOption);
    if (!passingFaults.has(name)) throw usage(message('virtual-board.only-at-start', { name }), { name });
  }
  return boardOptions.reduce(applyBoardOption, sound);
}

function optionName(assignment: string): string {
  const [name = ''] = assignment.split('=', 1);
  return name.trim();
}

function wiredAs(word: string): 'dfu' | 'stlink' {
  if (word === 'dfu' || word === 'stlink') return word;
  throw usage(message('virtual-board.unknown-wiring', { name: word }), { word });
}

function applyBoardOption(settings: BoardSettings, assignment: string): BoardSettings {
  const separator = assignment.indexOf('=');
  const name = optionName(assignment);
  const boardOption = findBoardOption(name);
  if (!boardOption) {
    const near = closest(name, faultNames);
    throw usage(message('virtual-board.unknown-option', { name, near }), { name });
  }
  const { value: form } = boardOption;
  if (separator < 0) throw usage(message('virtual-board.value-missing', { name, form }), { name });
  const value = assignment.slice(separator + 1).trim();
  const change = boardOption.read(value, name);
  if (!change) throw usage(message('virtual-board.value-invalid', { name, value, form }), { name, value });
  return change(settings);
}

/** How wide an error is, its firmware decides. One that it does not have is left out. */
function refuseWideErrors({ firmware, errors, startErrors }: BoardSettings): void {
  if (errors.length + startErrors.length === 0) return;
  const tree = describeRelease(firmware)?.tree;
  for (const [name, bits] of [...errors, ...startErrors]) {
    const type = tree && findProperty(tree, name)?.type;
    if (type === undefined || acceptValue(type, bits) !== undefined) continue;
    const [, most = 0n] = rangeOf(type) ?? [];
    const [value, form] = [hex(bits), `0 to ${hex(most)} with firmware ${firmware}`];
    throw usage(message('virtual-board.value-invalid', { name, value, form }), { name, value });
  }
}

const hex = (bits: bigint): string => `0x${bits.toString(16)}`;

function usage(text: Message, details: Readonly<Record<string, string>>): FlasherError {
  return new FlasherError('usage', text, { details, next: message('next.list-virtual') });
}
