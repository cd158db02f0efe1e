// ODrive's finished line of firmware: a table instead of a list, and files that no digest was ever published for.

import { boardVersion } from '@odflash/core';
import type { FirmwareFile } from '@odflash/core/update';
import { type MemoryVault, memoryVault } from '@odflash/virtual';
import { describe, expect, it } from 'vitest';
import { inEnglish } from '../../../../test/support/in-english.ts';
import { firmware, open, refused, sha256 } from './bench.ts';

const address = 'https://github.com/odriverobotics/ODrive/releases/download/fw-v0.5.6/ODriveFirmware_v3.6-56V.hex';

/** The table's catalogue on a network that answers with this, and what was asked there. */
function online(
  body: Uint8Array | undefined,
  options: { readonly cache?: MemoryVault; readonly offline?: boolean } = {},
) {
  const asked: string[] = [];
  const fetch: typeof globalThis.fetch = async (url) => {
    asked.push(String(url));
    return new Response(body?.slice() ?? null, { status: body ? 200 : 404 });
  };
  const { catalogue } = open(undefined, { ...options, fetch });
  const newest = async (board = 'v3.6-56V') => {
    const [entry] = await catalogue.releases(boardVersion(board)!);
    return catalogue.fetch(entry!);
  };
  return { asked, catalogue, newest };
}

function expectSame(file: FirmwareFile, bytes: Uint8Array): void {
  expect([file.verified, Buffer.compare(file.bytes, bytes)]).toEqual(['not-verified', 0]);
}

describe("ODrive's finished line", () => {
  it('lists which release has a file for which board, without a network', async () => {
    const { catalogue, asked } = online(undefined, { offline: true });
    const versions = async (board: string) =>
      (await catalogue.releases(boardVersion(board)!)).map(({ version }) => version).join(' ');
    expect(await versions('v3.6-56V')).toBe('0.5.6 0.5.5 0.5.4 0.5.3 0.5.2 0.5.1 0.4.12 0.4.11 0.4.10 0.4.9');
    expect(await versions('v3.5-24V')).toMatch(/^0\.5\.6 .* 0\.4\.12 .* 0\.4\.8 .* 0\.4\.0$/);
    expect(await versions('v3.4-24V')).toMatch(/^0\.4\.12 .* 0\.4\.0$/);
    expect(await versions('v3.1')).toBe('');
    const entries = await catalogue.entries();
    expect(new Set(entries.map(({ url }) => url)).size).toBe(entries.length);
    expect(entries.every(({ verified, prerelease }) => verified === 'not-verified' && !prerelease)).toBe(true);
    expect([catalogue.place, asked]).toEqual(['https://github.com/odriverobotics/ODrive/releases', []]);
  });

  it('is downloaded directly: with one request, and none the second time or offline', async () => {
    const cache = memoryVault();
    const bytes = firmware('v3.6-56V');
    const first = online(bytes, { cache });
    expectSame(await first.newest(), bytes);
    expect(first.asked).toEqual([address]);
    for (const offline of [false, true]) {
      const second = online(undefined, { cache, offline });
      expectSame(await second.newest(), bytes);
      expect(second.asked).toEqual([]);
    }
  });

  it('is refused if a file differs from its first download', async () => {
    const cache = memoryVault();
    await online(firmware('v3.6-56V'), { cache }).newest();
    cache.files.delete(`file-${sha256(firmware('v3.6-56V'))}`);
    const error = await refused(online(firmware('v3.6-56V', '0.5.5'), { cache }).newest(), 'checksum-mismatch');
    expect(inEnglish(error.text)).toMatch(/differs from its first download/);
  });

  it.each([
    [
      'the voltage its bytes are for',
      firmware('v3.6-24V'),
      /contents say ODrive v3\.6-24V.*name says ODrive v3\.6-56V/,
    ],
    ['bytes for another board', firmware('v3.5-48V'), /contents say ODrive v3\.5-48V.*name says ODrive v3\.6-56V/],
    ['bytes of another generation', firmware('v3.6-56V', '0.4.12'), /is firmware of a 0\.4 release/],
    ['a HEX line with a wrong checksum', damaged(firmware('v3.6-56V')), /valid firmware file.*line/],
    ['no end record', firmware('v3.6-56V').slice(0, 100_000), /valid firmware file/],
  ])('is refused and not cached if the file has %s', async (_, bytes, says) => {
    const cache = memoryVault();
    const error = await refused(online(bytes, { cache }).newest(), 'checksum-mismatch');
    expect(inEnglish(error.text)).toMatch(says);
    expect([...cache.files.keys()]).toEqual([]);
  });

  it('suggests the list of GitHub if an address of the table is wrong', async () => {
    const network = online(undefined);
    const error = await refused(network.newest(), 'release-missing');
    expect(network.asked).toEqual([address]);
    expect(inEnglish(error.next)).toContain('--release-url https://github.com/odriverobotics/ODrive');
    expect(error.details.url).toBe(address);
  });
});

function damaged(hex: Uint8Array): Uint8Array {
  const bytes = hex.slice();
  bytes[60] = bytes[60] === 0x30 ? 0x31 : 0x30;
  return bytes;
}
