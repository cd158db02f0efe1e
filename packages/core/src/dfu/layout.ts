// The memory layout a DfuSe device hides in the name of each alternate setting (UM0424 §10.3.2):
// @NAME /0xADDRESS/COUNT*SIZEmT,COUNT*SIZEmT… and again /0xADDRESS/… for a second range. Knows no chip.
// Devices in the field write it in many wrong ways; the parser takes what it can and says what was odd. It never throws.

import { mainFlash, type Sector, sectors } from '../board/stm32f405.ts';

/** A row of equal erase units. */
export interface LayoutRegion {
  readonly address: number;
  /** Number of units, at least 1. */
  readonly count: number;
  /** Bytes per unit, at least 1. */
  readonly size: number;
  readonly readable: boolean;
  readonly erasable: boolean;
  readonly writable: boolean;
}

/** A DfuSe memory as its alternate setting describes it (UM0424 §10.3.2). */
export interface MemoryLayout {
  /** The text before the first `/`, trimmed. */
  readonly name: string;
  readonly regions: readonly LayoutRegion[];
  /** What was odd, for people. Empty for a string as specified. */
  readonly remarks: readonly string[];
}

/** More text than a string descriptor can hold (UTF-16: 126 characters) is not read. */
const maxText = 255;
/** No device has more regions; a longer list is garbage. */
const maxRegions = 32;
/** More equal units than this is nonsense (`1001*128Kg` has been seen); fwupd draws the same line. */
const maxUnits = 999;
const addressSpace = 2 ** 32;

const multipliers: Readonly<Record<string, number>> = { B: 1, K: 1024, M: 1024 * 1024 };

// COUNT*SIZE, a multiplier that may be missing, a type letter that may be missing. Widths vary in the field.
const regionPattern = /^\s*(\d{1,6})\s*\*\s*(\d{1,6})(\s*[BKM]|\s*)\s*([a-g]?)\s*$/;
const addressPattern = /^\s*0x([0-9a-fA-F]{1,8})\s*$/i;

/** Reads a layout string. Returns what could be understood; `regions` is empty if nothing could. */
export function parseLayout(text: string): MemoryLayout {
  const remarks: string[] = [];
  if (text.length > maxText) remarks.push(`${text.length} characters, of which ${maxText} are read`);
  const [head = '', ...fields] = text.slice(0, maxText).split('/');
  if (!head.trimStart().startsWith('@')) return { name: head.trim(), regions: [], remarks: ['does not begin with @'] };
  const regions: LayoutRegion[] = [];
  for (let i = 0; i < fields.length; i += 2) {
    const address = addressPattern.exec(fields[i] ?? '')?.[1];
    if (address === undefined) remarks.push(`no address in "${fields[i]}"`);
    else regions.push(...parseGroup(Number.parseInt(address, 16), fields[i + 1] ?? '', remarks));
  }
  if (regions.length > maxRegions) remarks.push(`${regions.length} regions, of which ${maxRegions} are used`);
  return { name: head.trim().slice(1).trim(), regions: regions.slice(0, maxRegions), remarks };
}

/** The regions of one `/0xADDRESS/…` group, laid end to end. Stops at the first one that cannot be read. */
function parseGroup(start: number, list: string, remarks: string[]): LayoutRegion[] {
  const regions: LayoutRegion[] = [];
  let address = start;
  for (const item of list.split(',')) {
    const region = parseRegion(address, item, remarks);
    // What follows an unreadable item would lie at a guessed address.
    if (region === undefined) break;
    regions.push(region);
    address += region.count * region.size;
  }
  return regions;
}

function parseRegion(address: number, item: string, remarks: string[]): LayoutRegion | undefined {
  const [, count = '', sizeDigits = '', multiplier = '', letter = ''] = regionPattern.exec(item) ?? [];
  const size = Number(sizeDigits) * (multipliers[multiplier.trim()] ?? 1);
  if (Number(count) === 0 || size === 0) {
    remarks.push(`cannot read "${item}"`);
    return undefined;
  }
  // Without a type letter nothing is promised but that it can be read.
  const access = letter === '' ? 1 : letter.charCodeAt(0) - 0x60;
  if (letter === '') remarks.push(`no access letter in "${item}"`);
  else if (multiplier === '') remarks.push(`no unit in "${item}", read as bytes`);
  const room = Math.floor((addressSpace - address) / size);
  const units = Math.min(Number(count), maxUnits, room);
  if (units < Number(count)) remarks.push(`"${item}" exceeds the maximum, read as ${units} units`);
  if (units === 0) return undefined;
  return {
    address,
    count: units,
    size,
    readable: (access & 1) !== 0,
    erasable: (access & 2) !== 0,
    writable: (access & 4) !== 0,
  };
}

/** True if `address` lies in one of the layout's regions. */
export function layoutHolds(layout: MemoryLayout, address: number): boolean {
  return layout.regions.some(
    (region) => address >= region.address && address < region.address + region.count * region.size,
  );
}

/** The erase units of every erasable region, numbered from 0 in the order the device lists them. */
export function layoutSectors(layout: MemoryLayout): Sector[] {
  const erasable = layout.regions.filter((region) => region.erasable);
  return erasable
    .flatMap(({ address, count, size }) =>
      Array.from({ length: count }, (_, i) => ({ address: address + i * size, length: size })),
    )
    .map((unit, index) => ({ index, ...unit }));
}

/** True if the layout is exactly the main flash of an STM32F405xG: its sectors, all readable, erasable and writable. */
export function isF405Layout(layout: MemoryLayout): boolean {
  const found = layoutSectors(layout);
  return (
    layout.regions[0]?.address === mainFlash.address &&
    layout.regions.every((region) => region.readable && region.erasable && region.writable) &&
    found.length === sectors.length &&
    sectors.every(({ address, length }, i) => found[i]?.address === address && found[i]?.length === length)
  );
}
