// The image that each tool flashes.

import { seededRandom } from '@odflash/virtual';

/** 24 KiB with a vector table that starts (stack at the end of RAM, entry in flash); the rest is the seed's. */
export function smallImage(seed: number): Uint8Array {
  const random = seededRandom(seed, 'image');
  const image = Uint8Array.from({ length: 24 * 1024 }, () => random.below(256));
  new DataView(image.buffer).setUint32(0, 0x2002_0000, true);
  new DataView(image.buffer).setUint32(4, 0x0800_0201, true);
  return image;
}
