// The readers of core for firmware files that are no Intel HEX.

export { otherReaders } from '@odflash/core/image';
