/**
 * USB descriptors, serialised access, traced buses, and the adapter for WebUSB.
 *
 * {@includeCode ../../../../test/examples/core-trace.ts}
 *
 * @module
 */

export * from './descriptors.ts';
export * from './device-strings.ts';
export * from './link-failure.ts';
export * from './one-at-a-time.ts';
export * from './read-descriptors.ts';
export * from './trace.ts';
export * from './webusb-bus.ts';
export * from './webusb-link.ts';
