// Which ODrive firmware a flash holds, recognised by its bytes as they are in real images: the USB strings name the board, the
// start of .data its exact version since 0.5.3, and from 0.5.x on the descriptor lies in flash as one text. The version is
// nowhere at a fixed place in a real image; images of virtual boards carry the constants behind the strings.

import { type BoardVersion, boardVersion, isFlasherError } from '@odflash/core';
import { boardVersions, firmwareSectors, mainFlash, nominalVoltage } from '@odflash/core/board';
import { imageClaims } from '@odflash/core/image';
import { descriptorChecksum, type ObjectTree, parseDescriptor } from '@odflash/core/odrive';
import { rememberedByBytes } from '../board/cache.ts';
import { describe } from './descriptors.ts';
import { isAsMade, stampChecksum } from './image-checksum.ts';
import { dividerFor, scaleLiteral, tripLiteral } from './motor/bus-scale.ts';
import { type FirmwareTraits, latestRelease, releases, traitsOf } from './releases.ts';

export interface OdriveImage {
  /** The board it was built for. `voltage` is absent where the image does not show it. */
  readonly board: BoardVersion;
  /** What it takes the divider at the bus for. */
  readonly divider: number;
  readonly traits: FirmwareTraits;
  /** The text of endpoint 0, and what it says. */
  readonly json: Uint8Array;
  readonly tree: ObjectTree;
}

const ascii = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const descriptorStart = ascii('[{"name":"","id":0,"type":"json","access":"r"},');
const stringsEnd = ascii(' Native Interface\0');
/** Offsets in the images {@link stampFirmware} makes, clear of the vectors and of the strings. */
const dataOffset = 0x3000;
const literalsOffset = 0x3400;
const descriptorOffset = 0x4000;

/** ODrive's linker gives the firmware sectors 0 to 9. */
const firmwareLength = firmwareSectors.reduce((sum, { length }) => sum + length, 0);

/**
 * The ODrive firmware in `memory`, the main flash; `damaged` if parts of it are missing or are another program's;
 * `undefined` if this is something else.
 */
export function identifyFirmware(memory: Uint8Array): OdriveImage | 'damaged' | undefined {
  return identified(memory.subarray(0, firmwareLength));
}

// Boards restart often, mostly with what they had: looking at the bytes again costs more than the rest of a start.
const identified = rememberedByBytes((flash: Uint8Array): OdriveImage | 'damaged' | undefined => {
  const claims = imageClaims([{ address: mainFlash.address, data: flash }]);
  const { boardVersion: claimed, voltages } = claims;
  if (claimed === undefined) return claims.contradiction === undefined ? undefined : 'damaged';
  const json = findDescriptor(flash);
  const checksum = json && descriptorChecksum(json);
  const constants = findConstants(flash);
  const release = constants?.release ?? (json === undefined ? '0.4.12' : releaseOf(json));
  const traits = traitsOf(release);
  const board = boardVersion(claimed) ?? constants?.board ?? familyBoard(claimed);
  if (!traits || !board) return undefined;
  const divider = dividerFor(voltages?.[0] ?? nominalVoltage(board));
  const described = json !== undefined || traits.generation === '0.4';
  if (!isWhole(flash, constants, { described, scaled: voltages !== undefined })) return 'damaged';
  const own = describe(traits);
  if (!json || checksum === own.checksum) return { board, divider, traits, json: own.json, tree: own.tree };
  const tree = soundTree(json);
  return tree ? { board, divider, traits, json, tree } : 'damaged';
});

/**
 * Made for a virtual board: by its checksum. With the constants of one alone: by its description. Otherwise by what every
 * real image has, and a mixture of two has not.
 */
function isWhole(flash: Uint8Array, constants: Constants | undefined, parts: Parts): boolean {
  const asMade = constants && isAsMade(flash, constants.end);
  return asMade ?? (parts.described && (constants !== undefined || parts.scaled));
}

interface Parts {
  /** Has the description its release carries. */
  readonly described: boolean;
  /** Has the scale of the bus voltage, once. */
  readonly scaled: boolean;
}

function soundTree(json: Uint8Array): ObjectTree | undefined {
  try {
    return parseDescriptor(json);
  } catch (error) {
    if (isFlasherError(error)) return undefined;
    throw error;
  }
}

