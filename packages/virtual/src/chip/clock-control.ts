// RCC, as far as it matters to what runs from RAM: which clock the core has, which peripherals have one (RM0090 §7.3).
// Oscillators are ready at once.

import { plainRegisters, type RegisterBlock } from './register-block.ts';

export interface ClockControl extends RegisterBlock {
  /** The core's clock in kHz. */
  coreKHz(): number;
  /** Bit n of RCC_AHB1ENR. */
  hasClock(bit: number): boolean;
}

const registers = { control: 0x00, pll: 0x04, configuration: 0x08, ahb1Enable: 0x30, status: 0x74 } as const;
const internalKHz = 16_000;
/** The crystal of every ODrive v3. */
const crystalKHz = 8_000;

const defaults = [
  [registers.control, 0x83],
  [registers.pll, 0x2400_3010],
  [registers.ahb1Enable, 0x0010_0000],
  [registers.status, 0x0e00_0000],
] as const;

/** HSION, HSEON, PLLON: the ready bit is the one above each. */
const oscillators = [0, 16, 24] as const;

export function clockControl(): ClockControl {
  const stored = plainRegisters(0x4002_3800, 0x400, defaults);
  const pllKHz = () => {
    const setting = stored.read(registers.pll);
    const source = (setting >>> 22) & 1 ? crystalKHz : internalKHz;
    const [divider, factor] = [setting & 0x3f, (setting >>> 6) & 0x1ff];
    return ((source / Math.max(divider, 2)) * factor) / (2 * (((setting >>> 16) & 3) + 1));
  };
  return {
    ...stored,
    read: (offset) => {
      const value = stored.read(offset);
      if (offset === registers.control) {
        return oscillators.reduce((word, on) => word | (((value >>> on) & 1) << (on + 1)), value & ~0x0202_0002) >>> 0;
      }
      if (offset === registers.configuration) return (value & ~0xc) | ((value & 3) << 2);
      return value;
    },
    coreKHz: () => {
      const source = stored.read(registers.configuration) & 3;
      if (source === 2) return pllKHz();
      return source === 1 ? crystalKHz : internalKHz;
    },
    hasClock: (bit) => ((stored.read(registers.ahb1Enable) >>> bit) & 1) === 1,
  };
}
