// Who the boards in DFU mode of a list are: none that another program holds is waited for, and nothing is changed on any.

import { type FlashEvent, LinkError, type UsbLink } from '@odflash/core';
import { findRom } from '@odflash/core/discovery';
import { expect, it } from 'vitest';
import { identifyAtOnce } from '../../src/running/identify-at-once.ts';
import { withLinks } from '../dfu/bench.ts';
import { bench } from '../flash/bench.ts';

async function identified(profile: string, changed: (link: UsbLink) => Partial<UsbLink> = () => ({})) {
  const { env, board, clock } = bench({ profile });
  const device = await findRom(env.bus);
  const steps: string[] = [];
  const onEvent = (event: FlashEvent) => void (event.type === 'human' && steps.push(event.step));
  const began = clock.now();
  const identity = await identifyAtOnce({ ...env, bus: withLinks(env.bus, changed) }, device, onEvent);
  expect(board.recorder.operations).toEqual([]);
  return { identity, steps, ms: clock.now() - began };
}

it('a board that is free is identified, without any request to a person', async () => {
  const { identity, steps } = await identified('v3.6-56V+dfu');
  expect(identity?.board).toMatchObject({ known: true, version: { name: 'v3.6-56V' } });
  expect(steps).toEqual([]);
});

it('a board up to v3.4 is identified, and its DC supply is to be removed', async () => {
  const { identity, steps } = await identified('v3.4-48V+dfu');
  expect(identity?.board).toMatchObject({ known: true, version: { name: 'v3.4-48V' } });
  expect(steps).toEqual(['remove-dc-supply']);
});

it('a board that another program holds is not waited for: it may be an old one, whose DC supply is to be removed', async () => {
  const claim = () => Promise.reject(new LinkError('busy', 'held'));
  const { identity, steps, ms } = await identified('v3.6-56V+dfu', () => ({ claim }));
  expect([identity, steps]).toEqual([undefined, ['remove-dc-supply-if-old']]);
  expect(ms).toBeLessThan(500);
});

it('a board that opens and then says nothing of itself is unknown, and no failure of the list', async () => {
  const controlIn: UsbLink['controlIn'] = () => Promise.reject(new LinkError('no-driver', 'none'));
  expect((await identified('v3.6-56V+dfu', () => ({ controlIn }))).identity).toBeUndefined();
});
