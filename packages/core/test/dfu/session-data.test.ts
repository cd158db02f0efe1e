// Blocks, alternate settings and the end of a session.

import { describe, expect, it } from 'vitest';
import type { DfuSession } from '../../src/dfu/session.ts';
import {
  abort,
  block,
  bytes,
  command,
  done,
  inStep,
  select,
  setAddress,
  state,
  status,
  toIdle,
  upload,
} from './scripted-link.ts';
import { base, converse, eraseLine, full, sector0 } from './session-bench.ts';

describe('writing', () => {
  it('counts full blocks on the grid from the start of the flash, where the pointer stands after a reset', async () => {
    const script = [setAddress('00 00 00 08'), done(block(2, 2048)), done(block(3, 2048)), done(block(513, 2048))];
    await converse(script, async (session) => {
      for (const offset of [0, 2048, 511 * 2048]) await session.write(base + offset, full);
    });
  });

  it('gives a block an address of its own where no number reaches it: below the flash, and beyond the last number', async () => {
    const script = [
      setAddress('00 f8 ff 07'),
      done(block(2, 2048)),
      setAddress('00 78 ff 1f'),
      done(block(2, 2048)),
      setAddress('00 00 00 08'),
      done(block(0xffff, 2048)),
      setAddress('00 f0 ff 0f'),
      done(block(2, 2048)),
    ];
    await converse(script, async (session) => {
      for (const address of [base - 2048, 0x1fff_7800, base + 0xfffd * 2048, base + 0xfffe * 2048])
        await session.write(address, full);
    });
  });

  it('gives a short block an address of its own, so that it means the same in both readings of AN3156', async () => {
    const script = [
      setAddress('00 00 00 08'),
      done(block(2, 2048)),
      setAddress('00 08 00 08'),
      done(block(2, 100)),
      setAddress('64 08 00 08'),
      done(block(2, 2048)),
    ];
    await converse(script, async (session) => {
      await session.write(base, full);
      await session.write(base + 2048, full.subarray(0, 100));
      await session.write(base + 2148, full);
    });
  });

  it('sets the address anew after an erase and a resynchronisation, which may move it', async () => {
    const script = [
      setAddress('00 00 00 08'),
      done(block(2, 2048)),
      done(eraseLine),
      setAddress('00 00 00 08'),
      done(block(5, 2048)),
      state(5),
      state(5),
      abort(),
      state(2),
      state(2),
      setAddress('00 00 00 08'),
      done(block(6, 2048)),
    ];
    await converse(script, async (session) => {
      await session.write(base, full);
      await session.erase(sector0);
      await session.write(base + 6144, full);
      await session.synchronise();
      await session.write(base + 8192, full);
    });
  });
});

describe('reading', () => {
  const numbered = (n: number) => new Uint8Array(2048).fill(n);
  const ready = [setAddress('00 00 00 08'), toIdle].flat();

  it('aborts between setting the address and the first UPLOAD, and makes sure it helped', async () => {
    const script = [ready, upload(2, 2048, numbered(1)), upload(3, 2048, numbered(2)), state(9), toIdle];
    await converse(script, async (session) => {
      expect(await session.read(base, 2048)).toEqual(numbered(1));
      expect(await session.read(base + 2048, 2048)).toEqual(numbered(2));
      await session.endRead();
    });
  });

  it('notices an ABORT without effect', async () => {
    const script = [setAddress('00 00 00 08'), abort(), status(5)];
    await expect(converse(script, (session) => session.read(base, 2048))).rejects.toMatchObject({
      code: 'unexpected-reply',
      retryable: true,
    });
  });

  it('refuses a block that is too short', async () => {
    const script = [ready, upload(2, 2048, bytes('00 00 00 00 02 00'))];
    await expect(converse(script, (session) => session.read(base, 2048))).rejects.toMatchObject({
      code: 'unexpected-reply',
    });
  });

  it('does not believe a block equal to the one before: the answers may be one behind', async () => {
    const behind = [
      ready,
      upload(2, 2048, numbered(1)),
      upload(3, 2048, numbered(1)),
      // One behind: GETSTATE is answered with the first byte of block 3.
      state(bytes('02')),
    ];
    await expect(
      converse(behind, async (session) => {
        await session.read(base, 2048);
        await session.read(base + 2048, 2048);
      }),
    ).rejects.toMatchObject({ code: 'unexpected-reply', retryable: true });
  });

  it('reads a block that may be stale again, and equal blocks with something of another length between them', async () => {
    const script = [
      ready,
      upload(2, 2048, numbered(0xff)),
      upload(3, 2048, numbered(0xff)),
      state(9),
      upload(3, 2048, numbered(0xff)),
      state(9),
      upload(4, 2048, numbered(0xff)),
      state(9),
      upload(5, 2048, numbered(7)),
      upload(6, 2048, numbered(8)),
    ];
    await converse(script, async (session) => {
      const found: number[] = [];
      for (let i = 0; i < 5; i += 1) found.push((await session.read(base + i * 2048, 2048))[0]!);
      expect(found).toEqual([0xff, 0xff, 0xff, 7, 8]);
    });
  });

  it('detects at the end of a run that the device was at another block', async () => {
    const script = [ready, upload(2, 2048, numbered(1)), state(5)];
    await expect(
      converse(script, async (session) => {
        await session.read(base, 2048);
        await session.endRead();
      }),
    ).rejects.toMatchObject({ code: 'unexpected-reply' });
  });

  it('reports protection when a read is refused because of it', async () => {
    const why = [state(10), state(10), status(10, 11), status(10, 11)];
    const script = [ready, upload(2, 2048, 'stall'), why];
    await expect(converse(script, (session) => session.read(base, 2048))).rejects.toMatchObject({
      code: 'read-protected',
      details: { address: '0x08000000' },
    });
  });
});

describe('alternate settings', () => {
  it('are selected only when they change, from dfuIDLE', async () => {
    const script = [select(1), setAddress('00 c0 ff 1f'), toIdle, upload(2, 16), toIdle, select(0), inStep, select(0)];
    await converse(script, async (session) => {
      await session.select(1);
      await session.select(1);
      await session.read(0x1fff_c000, 16);
      await session.select(0);
      await session.select(0);
      await session.synchronise();
      await session.select(0);
    });
  });
});

describe('leaving', () => {
  const address = setAddress('00 00 00 08');
  const leave = (session: DfuSession) => session.leave(base);

  it('is SET_ADDRESS, an empty DNLOAD and one GETSTATUS', async () => {
    expect(await converse([address, command(''), status(7)], leave)).toBe('leaving');
  });

  it('treats a disconnected device as one that has left DFU mode', async () => {
    expect(await converse([address, command('', 'disconnected')], leave)).toBe('gone');
    expect(await converse([address, command(''), status('disconnected')], leave)).toBe('gone');
  });

  it('notices when the empty DNLOAD had no effect', async () => {
    expect(await converse([address, command(''), status(5)], leave)).toBe('ignored');
  });

  it('does not treat an earlier disconnect as success', async () => {
    await expect(converse([command('21 00 00 00 08', 'disconnected')], leave)).rejects.toMatchObject({
      code: 'disconnected',
    });
  });

  it('treats the restart during Read Unprotect as success', async () => {
    const script = [command('92'), status(4), status('timeout'), status('disconnected')];
    expect(await converse(script, (session) => session.unprotect())).toBe('gone');
  });
});
