// The description of a board, fetched piece by piece over a wire that loses them, and kept for the next time.

import { memoryVault } from '@odflash/virtual';
import { describe, expect, it } from 'vitest';
import { inEnglish } from '../../../../test/support/in-english.ts';
import { isFlasherError, type Vault } from '../../src/index.ts';
import { descriptorLimits } from '../../src/odrive/descriptor/descriptor.ts';
import { fetchDescriptor } from '../../src/odrive/descriptor/descriptor-download.ts';
import { connectOdrive } from '../../src/odrive/device.ts';
import { createClient } from '../../src/odrive/protocol/client.ts';
import { findFunction } from '../../src/odrive/tree.ts';
import { type FakeBoard, smallBoard } from './fake-board.ts';

const code = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return isFlasherError(error) ? error.code : error;
};

const clientOf = (board: FakeBoard) => createClient(board, { clock: board.clock, sequence: 0x80 });
/** Offset a descriptor request asks for, or undefined for other requests. */
const offsetOf = (packet: Uint8Array) =>
  (packet[2] ?? 0) === 0 && packet[3] === 0x80
    ? new DataView(packet.buffer, packet.byteOffset).getUint32(6, true)
    : undefined;

describe.each([
  ['that names its descriptor', true],
  ['that does not name it (0.4)', false],
])('fetching the descriptor of firmware %s', (_name, hasVersionId) => {
  const board = () => smallBoard({ hasVersionId, replyLimit: hasVersionId ? 61 : 30 });

  it('puts it together from the pieces the board gives', async () => {
    const one = board();
    const seen: number[] = [];
    const fetched = await fetchDescriptor(clientOf(one), { onBytes: (count) => seen.push(count) });
    expect(new TextDecoder().decode(fetched.json)).toBe(one.options.json);
    expect(fetched.source).toBe('board');
    expect(fetched.versionId !== undefined).toBe(hasVersionId);
    expect(seen.at(-1)).toBe(one.options.json.length);
  });

  it('survives each single reply being lost', async () => {
    const requests = board();
    await fetchDescriptor(clientOf(requests));
    for (let lost = 0; lost < requests.sent.length; lost++) {
      const one = board();
      one.options.fate = (request) => (request === lost ? 'lose-reply' : 'normal');
      const fetched = await fetchDescriptor(clientOf(one));
      expect(new TextDecoder().decode(fetched.json)).toBe(one.options.json);
    }
  });

  it('ends with the failure when the board is pulled out at any piece', async () => {
    for (const last of [0, 1, 5, 20]) {
      const one = board();
      one.options.fate = (request) => (request === last ? 'gone' : 'normal');
      expect(await code(fetchDescriptor(clientOf(one)))).toBe('disconnected');
    }
  });

  it('fetches it again when a piece came damaged', async () => {
    const one = board();
    let spoilt = false;
    one.options.fate = (_request, packet) => {
      if (spoilt || offsetOf(packet) !== (hasVersionId ? 122 : 120)) return 'normal';
      spoilt = true;
      return Uint8Array.from([packet[0] ?? 0, (packet[1] ?? 0) | 0x80, 0x20, 0x20]);
    };
    const fetched = await fetchDescriptor(clientOf(one));
    expect(new TextDecoder().decode(fetched.json)).toBe(one.options.json);
    expect(spoilt).toBe(true);
  });

  it('fetches it again when it ended too early', async () => {
    const one = board();
    let cut = false;
    one.options.fate = (_request, packet) => {
      if (cut || (offsetOf(packet) ?? 0) < 300 || offsetOf(packet) === 0xffff_ffff) return 'normal';
      cut = true;
      return Uint8Array.from([packet[0] ?? 0, (packet[1] ?? 0) | 0x80]);
    };
    const fetched = await fetchDescriptor(clientOf(one));
    expect(fetched.json).toHaveLength(one.options.json.length);
  });

  it('notices that the board restarted with other firmware half-way', async () => {
    const one = board();
    one.options.fate = (request) => {
      if (request === 8) one.options.json = one.options.json.replace('test_function', 'best_function');
      return 'normal';
    };
    const fetched = await fetchDescriptor(clientOf(one));
    expect(new TextDecoder().decode(fetched.json)).toBe(one.options.json);
    expect(findFunction(fetched.tree, 'best_function')).toBeDefined();
  });

  it('gives up on a board that describes itself differently each time', async () => {
    const one = board();
    one.options.fate = (request) => {
      one.options.json = one.options.json.replace(
        /"name":"[a-z]*_function/,
        `"name":"${'abcdef'[request % 6]}_function`,
      );
      return 'normal';
    };
    expect(await code(fetchDescriptor(clientOf(one)))).toBe('unexpected-reply');
  });

  it('gives up on a description without end', async () => {
    const one = smallBoard({
      json: `[${' '.repeat(descriptorLimits.maxLength + 500)}]`,
      hasVersionId,
      replyLimit: 510,
    });
    expect(await code(fetchDescriptor(clientOf(one)))).toBe('unexpected-reply');
  });

  it('connects a board it has seen before in a few round trips', async () => {
    const vault = memoryVault();
    await connectOdrive(board(), { clock: board().clock, vault });
    const again = board();
    const device = await connectOdrive(again, { clock: again.clock, vault });
    expect(device.descriptor.source).toBe('cache');
    expect(device.roundTrips).toBeLessThan(10);
    expect(await device.read('hw_version_minor')).toBe(6);
  });

  it('does not believe a cache that was tampered with or belongs to other firmware', async () => {
    const vault = memoryVault();
    await connectOdrive(board(), { clock: board().clock, vault });
    for (const [name, content] of vault.files)
      vault.files.set(
        name,
        content.map((byte, index) => (index === 50 ? 0x20 : byte)),
      );
    const again = board();
    const device = await connectOdrive(again, { clock: again.clock, vault });
    expect(device.descriptor.source).toBe('board');
    const other = board();
    other.options.json = other.options.json.replace('test_function', 'rest_function');
    expect((await connectOdrive(other, { clock: other.clock, vault })).descriptor.source).toBe('board');
  });

  it('continues without a cache when the vault fails', async () => {
    const failing = async () => {
      throw new Error('disk full');
    };
    const vault: Vault = { put: failing, get: failing, list: failing, remove: failing, locate: (name) => name };
    const lines: string[] = [];
    const one = board();
    const device = await connectOdrive(one, {
      clock: one.clock,
      vault,
      log: (entry) => lines.push(inEnglish(entry.text)),
    });
    expect(device.descriptor.source).toBe('board');
    expect(lines.join()).toContain('disk full');
  });

  it('closes the channel when connecting fails', async () => {
    const one = board();
    one.options.fate = () => 'gone';
    expect(await code(connectOdrive(one, { clock: one.clock }))).toBe('disconnected');
    expect(one.closed).toBe(true);
  });
});
