// The time limits of transfers, kept from outside libusb. Its own are no help where it is built without timerfd, as in the
// `usb` package for Linux: its event thread, asleep for up to 60 s, is not woken for the timeout of a transfer that was
// submitted meanwhile (libusb_get_next_timeout, "Polling and timing").

export interface TimeKeeper<T> extends Disposable {
  /** From now on `work` has `timeoutMs` to end; 0 = forever. */
  begin(work: T, timeoutMs: number): void;
  /** `work` has ended. True if its time was up before. */
  end(work: T): boolean;
}

/**
 * Calls `late` for whatever has not ended in time. One timer for everything: a flash is a thousand transfers, and to start
 * and clear a timer costs as much as a short one. It does not keep the process alive.
 */
export function timeKeeper<T>(late: (work: T) => void): TimeKeeper<T> {
  const due = new Map<T, number>();
  const overdue = new Set<T>();
  let timer: NodeJS.Timeout | undefined;
  let rings = Number.POSITIVE_INFINITY;

  const ringAt = (time: number): void => {
    clearTimeout(timer);
    rings = time;
    timer = Number.isFinite(time) ? setTimeout(look, Math.max(1, Math.ceil(time - performance.now()))) : undefined;
    timer?.unref();
  };
  function look(): void {
    const now = performance.now();
    for (const [work, time] of due) {
      if (time > now) continue;
      due.delete(work);
      overdue.add(work);
      late(work);
    }
    ringAt(Math.min(...due.values()));
  }
  return {
    begin(work, timeoutMs) {
      if (timeoutMs === 0) return;
      const time = performance.now() + timeoutMs;
      due.set(work, time);
      if (time < rings) ringAt(time);
    },
    end(work) {
      due.delete(work);
      return overdue.delete(work);
    },
    [Symbol.dispose]: () => ringAt(Number.POSITIVE_INFINITY),
  };
}
