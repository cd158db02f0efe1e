// Who a board in DFU mode is, for a list of many.

import { supplySteps } from '../dfu/hazards.ts';
import { opensAtOnce } from '../dfu/unchosen.ts';
import { openBoard } from '../engine.ts';
import type { EventListener } from '../flash/events.ts';
import type { FlashEnv } from '../flash/request.ts';
import type { UsbDeviceInfo } from '../ports.ts';
import type { Identity } from '../target/identity.ts';

/**
 * `undefined` if the board does not let itself be opened at once: another program may hold it for minutes, and the engine
 * would wait for it. `onEvent` receives what a person must do to its DC supply. Reads nothing beyond what identifies it.
 */
export async function identifyAtOnce(
  env: FlashEnv,
  device: UsbDeviceInfo,
  onEvent?: EventListener,
): Promise<Identity | undefined> {
  if (!(await opensAtOnce(env.bus, device))) {
    onEvent?.({ type: 'human', ...supplySteps['remove-dc-supply-if-old'] });
    return undefined;
  }
  const request = { selection: { path: device.path }, onEvent };
  try {
    await using board = await openBoard(env, request);
    return board.identity;
  } catch {
    return undefined;
  }
}
