/**
 * The firmware's native protocol: packets, descriptor, object tree, values, commands.
 *
 * {@includeCode ../../../../test/examples/core-odrive.ts}
 *
 * @module
 */

export { type AsciiLines, asciiChannel, asciiLines, asciiRelease } from './ascii-channel.ts';
export * from './channel.ts';
export * from './client.ts';
export * from './commands.ts';
export * from './complete.ts';
export * from './crc.ts';
export * from './descriptor.ts';
export * from './descriptor-download.ts';
export * from './device.ts';
export type { FetchedDescriptor, FetchOptions } from './endpoint-zero.ts';
export * from './enumerations.ts';
export * from './errors/index.ts';
export * from './firmware-version.ts';
export * from './identity.ts';
export * from './packet.ts';
export { configurationGeneration } from './release-order.ts';
export { describeRelease, initialValuesOf, type ReleaseDescription } from './releases/releases.ts';
export * from './stream-framing.ts';
export * from './tree.ts';
export * from './value.ts';
export type { WindowReport } from './window.ts';
