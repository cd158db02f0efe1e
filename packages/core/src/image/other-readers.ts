// The readers of all formats but Intel HEX, as one value: a caller may load them when a file needs one.

import { readDfuse } from './formats/dfuse.ts';
import { readElf } from './formats/elf.ts';
import { readRaw } from './formats/raw.ts';
import { readSRecord } from './formats/s-record.ts';
import { readUf2 } from './formats/uf2.ts';
import type { OtherReaders } from './read-image-by.ts';

/** Each throws FlasherError, see `readImage`. */
export const otherReaders: OtherReaders = {
  's-record': (bytes) => ({ image: readSRecord(bytes) }),
  elf: readElf,
  dfuse: (bytes) => ({ image: readDfuse(bytes) }),
  uf2: (bytes) => ({ image: readUf2(bytes) }),
  raw: (bytes, address) => ({ image: readRaw(bytes, address) }),
};
