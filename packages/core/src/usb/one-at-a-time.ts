// A queue of one place: for calls that must not overlap, such as listing a bus and opening a device on it.

/** Runs jobs one after the other, in the order they were asked for. One that fails does not hold up the next. */
export function oneAtATime(): <T>(job: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (job) => {
    const result = last.then(job);
    last = result.catch(() => undefined);
    return result;
  };
}
