// Firmware of other products, recognised by words that stand in it (as C strings or USB strings), or by the RAM of another
// chip that its stack pointer names. A table of marks; what follows from a mark is decided elsewhere.

import { mainFlash } from '../../board/stm32f405.ts';
import { type Block, cut, latin1Text } from '../../bytes.ts';
import { vectorTable } from '../vector.ts';

interface Product {
  readonly name: string;
  /** Words of its firmware, each as a regular expression; whole words, in this letter case. */
  readonly marks: readonly string[];
}

/**
 * In the order of their weight: a product before the system it is built on. Words from the public sources: terminal.c
 * (VESC), version.h (Betaflight and its kin), USB strings of usbd_desc.c (candleLight), banners of the systems.
 */
const products: readonly Product[] = [
  {
    name: 'an ODrive of another generation than v3',
    marks: ['ODrive (?:[0-24-9]|\\d\\d+)\\.\\d+ (?:CDC|Native) Interface', 'ODrive (?:Pro|S1|Micro)'],
  },
  { name: 'VESC', marks: ['VESC', 'foc_encoder_detect', 'foc_openloop', 'Print pong here to see if the reply works'] },
  { name: 'Betaflight', marks: ['Betaflight', 'BETAFLIGHT'] },
  { name: 'INAV', marks: ['INAV', 'iNav'] },
  { name: 'Cleanflight', marks: ['Cleanflight', 'CLEANFLIGHT'] },
  { name: 'EmuFlight', marks: ['EmuFlight', 'EMUFLIGHT'] },
  { name: 'Rotorflight', marks: ['Rotorflight', 'ROTORFLIGHT'] },
  { name: 'ArduPilot', marks: ['ArduPilot', 'Ardu(?:Copter|Plane|Rover|Sub)', 'APMrover2', 'AP_Periph'] },
  { name: 'PX4', marks: ['PX4[ _-]?FMU', 'PX4 (?:git-hash|version|Autopilot|BL)', 'px4_fmu', 'PX4_GUID'] },
  { name: 'Crazyflie', marks: ['Crazyflie', 'Bitcraze(?: AB)?'] },
  { name: 'candleLight', marks: ['candleLight', 'candlelight', 'CANtact', 'CANable', 'canable', 'gs_usb'] },
  { name: 'a debug probe', marks: ['CMSIS-DAP', 'DAPLink', 'Black Magic Probe', 'Black Sphere Technologies'] },
  { name: 'MicroPython', marks: ['MicroPython', 'CircuitPython'] },
  { name: 'Espruino', marks: ['Espruino'] },
  { name: 'SimpleFOC', marks: ['SimpleFOC', 'Simple FOC'] },
  { name: 'moteus', marks: ['moteus', 'mjbots'] },
  {
    name: 'a 3D printer or CNC controller',
    marks: ['Marlin', 'Klipper', 'RepRapFirmware', 'grblHAL', 'Grbl', 'Smoothie'],
  },
  { name: 'NanoVNA', marks: ['NanoVNA'] },
  { name: 'panda', marks: ['comma\\.ai'] },
  { name: 'a UF2 bootloader', marks: ['TinyUF2', 'UF2 Bootloader'] },
  { name: 'a Zephyr program', marks: ['Zephyr(?: OS| Project)?', 'ZEPHYR OS', 'zephyr'] },
  { name: 'a NuttX program', marks: ['NuttX', 'NuttShell'] },
  { name: 'a RIOT program', marks: ['This is RIOT'] },
  { name: 'a ChibiOS program', marks: ['ChibiOS(?:/RT|/NIL)?'] },
];

const anyMark = new RegExp(
  `(?<![A-Za-z0-9])(?:${products.map(({ marks }) => `(${marks.join('|')})`).join('|')})(?![A-Za-z0-9])`,
  'g',
);

/** Text in UTF-16, in which USB strings are stored. */
const wideText = /(?:[\x20-\x7e]\0){4,}/g;

/**
 * Ends of the RAM of other chips, where their linker scripts put the stack. Below 64 KiB only: programs for the STM32F405
 * put theirs at the end of 112 or 128 KiB, or of CCM RAM.
 */
const ramEnds: Readonly<Record<number, string>> = {
  536875008: '4 KiB (STM32F030x4)',
  536877056: '6 KiB (STM32F042)',
  536879104: '8 KiB (STM32F0x1)',
  536883200: '12 KiB (STM32F302x8)',
  536887296: '16 KiB (STM32F072)',
  536891392: '20 KiB (STM32F103x8, xB)',
  536895488: '24 KiB (XMC4200)',
  536903680: '32 KiB (STM32G4, F091)',
  536907776: '36 KiB (STM32G071)',
  536911872: '40 KiB (STM32F303xC)',
  536920064: '48 KiB (STM32F103xD)',
};

/** Whose firmware this is, as an English noun (`VESC`, `a Zephyr program`); `undefined` if nothing tells. */
export function productIn(segments: readonly Block[]): string | undefined {
  const inFlash = segments.flatMap((segment) => cut(segment, mainFlash) ?? []);
  const found = inFlash.flatMap(({ data }) => {
    const text = latin1Text(data);
    const wide = (text.match(wideText) ?? []).map((run) => run.replaceAll('\0', ''));
    return [text, ...wide].flatMap(marksIn);
  });
  if (found.length > 0) return products[Math.min(...found)]?.name;
  const { plausible, stackPointer = 0 } = vectorTable({ segments });
  const ram = ramEnds[stackPointer];
  return plausible && ram ? `a program for a chip with a RAM of ${ram}` : undefined;
}

/** Places in the table of every product that the text names. */
function marksIn(text: string): readonly number[] {
  return [
    ...new Set([...text.matchAll(anyMark)].map((match) => match.slice(1).findIndex((group) => group !== undefined))),
  ];
}
