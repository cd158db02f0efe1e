// What axes do by themselves after a start: flags of the configuration. Pure.

const startupFlag = /\.config\.startup_\w+$/;

/** What an axis does by itself after a start. */
export function isStartupFlag(path: string): boolean {
  return startupFlag.test(path);
}

/** The `startup_…` flags that are true, by path: the motor may move after the next restart. */
export function startupFlagsIn(values: ReadonlyMap<string, unknown>): string[] {
  return [...values].filter(([path, value]) => value === true && startupFlag.test(path)).map(([path]) => path);
}
