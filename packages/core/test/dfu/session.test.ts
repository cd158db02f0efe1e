import { sectors } from '@odflash/core';
import { describe, expect, it } from 'vitest';
import { createPace } from '../../src/dfu/pace.ts';
import { createSession, type DfuSession } from '../../src/dfu/session.ts';
import { type JumpingClock, jumpingClock } from '../usb/test-clock.ts';
import {
  abort,
  block,
  bytes,
  clearStatus,
  command,
  done,
  inStep,
  type Line,
  scriptedLink,
  select,
  setAddress,
  state,
  status,
  toIdle,
  upload,
} from './scripted-link.ts';

interface Setting {
  readonly clock?: JumpingClock;
  readonly blocks?: boolean;
  readonly cautious?: boolean;
}

async function converse<T>(
  script: readonly (Line | readonly Line[])[],
  talk: (session: DfuSession) => Promise<T>,
  { clock = jumpingClock(), blocks = true, cautious = false }: Setting = {},
): Promise<T> {
  const { link, finished } = scriptedLink(...script);
  const pace = createPace(2048);
  if (cautious) pace.note({ code: 'stalled' } as never);
  const session = createSession(link, { interfaceNumber: 0, clock, pace, transferSize: 2048, blocks });
  try {
    return await talk(session);
  } finally {
    finished();
  }
}

const base = 0x0800_0000;
const sector0 = sectors[0]!;
const full = new Uint8Array(2048).fill(0x5a);
const eraseLine = command('41 00 00 00 08');
const erase = (session: DfuSession) => session.erase(sector0);

describe('a command', () => {
  it('is a DNLOAD, a GETSTATUS that starts it and a GETSTATUS that waits for it', async () => {
    await converse([eraseLine, status(4), status(5)], erase);
  });

  it('is polled without sleeping on a device that blocks', async () => {
    const clock = jumpingClock();
    await converse([eraseLine, status(4), status(5)], erase, { clock });
    expect(clock.sleeps).toEqual([]);
  });

  it.each([
    ['not known to block', { blocks: false }],
    ['that made trouble before', { cautious: true }],
  ])('is given its own poll timeout on a device %s', async (_name, setting) => {
    const clock = jumpingClock();
    await converse([eraseLine, status(4), status(5)], erase, { clock, ...setting });
    expect(clock.sleeps).toEqual([104]);
  });

  it('does not believe a poll timeout longer than the work can take', async () => {
    const clock = jumpingClock();
    await converse([eraseLine, status(4, 0, 0xffffff), status(5)], erase, { clock, blocks: false });
    expect(clock.sleeps).toEqual([800]);
  });

  it('accepts a device that answers with the result at once', async () => {
    await converse([eraseLine, status(5)], erase);
  });

  it('waits on while the device says dfuDNBUSY or stalls', async () => {
    const script = [eraseLine, status(4), status(4), status('stall'), status('stall'), status(5), status(5)];
    await converse(script, erase);
  });

  it('asks again after the time limit of the host, and believes the answer only when given twice', async () => {
    await converse([eraseLine, status(4), status('timeout'), status('io'), status(5), status(5)], erase);
    await expect(
      converse([eraseLine, status(4), status('timeout'), status(5), status(2)], erase),
    ).rejects.toMatchObject({ code: 'unexpected-reply', retryable: true });
  });

  it('is taken for done when CLRSTATUS frees a device stuck in dfuDNBUSY', async () => {
    const busy = Array.from({ length: 99 }, () => status(4));
    await converse([eraseLine, busy, clearStatus(), clearStatus(), state(2), state(2)], erase);
  });

  it('is given up after ten seconds', async () => {
    const clock = jumpingClock();
    const busy = Array.from({ length: 99 }, () => status(4));
    const stuck = [clearStatus(), clearStatus(), state(4), state(4)];
    await expect(converse([eraseLine, busy, stuck], erase, { clock })).rejects.toMatchObject({ code: 'timeout' });
    expect(clock.now()).toBeGreaterThanOrEqual(10_000);
    expect(clock.now()).toBeLessThan(10_500);
  });

  it.each([
    ['stalls', 'stall', [state(2), state(2)], 'stalled'],
    ['is accepted in part', { accepted: 1 }, [], 'unexpected-reply'],
    ['times out', 'timeout', [], 'timeout'],
    ['fails', 'io', [], 'transfer-failed'],
  ] as const)(
    'is never started when its DNLOAD %s: a cut sector erase is a mass erase',
    async (_n, answer, more, code) => {
      await expect(converse([command('41 00 00 00 08', answer), [...more]], erase)).rejects.toMatchObject({ code });
    },
  );

  it.each([
    ['dfuIDLE', status(2)],
    ['a reply cut short', status(bytes('00 68 00'))],
    ['no reply', status(bytes(''))],
    ['nonsense', status(bytes('00 68 00 00 4d 00'))],
    ['a stall', status('stall')],
    ['a time-out', status('timeout')],
  ])('is to be repeated when the first answer is %s', async (_name, line) => {
    await expect(converse([eraseLine, line], erase)).rejects.toMatchObject({ retryable: true });
  });

  it('takes a result without dfuDNBUSY for a lost DNLOAD on a device that answers dfuDNBUSY', async () => {
    const script = [setAddress('00 00 00 08'), done(block(2, 2048)), block(3, 2048), status(5)];
    await expect(
      converse(script, async (session) => {
        await session.write(base, full);
        await session.write(base + 2048, full);
      }),
    ).rejects.toMatchObject({ code: 'unexpected-reply', retryable: true });
  });

  it.each([
    [1, 'dfu-status', true],
    [11, 'read-protected', false],
    [15, 'stalled', true],
    [10, 'dfu-status', true],
    [3, 'dfu-status', true],
  ])('reports status %i as %s', async (number, code, retryable) => {
    const script = [eraseLine, status(4), status(10, number), status(10, number)];
    await expect(converse(script, erase)).rejects.toMatchObject({
      code,
      retryable,
      details: { address: '0x08000000', state: 'dfuERROR' },
    });
  });

  it('believes an error only when it is given twice', async () => {
    const script = [eraseLine, status(4), status(10, 11), status(5)];
    await expect(converse(script, erase)).rejects.toMatchObject({ code: 'unexpected-reply', retryable: true });
  });

  it('asks why a DNLOAD was stalled', async () => {
    const why = [state(10), state(10), status(10, 11), status(10, 11)];
    await expect(converse([command('41 00 00 00 08', 'stall'), why], erase)).rejects.toMatchObject({
      code: 'read-protected',
    });
  });
});

