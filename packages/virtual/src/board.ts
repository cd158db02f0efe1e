// One virtual board: a chip with supply, DIP switch and USB socket, and whatever runs on it, as the real one decides it:
// the switch, the vector table in flash, the firmware's own habits. USB does not power the board. Knows no host.

import {
  type BoardVersion,
  boardVersion,
  type Clock,
  encodeOtp,
  mainFlash,
  type Range,
  sram,
  type UsbDevicePort,
  type UsbSocket,
} from '@odflash/core';
import { type BootVerdict, judgeBoot, judgeVectors } from './chip/boot.ts';
import { type Chip, createChip, serialOf, uidFor } from './chip/chip.ts';
import { createController } from './chip/controller.ts';
import { chipModels } from './chip/geometry.ts';
import { encodeOptions, readProtection } from './chip/option-bytes.ts';
import { createRecorder, type Recorder } from './chip/recorder.ts';
import { after, type Cancel } from './clock.ts';
import { factoryFlash, otherFirmware } from './factory-image.ts';
import type { BoardSettings } from './faults/settings.ts';
import { createWire } from './faults/wire.ts';
import { type Profile, parseProfile } from './profile.ts';
import { seededRandom } from './random.ts';
import { romVersions } from './rom/behaviour.ts';
import type { RomRegisters } from './rom/commands.ts';
import { romImage } from './rom/memory-map.ts';
import { createRom, type Rom, type RomExit } from './rom/rom.ts';
import { createOdrive, odriveBoardIn, type Runtime, silentRuntime } from './runtime/odrive.ts';
import {
  type BoardStore,
  fromHex,
  loadRegisters,
  type Running,
  type SavedState,
  saveRegisters,
  toHex,
} from './store.ts';
import type { UsbFunction } from './usb/function.ts';
import { createPort } from './usb/port.ts';
import { createSocket } from './usb/socket.ts';

/** Where the switch stands: DFU pulls BOOT0 high. It counts at the next reset, not before. */
export type BootSwitch = 'dfu' | 'run';

/** A jump the ROM made on leave. */
export interface Jump {
  /** The pointer: where the vector table was taken from. */
  readonly address: number;
  readonly verdict: BootVerdict;
}

export interface VirtualBoard {
  readonly profile: Profile;
  readonly socket: UsbSocket;
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
  running(): Running;
  /** The ROM's registers while it runs. */
  rom(): Readonly<RomRegisters> | undefined;
  /** Switches the supply. Without it the board is off, USB or not; an operation in progress stays half done. */
  power(on: boolean): void;
  cutPower(): void;
  /** Off and on again. */
  powerCycle(): void;
  /** Resets the chip (NRST). */
  reset(): void;
  setSwitch(position: BootSwitch): void;
  /** Pulls the USB cable out or puts it in; what runs goes on running. */
  cable(inserted: boolean): void;
  /** What would start at power-on with the switch on RUN. */
  bootVerdict(): BootVerdict;
}

export interface VirtualBoardOptions {
  readonly clock: Clock;
  /** Where the board is kept between processes. */
  readonly store?: BoardStore;
  /** Used where the profile names none. Default 1. */
  readonly seed?: number;
  /** Bus path of the socket. Default `1-1`. */
  readonly path?: string;
  /** What serves the data endpoints of running ODrive firmware. Default: nothing, they NAK. */
  readonly runtime?: (board: string) => Runtime;
}

/** From the reset until the ODrive firmware is on the bus, in ms. Assumed. */
const firmwareConnectMs = 400;
/** The firmware resets once more as it starts, to find clean peripherals. Assumed to take this long. */
const firmwareRestartMs = 10;
/** How long a brown-out lasts, and a cable is out when it is only loose. Assumed. */
const brownOutMs = 100;

/** What runs: nothing, or a program with USB, or one without. */
interface Life {
  readonly running: Running;
  readonly usb?: UsbFunction;
  readonly rom?: Rom;
  /** From start to appearing on the bus, in ms. */
  readonly connectMs: number;
}

const dark = (running: Running): Life => ({ running, connectMs: 0 });

