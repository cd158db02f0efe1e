// A wire on which single requests to a running board, or its answers, are lost or changed.

import type { UpdateEnv } from '@odflash/core';
import { findFunction, findProperty } from '../../src/odrive/tree.ts';
import { type Bench, connect } from './bench.ts';

/** What becomes of a request to one endpoint, or of the answer to it. */
export interface Interference {
  readonly endpoint: number;
  /** Called with how often it was asked by now; `lost`: the board never hears it. */
  readonly request?: (count: number) => 'lost' | undefined;
  readonly answer?: (data: Uint8Array, count: number) => Uint8Array;
}

export function interfered({ env }: Bench, { endpoint, request, answer }: Interference): UpdateEnv {
  let count = 0;
  let asked = false;
  const open: UpdateEnv['bus']['open'] = async (device) => {
    const link = await env.bus.open(device);
    return {
      ...link,
      bulkOut: async (pipe, data, timeoutMs) => {
        asked = ((data[2] ?? 0) | (((data[3] ?? 0) & 0x7f) << 8)) === endpoint;
        if (asked) count += 1;
        if (asked && request?.(count) === 'lost') return { status: 'ok', bytes: data.length };
        return link.bulkOut(pipe, data, timeoutMs);
      },
      bulkIn: async (...input) => {
        const heard = await link.bulkIn(...input);
        return asked && answer && heard.status === 'ok' ? { ...heard, data: answer(heard.data, count) } : heard;
      },
    };
  };
  return { ...env, bus: { ...env.bus, open } };
}

export async function endpointOf(made: Bench, path: string): Promise<number> {
  await using odrive = await connect(made);
  return (findFunction(odrive.tree, path) ?? findProperty(odrive.tree, path))!.endpoint;
}
