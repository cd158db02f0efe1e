// One command of a session, from DNLOAD to its result.

import { describe, expect, it } from 'vitest';
import { jumpingClock } from '../usb/test-clock.ts';
import { block, bytes, clearStatus, command, done, setAddress, state, status } from './scripted-link.ts';
import { base, converse, erase, eraseLine, full } from './session-bench.ts';

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

  it('keeps waiting while the device reports dfuDNBUSY or stalls', async () => {
    const script = [eraseLine, status(4), status(4), status('stall'), status('stall'), status(5), status(5)];
    await converse(script, erase);
  });

  it('asks again after the time limit of the host, and believes the answer only when given twice', async () => {
    await converse([eraseLine, status(4), status('timeout'), status('io'), status(5), status(5)], erase);
    await expect(
      converse([eraseLine, status(4), status('timeout'), status(5), status(2)], erase),
    ).rejects.toMatchObject({ code: 'unexpected-reply', retryable: true });
  });

  it('is complete when CLRSTATUS releases a device stuck in dfuDNBUSY', async () => {
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

  it('treats a result without dfuDNBUSY as a lost DNLOAD on a device that reports dfuDNBUSY', async () => {
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

  it('accepts an error only when it is reported twice', async () => {
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