/** Makes a board that has been powered for a while: what it runs is on the bus already. */
export function createVirtualBoard(profile: string | Profile, options: VirtualBoardOptions): VirtualBoard {
  const described = typeof profile === 'string' ? parseProfile(profile) : profile;
  const { settings } = described;
  const { clock, store } = options;
  const seed = settings.seed ?? options.seed ?? 1;
  const saved = store?.load();
  const chip = makeChip(described, seed, saved);
  const recorder = createRecorder();
  const controller = createController(clock);
  const socket = createSocket(options.path ?? '1-1');
  const jumps: Jump[] = [];
  let bootSwitch: BootSwitch = described.bootSwitch;
  let life = dark('off');
  let cableIn = true;
  let resets = 0;
  let unplug: (reason: string) => void = () => undefined;
  let connecting: Cancel = () => undefined;

  const serial = () => {
    const plain = serialOf(chip.uid);
    if (!settings.rom.serialDrifts) return plain;
    return (Number.parseInt(plain, 16) + resets).toString(16).toUpperCase().padStart(12, '0');
  };
  const save = store
    ? () => {
        const rom = life.rom && { rom: saveRegisters(life.rom.registers) };
        const state: SavedState = {
          version: 1,
          running: life.running,
          uid: chip.uid,
          options: chip.options,
          otp: toHex(chip.otp),
          ...rom,
        };
        store.saveState(state);
      }
    : () => undefined;

  const leaveBus = (reason: string) => {
    connecting();
    socket.plug(undefined);
    unplug(reason);
  };
  const connect = (delayMs: number) => {
    connecting();
    const { usb } = life;
    if (!usb || !cableIn) return;
    const appear = () => {
      const plugged = createPort(usb, wire, () => recorder.breach('a request while another is open', ''));
      unplug = plugged.unplug;
      socket.plug(plugged.port);
    };
    if (delayMs <= 0) return appear();
    connecting = after(clock, delayMs, appear);
  };
  const end = (reason: string) => {
    life.rom?.stop();
    leaveBus(reason);
  };
  const live = (next: Life, delayMs = next.connectMs) => {
    life = next;
    save();
    connect(delayMs);
  };

  const romLife = (registers?: RomRegisters): Life => {
    const rom = createRom(
      {
        chip,
        controller,
        clock,
        recorder,
        behaviour: settings.rom,
        serial: serial(),
        now: clock.now,
        flashChanged,
        exit: leaveRom,
        changed: () => save(),
      },
      registers,
    );
    return { running: 'rom', rom, usb: rom, connectMs: romVersions[settings.rom.version].connectMs };
  };
  const flashChanged = (offset: number, length: number) =>
    store?.saveFlash(offset, chip.flash.subarray(offset, offset + length));

  /** The firmware at the start of the flash, which the vector table lets start. */
  const firmwareLife = (): Life => {
    const board = odriveBoardIn(chip.flash.subarray(0, firmwareLength));
    if (board === undefined) return dark('other-firmware');
    const runtime = options.runtime?.(board) ?? silentRuntime;
    return { running: 'odrive', usb: createOdrive(board, serial(), runtime), connectMs: firmwareConnectMs };
  };
  /** Out of reset: BOOT0 decides, unless read protection level 2 has closed the ROM for ever (RM0090 §3.6.3). */
  const bootLife = (): Life => {
    if (bootSwitch === 'dfu' && readProtection(chip.options) < 2) return romLife();
    return judgeBoot(chip.flash).starts ? firmwareLife() : dark('nothing');
  };

  const reset = (reason = 'the chip was reset') => {
    if (life.running === 'off') return;
    end(reason);
    controller.cut();
    chip.width = 8;
    resets++;
    live(bootLife());
  };
  const leaveRom = (exit: RomExit) => {
    if (exit.kind === 'reset') return reset();
    const verdict = judgeJump(chip, exit.address);
    jumps.push({ address: exit.address, verdict });
    // "Not executable" resets the system instead (AN3156 §5.3).
    if (!verdict.starts) return reset('the bootloader left for nowhere');
    end('the bootloader left');
    chip.width = 8;
    const next = exit.address === mainFlash.address ? firmwareLife() : dark('other-firmware');
    if (next.running === 'odrive' && bootSwitch === 'dfu') {
      live(dark('odrive'));
      connecting = after(clock, firmwareRestartMs, () => reset());
      return;
    }
    live(next);
  };

  const power = (on: boolean) => {
    if (on === (life.running !== 'off')) return;
    if (on) return live(bootLife());
    end('the board lost its supply');
    controller.cut();
    chip.width = 8;
    resets++;
    chip.random.fill(chip.ram);
    live(dark('off'));
  };
  const cable = (inserted: boolean) => {
    cableIn = inserted;
    if (!inserted) leaveBus('the cable was pulled out');
    else if (!socket.port) connect(life.connectMs);
  };
  const wire = createWire(
    settings.wire,
    {
      replug: () => {
        cable(false);
        cable(true);
      },
      crash: () => reset('the chip reset itself'),
      gone: () => cable(false),
      busReset: () => socket.port && resetByOther(socket.port),
      powerCut: () => soon(() => power(false)),
      brownOut: () =>
        soon(() => {
          power(false);
          after(clock, brownOutMs, () => power(true));
        }),
    },
    recorder,
    seededRandom(seed, 'wire'),
  );
  /** At once, or at any moment of what the chip is at. */
  const soon = (action: () => void) => {
    if (!controller.working()) return action();
    after(clock, controller.remaining() * (chip.random.below(1000) / 1000), action);
  };

  if (!saved) store?.saveFlash(0, chip.flash);
  if (saved?.state.running === 'rom' && saved.state.rom) {
    live(romLife(loadRegisters(saved.state.rom)), 0);
    life.rom?.resume();
  } else {
    live(bootLife(), 0);
  }

  return {
    profile: described,
    socket,
    get serial() {
      return serial();
    },
    flash: chip.flash,
    otp: chip.otp,
    get optionBytes() {
      return encodeOptions(chip.options, settings.quirks.reservedHigh);
    },
    recorder,
    jumps,
    running: () => life.running,
    rom: () => life.rom?.registers,
    power,
    cutPower: () => power(false),
    powerCycle: () => {
      power(false);
      power(true);
    },
    reset: () => reset(),
    setSwitch: (position) => {
      bootSwitch = position;
    },
    cable,
    bootVerdict: () => judgeBoot(chip.flash),
  };
}

