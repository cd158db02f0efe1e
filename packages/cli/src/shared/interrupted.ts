// Commands that run until Ctrl-C.

/** Resolves when the signal is aborted. The timer keeps the process alive: a signal alone does not. */
export function interrupted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const alive = setInterval(() => undefined, 0x7fff_ffff);
    const stop = () => {
      clearInterval(alive);
      resolve();
    };
    signal.addEventListener('abort', stop, { once: true });
  });
}
