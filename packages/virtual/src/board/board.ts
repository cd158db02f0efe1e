// One virtual board, put together: a chip with supply, DIP switch and USB socket. USB does not power it. Knows no host.

import type { Clock } from '@odflash/core';
import { nominalVoltage } from '@odflash/core/board';
import type { UsbSocket } from '@odflash/core/ports';
import { type BootVerdict, judgeBoot } from '../chip/boot.ts';
import { corrupt } from '../chip/chip.ts';
import { createController } from '../chip/controller.ts';
import { encodeOptions } from '../chip/option-bytes.ts';
import { createRecorder, type Recorder } from '../chip/recorder.ts';
import { createSystem } from '../cortex/system.ts';
import { type BoardFaults, createWire, untouchedWire, type WireFaults } from '../faults/wire.ts';
import { dividerFor } from '../odrive/motor/bus-scale.ts';
import type { RuntimeFactory } from '../odrive/protocol/usb.ts';
import { odriveRuntime } from '../odrive/runtime.ts';
import { createProbe, type VirtualProbe } from '../probe/probe.ts';
import type { ProbeTarget } from '../probe/target.ts';
import type { RomRegisters } from '../rom/commands.ts';
import { seededRandom } from '../time/random.ts';
import { createSocket } from '../usb/socket.ts';
import { populatedChip } from './board-content.ts';
import { faultsOf } from './board-faults.ts';
import { bootState, driveReset, enterBootloader, reset, romState, sampleSwitch, setPower } from './board-state.ts';
import { coreBoardOf, undermine } from './debugging.ts';
import { type BoardHardware, type BootSwitch, inert, type Jump, serialNow } from './hardware.ts';
import { setCable, setState } from './presence.ts';
import { type Profile, parseFaults, parseProfile } from './profile.ts';
import { type BoardStore, loadRegisters, type Running, type SavedBoard } from './store.ts';

/** A virtual ODrive: chip, power, DIP switch, and whatever runs on it. */
export interface VirtualBoard {
  readonly profile: Profile;
  readonly socket: UsbSocket;
  /** The ST-Link wired to it, if the profile has one. */
  readonly probe: VirtualProbe | undefined;
  /** The same 12 digits in the ROM and in the firmware. */
  readonly serial: string;
  /** The main flash as it is now: 1 MiB. Writing to it is magic no flasher has. */
  readonly flash: Uint8Array;
  /** 512 data bytes and 16 lock bytes, as they are now. */
  readonly otp: Uint8Array;
  /** The 16 bytes the ROM shows at 0x1FFFC000. */
  readonly optionBytes: Uint8Array;
  readonly recorder: Recorder;
  /** Jumps the ROM made on leave, in order. */
  readonly jumps: readonly Jump[];
  /** What runs now. */
  running(): Running;
  /** The ROM's registers while it runs. */
  rom(): Readonly<RomRegisters> | undefined;
  /** Switches the supply. Off in the middle of an operation leaves it half done: any mix of old and new bits. */
  power(on: boolean): void;
  /** From now on the supply gives so many volts. What the firmware makes of them is its own affair. */
  supply(volts: number): void;
  /** `power(false)`. */
  cutPower(): void;
  /** Off and on again; the board is back on the bus after its start-up time. */
  powerCycle(): void;
  /** Resets the chip (NRST). */
  reset(): void;
  /** What the firmware's enter_dfu_mode does: the ROM runs, wherever the switch stands. */
  enterBootloader(): void;
  /** Moves the DIP switch; the chip reads it at its next reset. */
  setSwitch(position: BootSwitch): void;
  /** Pulls the USB cable out or puts it in; what runs continues running. */
  cable(inserted: boolean): void;
  /**
   * From here on the connection and the flash have these faults, written as in a profile (`stall-at=3,drop-erase=1`), instead of
   * those before; n-th counts from now. Empty: they work. Throws FlasherError `usage`.
   */
  injectFaults(faults: string): void;
  /** True if a debugger can read the main flash now: nothing is erased or programmed, and no read protection hides it. */
  showsFlash(): boolean;
  /** What would start at power-on with the switch on RUN. */
  bootVerdict(): BootVerdict;
}

/** Where the board lives and what it is made of. */
export interface VirtualBoardOptions {
  readonly clock: Clock;
  /** Where the board is kept between processes. */
  readonly store?: BoardStore | undefined;
  /** Used where the profile names none. Default 1. */
  readonly seed?: number | undefined;
  /** Bus path of the socket. Default `1-1`. */
  readonly path?: string | undefined;
  /** Bus path of the ST-Link's socket. Default `2-1`. */
  readonly probePath?: string | undefined;
  /** What serves the data endpoints of running ODrive firmware. Default: the virtual firmware of that release. */
  readonly runtime?: RuntimeFactory | undefined;
}

/**
 * Makes a board that has been powered for a while: what it runs is on the bus already. From a store it returns as it
 * was if it was in the ROM; else it is power-cycled, with the switch where the profile has it.
 */
