// While a board is changed: the screen stays on, and closing the tab asks first. The browser gives the wake lock up when the tab is
// hidden; it is taken again when the tab is back.

import type { KeepAwake } from './platform.ts';

/** Every holder keeps it; the last one releases it. */
export function keepAwake(page: { readonly window: Window; readonly document: Document }): KeepAwake {
  const { window, document } = page;
  let holders = 0;
  let screen: WakeLockSentinel | undefined;
  const light = () => {
    if (holders === 0 || document.visibilityState !== 'visible') return;
    // Refused with a low battery: no reason to stop.
    window.navigator.wakeLock?.request('screen').then(
      (lock) => {
        if (holders > 0) screen = lock;
        else void lock.release();
      },
      () => undefined,
    );
  };
  const ask = (event: BeforeUnloadEvent) => event.preventDefault();
  return () => {
    if (holders++ === 0) {
      window.addEventListener('beforeunload', ask);
      document.addEventListener('visibilitychange', light);
      light();
    }
    let isHeld = true;
    return {
      [Symbol.dispose]: () => {
        if (!isHeld) return;
        isHeld = false;
        if (--holders > 0) return;
        window.removeEventListener('beforeunload', ask);
        document.removeEventListener('visibilitychange', light);
        screen?.release().catch(() => undefined);
        screen = undefined;
      },
    };
  };
}
