// The board behind its public face: supply, reset, cable, and what starts when. What a real board decides is decided here
// as the real one does it: by the switch, the vector table in flash, the firmware's own habits.

import { mainFlash, sram } from '@odflash/core/board';
import type { Range } from '@odflash/core/bytes';
import { type BootVerdict, judgeBoot, judgeVectors } from '../chip/boot.ts';
import type { Chip } from '../chip/chip.ts';
import { eraseJob, type JobContext, programJob } from '../chip/jobs.ts';
import { damagedOptions, readProtection } from '../chip/option-bytes.ts';
import { readBus } from '../chip/supply.ts';
import type { NvmStep } from '../odrive/configuration/nvm.ts';
import { createOdrive, odriveBoardIn } from '../odrive/protocol/usb.ts';
import { romVersions } from '../rom/behaviour.ts';
import type { RomRegisters } from '../rom/commands.ts';
import type { RomExit } from '../rom/machine.ts';
import { createRom } from '../rom/rom.ts';
import { after } from '../time/clock.ts';
import { type BoardHardware, inert, type PoweredState, serialNow } from './hardware.ts';
import { end, save, setState } from './presence.ts';

/** From the reset until the ODrive firmware is on the bus, in ms: as the kernel log of four ODrive v3.6 has it. */
const firmwareConnectMs = 146;
/** The firmware resets again as it starts, to find clean peripherals. Assumed to take this long. */
const firmwareRestartMs = 10;
/** ODrive's linker gives the firmware sectors 0 to 9. */
export const firmwareLength: number = 768 * 1024;

/** The ROM bootloader, fresh or with the registers of a saved board. */
export function romState(board: BoardHardware, registers?: RomRegisters, entered?: 'by-software'): PoweredState {
  const { chip, controller, clock, recorder, settings, store } = board;
  const rom = createRom(
    {
      chip,
      controller,
      clock,
      recorder,
      behaviour: settings.rom,
      serial: serialNow(board),
      now: clock.now,
      flashChanged: (offset, length) => store?.saveFlash(offset, chip.flash.subarray(offset, offset + length)),
      exit: (how) => leaveRom(board, how),
      changed: () => save(board),
    },
    registers,
  );
  if (entered) rom.registers.entered = entered;
  if (!registers) board.romStarts++;
  const isCaptured = !registers && board.romStarts <= settings.rom.captures;
  const { connectMs } = romVersions[settings.rom.version];
  return { running: 'rom', rom, connectMs, usb: isCaptured ? undefined : rom };
}

/** The firmware at the start of the flash, which the vector table lets start. */
export function firmwareState(board: BoardHardware, settled: boolean): PoweredState {
  const { chip, clock } = board;
  const version = odriveBoardIn(chip.flash.subarray(0, firmwareLength));
  if (version === undefined) return inert('other-firmware');
  const serial = serialNow(board);
  const runtime = board.runtime({
    board: version,
    serial,
    clock,
    flash: chip.flash,
    otp: chip.otp,
    settled,
    armed: settled && ['armed', 'turning'].includes(board.settings.motor),
    ready: settled && board.settings.motor === 'ready',
    turning: settled && board.settings.motor === 'turning',
    errors: settled ? board.settings.errors : board.settings.startErrors,
    adc: () => readBus(board.busVolts, board.divider, board.seed, clock.now()),
    conducts: (duty) => board.recorder.conduct({ duty, at: clock.now() }),
    arms: (axis, state) => board.recorder.arm({ axis, state, at: clock.now() }),
    change: (step) => changeFlash(board, step),
    enterBootloader: () => enterBootloader(board),
    reset: () => reset(board),
  });
  if (runtime === 'hangs') return inert('odrive');
  return { running: 'odrive', runtime, usb: createOdrive(version, serial, runtime), connectMs: firmwareConnectMs };
}

/** The firmware at work on its own flash, 32 bits at a time (HAL, voltage range 3). */
function changeFlash({ chip, clock, controller, recorder, store }: BoardHardware, step: NvmStep): Promise<void> {
  chip.width = 32;
  const context: JobContext = {
    chip,
    recorder,
    now: clock.now,
    flashChanged: (offset, length) => store?.saveFlash(offset, chip.flash.subarray(offset, offset + length)),
  };
  const job = step.kind === 'erase' ? eraseJob(context, step.sector) : programJob(context, step.address, step.data);
  return new Promise((resolve) => controller.start(job, resolve));
}

