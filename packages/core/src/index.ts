// The public face of @odflash/core.

export * from './board/cost-model.ts';
export * from './board/odrive-v3.ts';
export * from './board/stm32f405.ts';
export * from './bytes.ts';
export * from './clock.ts';
export * from './errors.ts';
export * from './flash/events.ts';
export * from './flash/findings.ts';
export * from './flash/plan.ts';
export * from './flash/report.ts';
export * from './flash/request.ts';
export * from './flash/target.ts';
export type { BadFileReason } from './image/bad-file.ts';
export * from './image/claims.ts';
export * from './image/crc32.ts';
export * from './image/describe-image.ts';
export * from './image/lookup.ts';
export * from './image/memory-image.ts';
export * from './image/read-image.ts';
export * from './image/sha256.ts';
export * from './image/vector.ts';
export * from './image/write-image.ts';
export * from './ports.ts';
export * from './usb/bus-changes.ts';
