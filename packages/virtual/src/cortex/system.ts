// The chip as a debugger meets it, put together: bus, flash interface, clocks, CRC unit, core, debug access port.

import type { Clock } from '@odflash/core';
import { type Bus, createBus } from '../chip/bus.ts';
import type { Chip } from '../chip/chip.ts';
import { clockControl } from '../chip/clock-control.ts';
import type { Controller } from '../chip/controller.ts';
import { crcUnit } from '../chip/crc-unit.ts';
import { createFlashInterface, type FlashInterface } from '../chip/flash-interface.ts';
import type { RecorderInput } from '../chip/recorder.ts';
import { plainRegisters, type RegisterBlock } from '../chip/register-block.ts';
import { type Core, type CoreBoard, createCore } from './core.ts';
import { createDebugAccess, type DebugAccess } from './debug-access.ts';
import { debugComponents } from './debug-components.ts';
import { systemControlSpace } from './debug-registers.ts';

export interface SystemParts {
  readonly chip: Chip;
  readonly controller: Controller;
  readonly recorder: RecorderInput;
  readonly clock: Clock;
  /** DBGMCU_IDCODE. */
  readonly idCode: number;
  readonly board: Omit<CoreBoard, 'coreKHz'>;
  bootsRom(): boolean;
  flashChanged(offset: number, length: number): void;
}

export interface System {
  readonly bus: Bus;
  readonly core: Core;
  readonly access: DebugAccess;
  readonly flash: FlashInterface;
  /** Runs interpreted code up to now. */
  catchUp(): void;
  /** A system reset; says what comes next. */
  reset(): ReturnType<Core['reset']>;
  powerLost(): void;
}

/** Bit of the CRC unit in RCC_AHB1ENR. */
const crcClock = 12;

/** Peripherals that firmware does not need to work here, by bus: APB1, APB2, the rest of AHB1, AHB2. */
const otherPeripherals: readonly (readonly [base: number, length: number])[] = [
  [0x4000_0000, 0x8000],
  [0x4001_0000, 0x5800],
  [0x4002_0000, 0x6_0000],
  [0x5000_0000, 0x6_1000],
];

/** About 10 ms of a desktop machine's time. */
const wallClockSlice = 400_000;

export function createSystem(parts: SystemParts): System {
  const { chip, controller, recorder, clock } = parts;
  const clocks = clockControl();
  const blocks: RegisterBlock[] = [];
  const flash = createFlashInterface({
    chip,
    controller,
    recorder,
    now: () => bus.time,
    flashChanged: parts.flashChanged,
    debugged: () => access.connected(),
  });
  const bus = createBus({ chip, controller, flash, blocks, bootsRom: parts.bootsRom });
  const core = createCore({
    bus,
    controller,
    board: { ...parts.board, coreKHz: clocks.coreKHz },
    maxInstructions: 'after' in clock ? Number.POSITIVE_INFINITY : wallClockSlice,
  });
  const access = createDebugAccess(bus, core);
  blocks.push(
    flash,
    clocks,
    crcUnit(() => clocks.hasClock(crcClock)),
    systemControlSpace(core),
  );
  blocks.push(
    ...debugComponents(parts.idCode),
    ...otherPeripherals.map(([base, length]) => plainRegisters(base, length)),
  );
  const resetBlocks = () => {
    for (const block of blocks) block.reset();
  };
  return {
    bus,
    core,
    access,
    flash,
    catchUp: () => {
      core.advance(clock.now());
      controller.settle(clock.now());
      bus.time = Math.max(bus.time, clock.now());
    },
    reset: () => {
      resetBlocks();
      return core.reset();
    },
    powerLost: () => {
      core.powerLost();
      access.powerLost();
      flash.powerOn();
    },
  };
}