/** Out of reset: BOOT0 decides, unless read protection level 2 has closed the ROM forever (RM0090 §3.6.3). */
export function bootState(board: BoardHardware, settled = false): PoweredState {
  const { chip, system } = board;
  if (board.bootsRom) return romState(board);
  if (system.flash.closed()) return inert('nothing');
  return judgeBoot(chip.flash).starts ? firmwareState(board, settled) : inert('nothing');
}

/** Looks at BOOT0, as the chip does when it leaves reset. */
export function sampleSwitch(board: BoardHardware): void {
  board.bootsRom = board.bootSwitch === 'dfu' && readProtection(board.chip.options) < 2;
}

/** The chip leaves reset, unless its reset line is low; a debugger may have set it to stop at the first instruction. */
function leaveReset(board: BoardHardware): void {
  sampleSwitch(board);
  setState(board, board.system.reset() === 'boots' ? bootState(board) : inert('debugged'));
}

/** NRST goes low or high. */
export function driveReset(board: BoardHardware, low: boolean): void {
  const { core } = board.system;
  core.hold(low);
  if (low || core.state() === 'held') reset(board, 'the reset line was pulled');
}

/** The chip is reset; what the flash controller was at stays half done. */
export function reset(board: BoardHardware, reason = 'the chip was reset'): void {
  if (board.state.running === 'off') return;
  end(board, reason);
  board.controller.cut();
  board.resets++;
  leaveReset(board);
}

/** What the firmware's enter_dfu_mode ends in: the ROM, wherever the switch stands. */
export function enterBootloader(board: BoardHardware): void {
  if (board.state.running === 'off' || readProtection(board.chip.options) === 2) return;
  end(board, 'the firmware started the bootloader');
  board.controller.cut();
  setState(board, romState(board, undefined, 'by-software'));
}

function leaveRom(board: BoardHardware, exit: RomExit): void {
  if (exit.kind === 'jump') jump(board, exit.address);
  else reset(board);
}

/** The ROM takes the vector table at the pointer. "Not executable" resets the system instead (AN3156 §5.3). */
function jump(board: BoardHardware, address: number): void {
  const verdict = judgeJump(board.chip, address);
  board.jumps.push({ address, verdict });
  if (!verdict.starts) {
    reset(board, 'the bootloader left for nowhere');
    return;
  }
  end(board, 'the bootloader left');
  const next = address === mainFlash.address ? firmwareState(board, false) : inert('other-firmware');
  // ODrive's firmware resets again in its first moments and, with BOOT0 high, is back in the ROM.
  const fallsBack = next.running === 'odrive' && board.bootSwitch === 'dfu';
  setState(board, fallsBack ? inert('odrive') : next);
  if (!fallsBack) return;
  next.runtime?.stop?.();
  board.awaited = after(board.clock, firmwareRestartMs, () => reset(board));
}

/** Without supply the board is off, USB or not; an operation in progress stays half done, RAM is lost. */
export function setPower(board: BoardHardware, on: boolean): void {
  if (on === (board.state.running !== 'off')) return;
  if (on) {
    leaveReset(board);
    return;
  }
  const firmwareWrites = board.state.running === 'odrive' && board.controller.working();
  end(board, 'the board lost its supply');
  board.controller.cut();
  if (firmwareWrites) damageOptions(board);
  board.resets++;
  board.powerLosses++;
  board.chip.ram.fill(0);
  board.system.powerLost();
  setState(board, inert('off'));
}

function damageOptions({ chip, settings, recorder }: BoardHardware): void {
  const damaged = damagedOptions(chip.options, settings.saveCut, chip.random);
  if (damaged !== chip.options) recorder.faultHit('save-cut');
  chip.options = damaged;
}

/** What the ROM finds when it jumps: a vector table in flash or RAM. */
function judgeJump(chip: Chip, address: number): BootVerdict {
  const code: readonly Range[] = [{ address: mainFlash.address, length: chip.model.flashLength }, sram];
  const [start, memory] = address >= sram.address ? [sram.address, chip.ram] : [mainFlash.address, chip.flash];
  const offset = address - start;
  if (offset < 0 || offset + 8 > memory.length) return judgeVectors(0, 0, code);
  return judgeBoot(memory.subarray(offset), code);
}
