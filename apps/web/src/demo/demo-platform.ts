// A platform of virtual boards: the same page, engine and adapter, below them a virtual navigator.usb. Loaded for ?demo only.

import { type Clock, systemClock } from '@odflash/core';
import { webUsbBus } from '@odflash/core/usb';
import { createVirtualBoard, memoryVault, parseProfile, realTime, virtualWebUsb } from '@odflash/virtual';
import { keepAwake } from '../platform/keep-awake.ts';
import type { Platform } from '../platform/platform.ts';
import { systemOf } from '../platform/system.ts';
import { demoReleases } from './demo-releases.ts';
import { createPicker } from './picker.ts';
import { profileProblem } from './profile-text.ts';

export interface DemoOptions {
  /** Profile text of the virtual board. */
  readonly profile: string;
  /** How much faster than a real board time passes, 1 to 8. */
  readonly speed: number;
}

/** A board that runs an older firmware, with a configuration a person has saved: what most people have. */
const defaultProfile = 'v3.6-56V,firmware=0.5.4';
const maxSpeed = 8;

/** What `?demo=PROFILE&speed=N` asks for. */
export function demoOptions(query: URLSearchParams): DemoOptions {
  const speed = Number(query.get('speed') ?? 1);
  return {
    profile: query.get('demo') || defaultProfile,
    speed: speed >= 1 && speed <= maxSpeed ? speed : 1,
  };
}

/** A profile that cannot be read is that of the usual board, and what is wrong with it is said. */
export function demoPlatform(window: Window & typeof globalThis, { profile: wanted, speed }: DemoOptions): Platform {
  const problem = profileProblem(wanted);
  const text = problem ? defaultProfile : wanted;
  const profile = parseProfile(text);
  const clock = realTime(faster(systemClock, speed));
  const board = createVirtualBoard(profile, { clock });
  const picker = createPicker();
  const usb = virtualWebUsb(board.probe ? [board, board.probe] : [board], { clock, choose: picker.choose });
  let position = profile.bootSwitch;
  return {
    bus: webUsbBus(usb, { clock }),
    clock,
    // A board that is forgotten with the page must not meet the records of another one made from the same seed.
    vault: memoryVault(),
    system: systemOf(window.navigator),
    releases: Promise.resolve(demoReleases(profile, clock)),
    keepAwake: keepAwake(window),
    controls: {
      picker,
      profile: text,
      problem,
      speed,
      switchedToDfu: () => position === 'dfu',
      setSwitch: (next) => {
        position = next;
        board.setSwitch(next);
      },
      powerCycle: () => board.powerCycle(),
      cable: (inserted) => board.cable(inserted),
    },
  };
}

/** The same clock, some times faster. */
function faster(clock: Clock, times: number): Clock {
  return {
    now: () => clock.now() * times,
    date: clock.date,
    sleep: (ms, signal) => clock.sleep(ms / times, signal),
  };
}
