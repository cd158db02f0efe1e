// What the engine needs of core for a chip behind an ST-Link.

export { swdProvider } from '@odflash/core/swd';
