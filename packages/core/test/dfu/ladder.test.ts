// What is done to a board that failed, from mild to drastic, as its link sees it: nothing, a new link, a bus reset. And how long is
// waited in between.

import { FlasherError, LinkError, type UsbBus } from '@odflash/core';
import { type DfuTarget, openDfuTarget } from '@odflash/core/dfu';
import { findRom } from '@odflash/core/discovery';
import type { VirtualClock } from '@odflash/virtual';
import { describe, expect, it } from 'vitest';
import { sentence } from '../../../../test/support/in-english.ts';
import { type Bench, bench, withLinks } from './bench.ts';

interface Watched {
  readonly target: DfuTarget;
  readonly clock: VirtualClock;
  /** `open`, `open` that was refused, `close`, `reset`, in order, since it was last emptied. */
  readonly seen: string[];
}

/** A target whose links are watched. `refusals`: so many opens are refused, from the next one on. */
async function watched({ bus, clock }: Bench, refusals: { left: number } = { left: 0 }): Promise<Watched> {
  const seen: string[] = [];
  const linked = withLinks(bus, (link) => ({
    reset: async () => {
      seen.push('reset');
      await link.reset();
    },
    [Symbol.asyncDispose]: async () => {
      seen.push('close');
      await link[Symbol.asyncDispose]();
    },
  }));
  const open: UsbBus['open'] = async (device) => {
    if (refusals.left > 0) {
      refusals.left -= 1;
      seen.push('refused');
      throw new FlasherError('stalled', sentence('no'));
    }
    seen.push('open');
    return linked.open(device);
  };
  const target = await openDfuTarget({ bus: { ...linked, open }, device: await findRom(bus), clock });
  seen.length = 0;
  return { target, clock, seen };
}

const refused = () => new FlasherError('stalled', sentence('no'));
const differs = () => new FlasherError('verify-failed', sentence('differs'));

describe('what is done about a failure', () => {
  it('is only a resynchronisation if the flash was read back and differs, however often', async () => {
    const { target, seen } = await watched(bench());
    await using _ = target;
    for (let time = 1; time <= 3; time += 1) await target.recover(differs());
    expect(seen).toEqual([]);
  });

  it('is a new link the first time a request fails for good, and a bus reset every time after', async () => {
    const { target, seen } = await watched(bench());
    await using _ = target;
    await target.recover(refused());
    expect(seen).toEqual(['close', 'open']);
    seen.length = 0;
    await target.recover(refused());
    // The reset goes through a link of its own.
    expect(seen).toEqual(['close', 'open', 'reset', 'close', 'open']);
  });

  it('starts again with the mildest step after the failed operation succeeded', async () => {
    const { target, seen } = await watched(bench());
    await using _ = target;
    const outside = target.read({ address: 0x9000_0000, length: 4 });
    await expect(outside).rejects.toMatchObject({ code: 'image-out-of-range' });
    await target.recover(refused());
    await target.read({ address: 0x0800_0000, length: 4 });
    seen.length = 0;
    await target.recover(refused());
    expect(seen).toEqual(['close', 'open']);
  });

  it('stays at the strongest step if only other operations succeeded since', async () => {
    const { target, seen } = await watched(bench());
    await using _ = target;
    await expect(target.read({ address: 0x9000_0000, length: 4 })).rejects.toMatchObject({
      code: 'image-out-of-range',
    });
    await target.recover(refused());
    await target.parallelism(8);
    seen.length = 0;
    await target.recover(refused());
    expect(seen).toContain('reset');
  });

  it('gives a board half a second after a bus reset before it is opened again', async () => {
    const { target, clock } = await watched(bench());
    await using _ = target;
    await target.recover(refused());
    const before = clock.now();
    await target.recover(refused());
    expect(clock.now() - before).toBeGreaterThanOrEqual(500);
    expect(clock.now() - before).toBeLessThan(700);
  });
});

describe('a board that disconnects as soon as it is opened', () => {
  /** Opens a board that is gone at so many openings. */
  async function opening(losses: number) {
    const { bus, clock } = bench();
    const openings: number[] = [];
    const open: UsbBus['open'] = async (device) => {
      openings.push(clock.now());
      if (openings.length <= losses) throw new LinkError('disconnected', 'gone');
      return bus.open(device);
    };
    const device = await findRom(bus);
    const opened = openDfuTarget({ bus: { ...bus, open }, device, clock });
    const code = await opened.then(
      async (target) => {
        await target[Symbol.asyncDispose]();
        return 'opened';
      },
      (error: FlasherError) => error.code,
    );
    return { code, pauses: openings.slice(1).map((at, index) => Math.round(at - openings[index]!)) };
  }

  it('is opened again at once, and after that every half second', async () => {
    expect(await opening(1)).toEqual({ code: 'opened', pauses: [0] });
    expect(await opening(4)).toEqual({ code: 'opened', pauses: [0, 500, 500, 500] });
  });

  it('is given up after it returned five times', async () => {
    expect(await opening(9)).toEqual({ code: 'disconnected', pauses: [0, 500, 500, 500, 500] });
  });
});
