// Which operating system this is, as far as the browser says: help differs, the flashing does not.

import type { System } from './platform.ts';

/** The members of `navigator` that say it. */
export interface Agent {
  readonly userAgent: string;
  readonly userAgentData?: { readonly platform?: string | undefined } | undefined;
}

const signs: readonly (readonly [RegExp, System])[] = [
  [/android/i, 'android'],
  [/cros|chrome ?os|chromium os/i, 'chromeos'],
  [/win/i, 'windows'],
  [/mac/i, 'macos'],
  [/linux|x11/i, 'linux'],
];

export function systemOf({ userAgentData, userAgent }: Agent): System {
  const words = userAgentData?.platform || userAgent;
  return signs.find(([sign]) => sign.test(words))?.[1] ?? 'other';
}
