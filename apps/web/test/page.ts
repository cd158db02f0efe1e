// A page without a browser: the model of the page in a platform of virtual boards on virtual time.

import type { UsbDeviceInfo, Vault } from '@odflash/core';
import { webUsbBus } from '@odflash/core/usb';
import {
  createVirtualBoard,
  memoryVault,
  type VirtualBoard,
  type VirtualClock,
  virtualClock,
  virtualWebUsb,
} from '@odflash/virtual';
import { demoReleases } from '../src/demo/demo-releases.ts';
import { formatsPart, probePart, runningPart } from '../src/engine/parts.ts';
import { say } from '../src/engine/words-en.ts';
import { createFlasher, type Flasher } from '../src/model/flasher.ts';
import type { PageState } from '../src/model/state.ts';
import type { Platform } from '../src/platform/platform.ts';
import { english } from '../src/text/en.ts';

// Virtual time does not wait for what is loaded.
await Promise.all([runningPart(), formatsPart(), probePart()]);

export interface Page {
  readonly vault: Vault;
  /** The tab is closed in whatever it does, and the page opened again: the same board, the same files, allowed as before. */
  reopen(): Promise<Page>;
  /** A person takes the permission back in the settings of the browser. */
  revoke(): Promise<void>;
  /** Another program claims the board whenever it appears, or does not any more. */
  claimByOther(claims: boolean): void;
  readonly flasher: Flasher;
  readonly board: VirtualBoard;
  readonly clock: VirtualClock;
  /** How often the page kept the machine awake, and whether it does so now. */
  readonly awake: { times: number; now: number };
  /** Resolves when the state is so. Rejects after an hour of virtual time, saying what it is instead. */
  until(what: (state: PageState) => boolean): Promise<PageState>;
}

/** `wanted`: the release in the address of the page. `choose`: which device a person takes from the browser's list. Default: the first. */
export function page(
  profile: string,
  changes: Partial<Platform> = {},
  choose: (devices: readonly UsbDeviceInfo[]) => UsbDeviceInfo | undefined = ([first]) => first,
  wanted?: string,
): Page {
  const clock = virtualClock();
  const board = createVirtualBoard(profile, { clock });
  const vault = changes.vault ?? memoryVault();
  let taken: readonly number[] = [];
  const plugged = {
    socket: board.socket,
    get taken() {
      return taken;
    },
  };
  const open = (allowed: boolean): Page => {
    const usb = virtualWebUsb(board.probe ? [plugged, board.probe] : [plugged], {
      clock,
      allowed,
      choose: async (devices) => choose(devices),
    });
    const awake = { times: 0, now: 0 };
    const platform: Platform = {
      bus: webUsbBus(usb, { clock }),
      clock,
      system: 'linux',
      releases: Promise.resolve(demoReleases(board.profile, clock)),
      keepAwake: () => {
        awake.times++;
        awake.now++;
        return { [Symbol.dispose]: () => void awake.now-- };
      },
      ...changes,
      vault,
    };
    const engine = async () => ({ ...(await import('../src/engine/engine.ts')), say });
    const flasher = createFlasher({ platform, engine, texts: english, wanted });
    return {
      flasher,
      board,
      clock,
      awake,
      vault,
      until: (what) => until(flasher, clock, what),
      revoke: () => usb.revoke(),
      claimByOther: (claims) => {
        taken = claims ? [0] : [];
      },
      reopen: async () => {
        await usb.revoke();
        flasher.stop();
        return open(true);
      },
    };
  };
  return open(false);
}

function until({ store }: Flasher, clock: VirtualClock, what: (state: PageState) => boolean): Promise<PageState> {
  return new Promise((resolve, reject) => {
    const look = () => {
      if (!what(store.value)) return;
      stop();
      cancel();
      resolve(store.value);
    };
    const stop = store.watch(look);
    const cancel = clock.after(3_600_000, () => {
      const { stage, check, failure, question } = store.value;
      reject(new Error(`it is ${JSON.stringify({ stage, check: check.status, failure, question })}`));
    });
    look();
  });
}
