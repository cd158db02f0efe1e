// Numbers as people read them.

/** `0.8 s`, `12 s`, `2 min 05 s`. */
export function seconds(ms: number): string {
  const whole = Math.round(ms / 1000);
  if (ms < 9_950) return `${(ms / 1000).toFixed(1)} s`;
  if (whole < 60) return `${whole} s`;
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`;
}

/** Kilobytes per second, or nothing where no time has passed. */
export function rate(bytes: number, ms: number): string | undefined {
  return ms < 50 || bytes === 0 ? undefined : (bytes / ms).toFixed(1);
}
