// Errors are sets of flags, in integers of whatever width the release gives them.

import type { PropertyValue } from '@odflash/core/odrive';

/** Where the errors are. */
interface ErrorProperties {
  get(path: string): PropertyValue | undefined;
  set(path: string, value: PropertyValue): void;
}

/** Sets one flag of an error. */
export function raiseBit({ get, set }: ErrorProperties, path: string, bit: number): void {
  const before = get(path) ?? 0;
  if (typeof before === 'number' || typeof before === 'bigint') set(path, BigInt(before) | (1n << BigInt(bit)));
}
