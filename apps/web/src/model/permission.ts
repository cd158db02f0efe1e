// The same board in another mode is another device to a browser, and a hidden one until a person allows it. While a run waits for a
// board that has left, this says which one to ask for.

import type { Clock, UsbBus, UsbDeviceInfo } from '@odflash/core';
import type { Stage } from '@odflash/core/update';
import { isBoard } from './filters.ts';
import type { Permission } from './state.ts';

/**
 * A board that was allowed before is back by itself well within this time, in ms. A running board is asked for later: a run with
 * nothing left to do does not wait for it.
 */
const patienceMs: Readonly<Record<Permission, number>> = { bootloader: 1_500, board: 3_500 };

export interface PermissionWatch extends Disposable {
  /** The run has reached this stage. */
  stage(stage: Stage): void;
  /** The run asks a person to bring the board back. One that never left has lost its permission. */
  missed(): void;
}

/** Calls `wanted` with what is to be allowed, and with nothing when the board is back. */
export function watchPermission(
  platform: { readonly bus: UsbBus; readonly clock: Clock },
  device: UsbDeviceInfo,
  wanted: (permission: Permission | undefined) => void,
): PermissionWatch {
  const over = new AbortController();
  let stage: Stage = 'find';
  let leavings = 0;
  let isAway = false;
  /** What was there before is not the board; what has come since may be, whatever its name is now. */
  const others: Promise<readonly string[]> = platform.bus.list().then(
    (devices) => devices.map(({ path }) => path).filter((path) => path !== device.path),
    () => [],
  );
  const isThere = async () => {
    const [devices, known] = await Promise.all([platform.bus.list(), others]);
    return devices.some((one) => isBoard(one) && !known.includes(one.path));
  };
  const left = async () => {
    const mine = ++leavings;
    // Without a serial number a permission ends when the device leaves (WebUSB §5).
    const permission = awaitedIn[stage] ?? (device.serial === undefined ? 'bootloader' : undefined);
    if (!permission) return;
    await platform.clock.sleep(patienceMs[permission], over.signal);
    if (!(await isThere()) && mine === leavings && !over.signal.aborted) wanted(permission);
  };
  const watch = platform.bus.watch(async ({ type, device: one }) => {
    if (!isBoard(one) || (await others).includes(one.path)) return;
    isAway = type === 'left';
    if (isAway) return void left().catch(() => undefined);
    leavings++;
    wanted(undefined);
  });
  return {
    stage: (next) => {
      stage = next;
    },
    missed: () => {
      if (isAway) return;
      const mine = leavings;
      void isThere().then(
        (there) => {
          if (!there && mine === leavings && !over.signal.aborted) wanted(awaitedIn[stage] ?? 'bootloader');
        },
        () => undefined,
      );
    },
    [Symbol.dispose]: () => {
      over.abort();
      watch[Symbol.dispose]();
    },
  };
}

/** What the board has become a new device by. One that only lost its connection was allowed before: by its serial number. */
const awaitedIn: Partial<Record<Stage, Permission>> = {
  'disable-startup': 'board',
  'enter-dfu': 'bootloader',
  'boot-old-firmware': 'board',
  start: 'board',
  restore: 'board',
};
