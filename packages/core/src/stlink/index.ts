/**
 * ST-Link probes: finding one, its model, version and target voltage.
 *
 * {@includeCode ../../../../test/examples/core-stlink.ts}
 *
 * @module
 */

export type { ProbeAccess } from './access.ts';
export * from './find.ts';
export * from './inspect-probe.ts';
export * from './models.ts';
export * from './probe.ts';
export * from './serial.ts';
export * from './version.ts';
export * from './voltage.ts';
