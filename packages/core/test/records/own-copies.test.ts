// Copies that odflash made itself may go back to where they came from, whatever they are. Taking another chip's, or another
// firmware's, for one of them would put its limits and calibration onto this board unasked.

import { describe, expect, it } from 'vitest';
import { sectors } from '../../src/board/stm32f405.ts';
import { imageHash } from '../../src/image/image-hash.ts';
import { fingerprintSectors, isOwnCopy, rawHash, recordRawCopy } from '../../src/records/raw-configuration.ts';
import { isUndoOf, recordUndoCopy } from '../../src/records/undo-copy.ts';
import { firmware, imageOf, memoryVault } from '../flash/bench.ts';
import { chip, hash } from './records.ts';

type Vault = ReturnType<typeof memoryVault>;

/** Rewrites the one file there is. */
function edit(vault: Vault, change: (text: string) => string | Uint8Array): void {
  const [[name, bytes]] = [...vault.files] as [[string, Uint8Array]];
  const changed = change(new TextDecoder().decode(bytes));
  vault.files.set(name, typeof changed === 'string' ? new TextEncoder().encode(changed) : changed);
}

/** What a file may have become; none of it is believed. */
const damages: readonly [what: string, change: (text: string) => string | Uint8Array][] = [
  ['cut off', (text) => text.slice(0, -1)],
  ['empty', () => ''],
  ['no object', () => 'null'],
  ['of a later format', (text) => text.replace('"version":1', '"version":2')],
  ['longer than any that odflash writes', (text) => text.replace('{', `{${' '.repeat(4096)}`)],
  ['no text', (text) => Uint8Array.of(...new TextEncoder().encode(text.replace('}', ',"x":"')), 0xff, 0x22, 0x7d)],
];

describe('an undo backup', () => {
  const image = imageOf(firmware(3));
  const saved = async () => {
    const vault = memoryVault();
    await recordUndoCopy(vault, { chip, image: imageHash(image) });
    return vault;
  };

  it('is known again on the chip it was saved from, however that shows its number, and on no other', async () => {
    const vault = await saved();
    expect(await isUndoOf(vault, image, { serial: chip, otp: undefined })).toBe(true);
    expect(await isUndoOf(vault, image, { serial: chip.toLowerCase(), otp: undefined })).toBe(true);
    for (const other of ['000000000000', 'STM32FxSTM32', undefined])
      expect(await isUndoOf(vault, image, { serial: other, otp: undefined })).toBe(false);
    expect(await isUndoOf(vault, imageOf(firmware(4)), { serial: chip, otp: undefined })).toBe(false);
  });

  it('is not known on a chip with the same number whose OTP says something else', async () => {
    const known = async (saved: string | undefined, found: string | undefined) => {
      const vault = memoryVault();
      await recordUndoCopy(vault, { chip, image: imageHash(image), otp: saved });
      return isUndoOf(vault, image, { serial: chip, otp: found });
    };
    expect([await known('v3.6-56V', 'v3.6-24V'), await known('v3.6-56V', 'none')]).toEqual([false, false]);
    expect([await known('v3.6-56V', 'v3.6-56V'), await known('none', 'none')]).toEqual([true, true]);
    // OTP may have been written since; it may not have been read, then or now.
    expect([await known('none', 'v3.6-24V'), await known(undefined, 'none'), await known('none', undefined)]).toEqual([
      true,
      true,
      true,
    ]);
  });

  it('of another chip is not known by a file that was renamed, nor another image by the beginning of its hash', async () => {
    const other = '000000000000';
    const vault = await saved();
    const [[name, bytes]] = [...vault.files] as [[string, Uint8Array]];
    vault.files.set(name.replace(chip, other), bytes);
    expect(await isUndoOf(vault, image, { serial: other, otp: undefined })).toBe(false);
    edit(vault, (text) => text.replace(imageHash(image), imageHash(image).slice(0, 24).padEnd(64, '0')));
    expect(await isUndoOf(vault, image, { serial: chip, otp: undefined })).toBe(false);
  });

  it.each(damages)('is not known by a note that is %s', async (_, change) => {
    const vault = await saved();
    edit(vault, change);
    expect(await isUndoOf(vault, image, { serial: chip, otp: undefined })).toBe(false);
  });

  it('is not known, and nothing fails, where the disk cannot be read', async () => {
    const vault = await saved();
    vault.get = () => Promise.reject(new Error('EIO'));
    expect(await isUndoOf(vault, image, { serial: chip, otp: undefined })).toBe(false);
  });
});

describe('a copy of the configuration sectors', () => {
  const copy = { serial: chip, configuration: hash('settings'), firmware: hash('firmware') };
  const saved = async () => {
    const vault = memoryVault();
    await recordRawCopy(vault, copy);
    return vault;
  };

  it('is known again on its board with its firmware alone', async () => {
    const vault = await saved();
    expect(await isOwnCopy(vault, copy)).toBe(true);
    expect(await isOwnCopy(vault, { ...copy, firmware: hash('other') })).toBe(false);
    expect(await isOwnCopy(vault, { ...copy, serial: '000000000000' })).toBe(false);
    const like = copy.configuration.slice(0, 24).padEnd(64, '0');
    expect(await isOwnCopy(vault, { ...copy, configuration: like })).toBe(false);
  });

  it.each(damages)('is not known by a note that is %s', async (_, change) => {
    const vault = await saved();
    edit(vault, change);
    expect(await isOwnCopy(vault, copy)).toBe(false);
  });

  it('is distinguished from another one by every byte and by its place, and is none where nothing is in it', () => {
    const [first, second] = [sectors[10]!, sectors[11]!];
    const data = firmware(5, 600);
    const inFirst = { address: first.address, data };
    const hashes = [
      [inFirst],
      [{ ...inFirst, address: first.address + 4 }],
      [{ ...inFirst, address: second.address }],
      [{ ...inFirst, data: data.with(599, data[599]! ^ 1) }],
      [inFirst, { ...inFirst, address: second.address }],
    ].map(rawHash);
    expect(new Set(hashes).size).toBe(hashes.length);
    expect(hashes).not.toContain(undefined);
    expect(rawHash([])).toBeUndefined();
    expect(rawHash([{ address: first.address, data: new Uint8Array(600).fill(0xff) }])).toBeUndefined();
    // What lies before the configuration sectors is not in them.
    expect(rawHash([{ address: first.address - 600, data }])).toBeUndefined();
    const empty = { address: second.address, data: new Uint8Array(600).fill(0xff) };
    expect(rawHash([inFirst, empty])).toBe(rawHash([inFirst]));
  });

  it('is of the firmware whose first 64 KiB, the vectors among them, are on the board', () => {
    expect(fingerprintSectors.map(({ index }) => index)).toEqual([0, 1, 2, 3]);
  });
});
