// Boards whose values and functions are tried; after each test none of their axes was armed without consent. And a connection that
// loses a reply.

import { afterEach, expect } from 'vitest';
import type { Consent } from '../../src/ask/consent.ts';
import { acceptWarnings } from '../../src/ask/settle.ts';
import { findFunction, findProperty } from '../../src/odrive/tree.ts';
import { LinkError, type UsbBus, type UsbDeviceInfo, type UsbLink } from '../../src/ports.ts';
import { type SetLiveRequest, setLive } from '../../src/running/live/set-live.ts';
import { connect, bench as makeBench } from '../update/bench.ts';

export type Bench = ReturnType<typeof makeBench>;
const benches: Bench[] = [];

export function bench(profile: string): Bench {
  const made = makeBench(profile);
  benches.push(made);
  return made;
}

afterEach(() => {
  for (const { board } of benches.splice(0)) expect(board.recorder.armings).toEqual([]);
});

export const set = ({ env }: Bench, path: string, value: string, more: Partial<SetLiveRequest> = {}) =>
  setLive(env, { path, value, ask: acceptWarnings, ...more });

export const consent = ({ board }: Bench, axis: number): readonly Consent[] => [
  { what: 'move', serial: board.serial, axis },
];

export async function endpointOf(it: Bench, path: string): Promise<number> {
  await using odrive = await connect(it);
  return (findProperty(odrive.tree, path) ?? findFunction(odrive.tree, path))?.endpoint ?? -1;
}

/** The reply to the first request of that length to that endpoint gets lost. `sent`: such requests so far. */
export function losingReplies(
  { env }: Bench,
  { endpoint, bytes }: { readonly endpoint: number; readonly bytes: number },
) {
  let sent = 0;
  let losing = false;
  const open = async (device: UsbDeviceInfo): Promise<UsbLink> => {
    const link = await env.bus.open(device);
    const bulkOut: UsbLink['bulkOut'] = (pipe, data, timeoutMs) => {
      const isMeant = data.length === bytes && (((data[3] ?? 0) << 8) | (data[2] ?? 0)) === (endpoint | 0x8000);
      if (isMeant) losing = ++sent === 1;
      return link.bulkOut(pipe, data, timeoutMs);
    };
    const bulkIn: UsbLink['bulkIn'] = async (pipe, length, timeoutMs) => {
      const reply = await link.bulkIn(pipe, length, timeoutMs);
      if (!losing) return reply;
      losing = false;
      throw new LinkError('timeout', 'the reply got lost');
    };
    return Object.assign(Object.create(link) as UsbLink, { bulkOut, bulkIn });
  };
  const bus: UsbBus = Object.assign(Object.create(env.bus) as UsbBus, { open });
  return { env: { ...env, bus }, sent: () => sent };
}
