// What else lies on the private peripheral bus: ITM, DWT, FPB, the ROM table, DBGMCU. Debuggers look at them and set them up;
// here they only remember, and no comparator ever matches.

import { plainRegisters, type RegisterBlock } from '../chip/register-block.ts';

/** The entries of a Cortex-M4's ROM table: SCS, DWT, FPB, ITM, TPIU, ETM; then its identity registers. */
const romTable: readonly (readonly [number, number])[] = [
  ...words(0x000, [0xfff0_f003, 0xfff0_2003, 0xfff0_3003, 0xfff0_1003, 0xfff4_1003, 0xfff4_2003]),
  ...words(0xfe0, [0x13, 0x04, 0x0a, 0x00]),
  ...words(0xff0, [0x0d, 0x10, 0x05, 0xb1]),
];

function words(offset: number, values: readonly number[]): (readonly [number, number])[] {
  return values.map((value, at) => [offset + 4 * at, value] as const);
}

/** FP_CTRL: six code and two literal comparators; bit 0 is kept if the key, bit 1, comes with it. */
function flashPatch(): RegisterBlock {
  const stored = plainRegisters(0xe000_2000, 0x1000);
  let isEnabled = 0;
  return {
    ...stored,
    read: (offset) => (offset === 0 ? 0x260 | isEnabled : stored.read(offset)),
    write: (offset, value) => {
      if (offset !== 0) stored.write(offset, value);
      else if ((value & 2) !== 0) isEnabled = value & 1;
    },
  };
}

/** A system reset leaves all of them alone. `idCode` is what DBGMCU_IDCODE reads. */
export function debugComponents(idCode: number): readonly RegisterBlock[] {
  const dwt = plainRegisters(0xe000_1000, 0x1000, [[0, 0x4000_0000]]);
  const identity = plainRegisters(0xe004_2000, 0x400, [[0, idCode]]);
  const table = plainRegisters(0xe00f_f000, 0x1000, romTable);
  const readOnly = () => undefined;
  const blocks: readonly RegisterBlock[] = [
    plainRegisters(0xe000_0000, 0x1000),
    dwt,
    flashPatch(),
    plainRegisters(0xe004_0000, 0x2000),
    { ...identity, write: (offset, value) => (offset === 0 ? undefined : identity.write(offset, value)) },
    { ...table, write: readOnly },
  ];
  return blocks.map((block) => ({ ...block, reset: () => undefined }));
}