/**
 * Firmware with an unknown description (a person's own build) behaves like the release it comes nearest to: from 0.5.2 on
 * save_configuration says how it went.
 */
function releaseOf(json: Uint8Array): string {
  const checksum = descriptorChecksum(json);
  const known = releases.find((traits) => describe(traits).checksum === checksum);
  if (known) return known.release;
  return soundTree(json)?.nodes.has('save_configuration.success') === false ? '0.5.1' : latestRelease;
}

/** A board of which only `v3.6` is known. */
function familyBoard(name: string): BoardVersion | undefined {
  const [, major, minor] = /^v(\d)\.(\d)$/.exec(name) ?? [];
  const known = boardVersions.find((board) => board.major === Number(major) && board.minor === Number(minor));
  return known && { name, major: known.major, minor: known.minor };
}

function findDescriptor(flash: Uint8Array): Uint8Array | undefined {
  const start = indexOf(flash, descriptorStart);
  if (start < 0) return undefined;
  const end = flash.indexOf(0, start);
  return end < 0 ? undefined : flash.slice(start, end);
}

interface Constants {
  readonly release: string;
  readonly board: BoardVersion | undefined;
  /** Offset behind them. */
  readonly end: number;
}

const constantsLength = 7;

function findConstants(flash: Uint8Array): Constants | undefined {
  const at = indexOf(flash, stringsEnd);
  if (at < 0) return undefined;
  const [fwMajor, fwMinor, fwRevision, , major, minor, voltage] = flash.subarray(at + stringsEnd.length);
  const release = `${fwMajor}.${fwMinor}.${fwRevision}`;
  const fits = (board: BoardVersion) =>
    board.major === major && board.minor === minor && (board.voltage ?? 0) === voltage;
  const end = at + stringsEnd.length + constantsLength;
  return traitsOf(release) && { release, board: boardVersions.find(fits), end };
}

function indexOf(bytes: Uint8Array, wanted: Uint8Array): number {
  const [first = 0] = wanted;
  for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1)) {
    let equal = 1;
    while (equal < wanted.length && bytes[at + equal] === wanted[equal]) equal++;
    if (equal === wanted.length) return at;
  }
  return -1;
}

/**
 * Puts into an image what {@link identifyFirmware} finds: start-up code's pointers to .data, the fall-back OTP record in
 * .data (0.5.3 on), the literals of its voltage class, the version constants behind the strings, and the descriptor where the
 * image is long enough for it. Last comes a checksum over the whole, which must not be changed after this.
 */
export function stampFirmware(image: Uint8Array, board: BoardVersion, release: string): void {
  const traits = traitsOf(release);
  if (!traits) throw new RangeError(`no virtual board runs firmware ${release}`);
  const { major, minor, voltage = 0 } = board;
  const volts = nominalVoltage(board);
  const constants = [...release.split('.').map(Number), 0, major, minor, voltage];
  const strings = indexOf(image, stringsEnd);
  if (strings >= 0) image.set(constants, strings + stringsEnd.length);
  image.set(scaleLiteral(dividerFor(volts)), literalsOffset);
  image.set(tripLiteral(volts), literalsOffset + 4);
  if (traits.boardCheck === 'unless-blank') stampInitialData(image, [0, 0, 0, major, minor, voltage]);
  if (traits.generation === '0.5') {
    const { json: text } = describe(traits);
    const end = descriptorOffset + text.length;
    if (end < image.length) {
      image.set(text, descriptorOffset);
      image[end] = 0;
    }
  }
  if (strings >= 0) stampChecksum(image, strings + stringsEnd.length + constantsLength);
}

/** The literal pool of ST's start-up code, behind the reset handler: _sidata, _sdata, _edata. */
function stampInitialData(image: Uint8Array, initial: readonly number[]): void {
  if (image.length < dataOffset + 16) return;
  const view = new DataView(image.buffer, image.byteOffset, image.length);
  const handler = view.getUint32(4, true) - mainFlash.address;
  const pool = handler - (handler % 4) + poolDistance;
  const words = [mainFlash.address + dataOffset, 0x2000_0000, 0x2000_0000 + dataLength];
  for (const [index, word] of words.entries()) view.setUint32(pool + 4 * index, word, true);
  image.set(initial, dataOffset);
}

const poolDistance = 0x40;
const dataLength = 0x200;
