/**
 * ODrive v3 boards and the STM32F405 as data: versions, sectors, OTP, option bytes, USB ids, flash times, clones, which firmware does what on which board.
 *
 * {@includeCode ../../../../test/examples/core-board.ts}
 *
 * @module
 */

export * from '../odrive/firmware-compatibility.ts';
export * from './clones.ts';
export * from './cost-model.ts';
export * from './odrive-v3.ts';
export * from './other-bootloaders.ts';
export * from './stm32f405.ts';
