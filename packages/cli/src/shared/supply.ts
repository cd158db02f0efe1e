// What a person must do to the DC supply, said once for several boards: the worst of it first, before anything else.

import type { FlashEnv, FlashEvent, UsbDeviceInfo } from '@odflash/core';
import { isSupplyStep, type SupplyStep } from '@odflash/core/dfu';
import { classifyDevice } from '@odflash/core/discovery';
import { identifyAtOnce } from '@odflash/core/running';
import type { Context } from '../command-runner.ts';

export interface SupplyWatch {
  /** Takes what the engine says of the DC supply, and nothing else. */
  readonly onEvent: (event: FlashEvent) => void;
  /** Says what was taken since. */
  say(): void;
}

const worstFirst: readonly SupplyStep[] = ['remove-dc-supply', 'remove-dc-supply-if-old'];

export function watchSupply({ output }: Context): SupplyWatch {
  const taken = new Map<string, FlashEvent>();
  return {
    onEvent(event) {
      if (event.type === 'human' && isSupplyStep(event.step)) taken.set(event.step, event);
    },
    say() {
      for (const step of worstFirst) {
        const event = taken.get(step);
        if (event) output.event(event);
      }
      taken.clear();
    },
  };
}

/** A board in DFU mode may be shorting its DC supply: that comes before any list. */
export async function saySupply(env: FlashEnv, devices: readonly UsbDeviceInfo[], context: Context): Promise<void> {
  const supply = watchSupply(context);
  for (const device of devices) if (classifyDevice(device) === 'rom') await identifyAtOnce(env, device, supply.onEvent);
  supply.say();
}
