/**
 * The firmware's native protocol: packets, descriptor, object tree, values, commands.
 *
 * {@includeCode ../../../../test/examples/core-odrive.ts}
 *
 * @module
 */

export * from './commands.ts';
export * from './complete.ts';
export * from './descriptor/descriptor.ts';
export * from './descriptor/descriptor-download.ts';
export type { FetchedDescriptor, FetchOptions } from './descriptor/endpoint-zero.ts';
export { generationOfImage } from './descriptor/image-tree.ts';
export * from './device.ts';
export * from './enumerations.ts';
export * from './errors/index.ts';
export * from './firmware-version.ts';
export * from './identity.ts';
export { type AsciiLines, asciiChannel, asciiLines, asciiRelease } from './protocol/ascii-channel.ts';
export * from './protocol/channel.ts';
export * from './protocol/client.ts';
export * from './protocol/crc.ts';
export * from './protocol/packet.ts';
export * from './protocol/stream-framing.ts';
export type { WindowReport } from './protocol/window.ts';
export { configurationGeneration } from './release-order.ts';
export { describeRelease, initialValuesOf, type ReleaseDescription } from './releases/releases.ts';
export * from './tree.ts';
export * from './value.ts';