export function createVirtualBoard(profile: string | Profile, options: VirtualBoardOptions): VirtualBoard {
  const described = typeof profile === 'string' ? parseProfile(profile) : profile;
  const seed = described.settings.seed ?? options.seed ?? 1;
  const saved = options.store?.load();
  const board = assemble(described, options, seed, saved);
  const boardFaults = faultsOf(board);
  const disturbances = seededRandom(seed, 'wire');
  const disturb = (faults: WireFaults) => {
    board.wire = createWire(faults, boardFaults, board.recorder, disturbances);
  };
  disturb(described.settings.wire);
  if (!saved) options.store?.saveFlash(0, board.chip.flash);
  switchOn(board, saved);
  const probe = described.probe ? probeOf(board, boardFaults, options.probePath ?? '2-1') : undefined;
  const injectFaults = (faults: string) => {
    const settings = parseFaults(faults, described.settings);
    disturb(settings.wire);
    corrupt(board.chip, settings.quirks);
    probe?.inflict(settings.probe);
  };
  return publicFace(board, described, probe, injectFaults);
}

function assemble(
  profile: Profile,
  options: VirtualBoardOptions,
  seed: number,
  saved: SavedBoard | undefined,
): BoardHardware {
  const { clock, store, path = '1-1', runtime = odriveRuntime } = options;
  const chip = populatedChip(profile, seed, saved);
  const controller = createController(clock);
  const recorder = createRecorder();
  const board: BoardHardware = {
    settings: profile.settings,
    clock,
    chip,
    controller,
    recorder,
    system: createSystem({
      chip,
      controller,
      recorder,
      clock,
      idCode: profile.settings.idCode ?? chip.model.idCode,
      board: coreBoardOf(() => board),
      bootsRom: () => board.bootsRom,
      flashChanged: (offset, length) => {
        store?.saveFlash(offset, chip.flash.subarray(offset, offset + length));
        undermine(board, offset);
      },
    }),
    socket: createSocket(path),
    store,
    runtime,
    jumps: [],
    bootSwitch: profile.bootSwitch,
    bootsRom: false,
    suspended: false,
    undermined: false,
    state: inert('off'),
    cableIn: true,
    seed,
    divider: profile.settings.divider ?? dividerFor(nominalVoltage(profile.version)),
    busVolts: profile.settings.bus ?? defaultBus(nominalVoltage(profile.version)),
    resets: 0,
    powerLosses: 0,
    romStarts: 0,
    wire: untouchedWire,
    unplug: () => undefined,
    awaited: () => undefined,
  };
  sampleSwitch(board);
  return board;
}

/** A supply somewhat below what the board is made for. */
function defaultBus(nominal: number): number {
  return nominal === 24 ? 24 : 36;
}

function switchOn(board: BoardHardware, saved: SavedBoard | undefined): void {
  const registers = saved?.state.running === 'rom' ? saved.state.rom : undefined;
  setState(board, registers ? romState(board, loadRegisters(registers)) : bootState(board, true), 0);
  board.state.rom?.resume();
}

/** An ST-Link on the board's debug header. */
function probeOf(board: BoardHardware, boardFaults: BoardFaults, path: string): VirtualProbe {
  const { settings, clock, recorder, seed, system } = board;
  const target: ProbeTarget = {
    access: system.access,
    powered: () => board.state.running !== 'off',
    closed: () => system.flash.level() === 2,
    runsCode: () => system.core.state() === 'code',
    driveReset: (low) => driveReset(board, low),
    powerLosses: () => board.powerLosses,
    crash: boardFaults.crash,
    powerCut: boardFaults.powerCut,
    brownOut: boardFaults.brownOut,
  };
  return createProbe({ settings: settings.probe, clock, target, recorder, seed, path });
}

function publicFace(
  board: BoardHardware,
  profile: Profile,
  probe: VirtualProbe | undefined,
  injectFaults: VirtualBoard['injectFaults'],
): VirtualBoard {
  const { chip, settings } = board;
  return {
    profile,
    socket: board.socket,
    probe,
    get serial() {
      return serialNow(board);
    },
    get flash() {
      board.system.catchUp();
      return chip.flash;
    },
    otp: chip.otp,
    get optionBytes() {
      return encodeOptions(chip.options, settings.quirks.reservedHigh);
    },
    recorder: board.recorder,
    jumps: board.jumps,
    running: () => board.state.running,
    rom: () => board.state.rom?.registers,
    power: (on) => setPower(board, on),
    supply: (volts) => {
      board.busVolts = volts;
    },
    cutPower: () => setPower(board, false),
    powerCycle: () => {
      setPower(board, false);
      setPower(board, true);
    },
    reset: () => reset(board),
    enterBootloader: () => enterBootloader(board),
    setSwitch: (position) => {
      board.bootSwitch = position;
    },
    cable: (inserted) => setCable(board, inserted),
    injectFaults,
    showsFlash: () => {
      board.system.catchUp();
      return !board.controller.working() && !board.system.flash.closed();
    },
    bootVerdict: () => judgeBoot(chip.flash),
  };
}