/** ODrive's linker gives the firmware sectors 0 to 9. */
const firmwareLength = 768 * 1024;

function makeChip(profile: Profile, seed: number, saved: ReturnType<BoardStore['load']>): Chip {
  const { settings, version } = profile;
  const random = seededRandom(seed, 'unique id');
  const fresh = (): readonly [number, number, number] =>
    settings.serial ? uidFor(settings.serial, random) : [random.next(), random.next(), random.next()];
  const content = saved
    ? { flash: saved.flash, otp: fromHex(saved.state.otp), options: saved.state.options, uid: saved.state.uid }
    : {
        flash: flashOf(settings, version, seed),
        otp: otpOf(settings, version),
        options: settings.options,
        uid: fresh(),
      };
  const chip = createChip(chipModels[settings.chip], settings.quirks, seed, content);
  chip.systemMemory.set(romImage(settings.rom.version));
  return chip;
}

function flashOf(settings: BoardSettings, version: BoardVersion, seed: number): Uint8Array {
  if (settings.flash === 'factory') return factoryFlash(version, seed);
  const flash = new Uint8Array(mainFlash.length).fill(0xff);
  if (settings.flash === 'other') flash.set(otherFirmware(seed));
  return flash;
}

/** 528 bytes: the record, and the lock bytes, which ODrive leaves open. */
function otpOf(settings: BoardSettings, version: BoardVersion): Uint8Array {
  const otp = new Uint8Array(528).fill(0xff);
  if (settings.otp === 'foreign') otp.set([0x4d, 0x61, 0x63, 0x00, 0x80, 0xe1]);
  const named = settings.otp === 'own' ? version : boardVersion(settings.otp);
  if (named) otp.set(encodeOtp(named));
  return otp;
}

/** What the ROM finds when it jumps: a vector table in flash or RAM. */
function judgeJump(chip: Chip, address: number): BootVerdict {
  const code: readonly Range[] = [{ address: mainFlash.address, length: chip.model.flashLength }, sram];
  const [start, memory] = address >= sram.address ? [sram.address, chip.ram] : [mainFlash.address, chip.flash];
  const offset = address - start;
  if (offset < 0 || offset + 8 > memory.length) return judgeVectors(0, 0, code);
  return judgeBoot(memory.subarray(offset), code);
}

/** A reset by somebody else: the operating system configures the device again at once. */
function resetByOther(port: UsbDevicePort): void {
  port.busReset();
  const setup = { requestType: 0x00, request: 9, value: 1, index: 0 };
  const never = new AbortController().signal;
  port.submit({ endpoint: 0, setup, data: new Uint8Array(0), length: 0 }, never).catch(() => undefined);
}