describe('writing', () => {
  it('counts full blocks on the grid from the start of the flash, where the pointer stands after a reset', async () => {
    const script = [setAddress('00 00 00 08'), done(block(2, 2048)), done(block(3, 2048)), done(block(513, 2048))];
    await converse(script, async (session) => {
      for (const offset of [0, 2048, 511 * 2048]) await session.write(base + offset, full);
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

  it('notices at the end of a run that the device was not where it should be', async () => {
    const script = [ready, upload(2, 2048, numbered(1)), state(5)];
    await expect(
      converse(script, async (session) => {
        await session.read(base, 2048);
        await session.endRead();
      }),
    ).rejects.toMatchObject({ code: 'unexpected-reply' });
  });

  it('says that the chip is protected when a read is refused for it', async () => {
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

  it('takes a device that is gone for one that left', async () => {
    expect(await converse([address, command('', 'disconnected')], leave)).toBe('gone');
    expect(await converse([address, command(''), status('disconnected')], leave)).toBe('gone');
  });

  it('notices when the empty DNLOAD had no effect', async () => {
    expect(await converse([address, command(''), status(5)], leave)).toBe('ignored');
  });

  it('does not take a disconnect before it for success', async () => {
    await expect(converse([command('21 00 00 00 08', 'disconnected')], leave)).rejects.toMatchObject({
      code: 'disconnected',
    });
  });

  it('takes the restart in the middle of Read Unprotect for success', async () => {
    const script = [command('92'), status(4), status('timeout'), status('disconnected')];
    expect(await converse(script, (session) => session.unprotect())).toBe('gone');
  });
});
