// A session in conversation with a script, and what such scripts are made of.

import { sectors } from '@odflash/core/board';
import { createDeviceTiming } from '../../src/dfu/device-timing.ts';
import { createSession, type DfuSession } from '../../src/dfu/session.ts';
import { type JumpingClock, jumpingClock } from '../usb/test-clock.ts';
import { command, type Line, scriptedLink } from './scripted-link.ts';

interface Setting {
  readonly clock?: JumpingClock;
  readonly blocks?: boolean;
  readonly cautious?: boolean;
}

export async function converse<T>(
  script: readonly (Line | readonly Line[])[],
  talk: (session: DfuSession) => Promise<T>,
  { clock = jumpingClock(), blocks = true, cautious = false }: Setting = {},
): Promise<T> {
  const { link, finished } = scriptedLink(...script);
  const timing = createDeviceTiming(2048);
  if (cautious) timing.note({ code: 'stalled' } as never);
  const session = createSession(link, { interfaceNumber: 0, clock, timing, transferSize: 2048, blocks });
  try {
    return await talk(session);
  } finally {
    finished();
  }
}

export const base = 0x0800_0000;
export const sector0 = sectors[0]!;
export const full = new Uint8Array(2048).fill(0x5a);
export const eraseLine = command('41 00 00 00 08');
export const erase = (session: DfuSession) => session.erase(sector0);
