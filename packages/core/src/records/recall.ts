// Which records may be of the board in hand, before its flash is looked at: by the number of its chip and by its port.

import { chipOf, sameSerial } from '../board/serial.ts';
import { classifyDevice } from '../discovery/find.ts';
import { messageOf } from '../errors.ts';
import type { UsbBus, Vault } from '../ports.ts';
import type { ChipKey } from '../target/chip.ts';
import type { BoardRecord } from './board-record.ts';
import { isInPlace, sameChip } from './match.ts';
import { readRecords, type StoredRecord } from './store.ts';
import type { UnusableRecord } from './unusable.ts';

/** What is remembered of a board. */
export interface Recalled {
  /** Those of its port first. Not those of boards that are plugged in elsewhere. */
  readonly candidates: readonly StoredRecord[];
  /** Files that may be of this board and cannot be used. */
  readonly unusable: readonly UnusableRecord[];
  /** Files that were not looked at, because there are too many. */
  readonly unread: number;
  /** Why the vault, or one of its records, could not be read. */
  readonly failure?: string | undefined;
}

const nothing: Recalled = { candidates: [], unusable: [], unread: 0 };

/** Never throws: a run without a past is still a run, but must say that it does not know it. */
export async function recall(vault: Vault, bus: UsbBus, device: ChipKey): Promise<Recalled> {
  try {
    const chip = chipOf(device.serial);
    const { stored, unusable, ...others } = await readRecords(vault);
    const possible = stored.filter(({ record }) => mayBe(record, device, chip));
    const taken = possible.length > 0 ? await clonePaths(bus, device) : [];
    const own = possible.filter(({ record }) => record.path === device.path || !taken.includes(record.path));
    const isHere = ({ record }: StoredRecord) => isInPlace(record, device);
    return {
      ...others,
      candidates: [...own.filter(isHere), ...own.filter((one) => !isHere(one))],
      unusable: unusable.filter((one) => one.chip === undefined || chip === undefined || one.chip === chip),
    };
  } catch (cause) {
    return { ...nothing, failure: messageOf(cause) };
  }
}

/**
 * A board whose number cannot be read may be any, at its port, or where no port is known; elsewhere the name it shows must be
 * the one of the record.
 */
function mayBe(record: BoardRecord, device: ChipKey, chip: string | undefined): boolean {
  const same = sameChip(record, chip);
  if (same !== 'unknown') return same === 'same';
  const mayBeHere = device.nameOnly || record.path === device.path;
  return mayBeHere || sameSerial(record.serial, device.serial) || noName(record, device);
}

function noName(record: BoardRecord, device: ChipKey): boolean {
  return record.chip === undefined && record.serial === undefined && device.serial === undefined;
}

/**
 * Where boards with the same serial number are plugged in: the records of other ports are theirs. Of a chip behind a probe the
 * one board with its number is the chip itself.
 */
async function clonePaths(bus: UsbBus, device: ChipKey): Promise<readonly string[]> {
  const devices = await bus.list();
  const boards = devices.filter((other) => classifyDevice(other) !== 'other');
  const isProbed = devices.some(({ path }) => path === device.path) && !boards.some(({ path }) => path === device.path);
  const same = boards.filter(({ serial }) => serial === undefined || sameSerial(serial, device.serial));
  const [itself, second] = same;
  if (isProbed && itself?.serial !== undefined && second === undefined) return [];
  return same.map(({ path }) => path);
}
