// Blocks of memory.
import { firstDifference, hex32 } from '@odflash/core/bytes';
import { printable } from '@odflash/core/printable';

const at = firstDifference(Uint8Array.of(1, 2, 3), Uint8Array.of(1, 2, 4));
console.log(hex32(0x0800_0000 + (at ?? 0)), printable('a\u001b[2Jb'));
