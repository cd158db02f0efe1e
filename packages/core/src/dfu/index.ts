/**
 * USB DFU 1.1 and DfuSe, as the STM32 ROM bootloader implements it: requests, states, layout strings, the DFU target.
 *
 * {@includeCode ../../../../test/examples/core-dfu.ts}
 *
 * @module
 */

export type { Anomalies } from './device-timing.ts';
export * from './dfu-target.ts';
export { isSupplyStep, type SupplyStep } from './hazards.ts';
export * from './layout.ts';
export * from './provider.ts';
export * from './requests.ts';
export * from './status.ts';
