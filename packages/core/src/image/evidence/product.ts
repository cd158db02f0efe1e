// Firmware of other products, recognised by words that stand in it (as C strings or USB strings), or by the RAM of another
// chip that its stack pointer names. A table of marks; what follows from a mark is decided elsewhere.

import { mainFlash } from '../../board/stm32f405.ts';
import { type Block, cut, latin1Text } from '../../bytes.ts';
import type { ProductKind } from '../../messages/image-evidence.ts';
import { type Message, message } from '../../messages/message.ts';
import { vectorTable } from '../vector.ts';

interface Product {
  readonly is: Message;
  /** Words of its firmware, each as a regular expression; whole words, in this letter case. */
  readonly marks: readonly string[];
}

const named = (name: string) => message('product.named', { name });
const kind = (what: ProductKind) => message('product.kind', { kind: what });

/**
 * In the order of their weight: a product before the system it is built on. Words from the public sources: terminal.c
 * (VESC), version.h (Betaflight and its kin), USB strings of usbd_desc.c (candleLight), banners of the systems.
 */
const products: readonly Product[] = [
  {
    is: kind('other-odrive'),
    marks: ['ODrive (?:[0-24-9]|\\d\\d+)\\.\\d+ (?:CDC|Native) Interface', 'ODrive (?:Pro|S1|Micro)'],
  },
  {
    is: named('VESC'),
    marks: ['VESC', 'foc_encoder_detect', 'foc_openloop', 'Print pong here to see if the reply works'],
  },
  { is: named('Betaflight'), marks: ['Betaflight', 'BETAFLIGHT'] },
  { is: named('INAV'), marks: ['INAV', 'iNav'] },
  { is: named('Cleanflight'), marks: ['Cleanflight', 'CLEANFLIGHT'] },
  { is: named('EmuFlight'), marks: ['EmuFlight', 'EMUFLIGHT'] },
  { is: named('Rotorflight'), marks: ['Rotorflight', 'ROTORFLIGHT'] },
  { is: named('ArduPilot'), marks: ['ArduPilot', 'Ardu(?:Copter|Plane|Rover|Sub)', 'APMrover2', 'AP_Periph'] },
  { is: named('PX4'), marks: ['PX4[ _-]?FMU', 'PX4 (?:git-hash|version|Autopilot|BL)', 'px4_fmu', 'PX4_GUID'] },
  { is: named('Crazyflie'), marks: ['Crazyflie', 'Bitcraze(?: AB)?'] },
  { is: named('candleLight'), marks: ['candleLight', 'candlelight', 'CANtact', 'CANable', 'canable', 'gs_usb'] },
  { is: kind('debug-probe'), marks: ['CMSIS-DAP', 'DAPLink', 'Black Magic Probe', 'Black Sphere Technologies'] },
  { is: named('MicroPython'), marks: ['MicroPython', 'CircuitPython'] },
  { is: named('Espruino'), marks: ['Espruino'] },
  { is: named('SimpleFOC'), marks: ['SimpleFOC', 'Simple FOC'] },
  { is: named('moteus'), marks: ['moteus', 'mjbots'] },
  {
    is: kind('printer-or-cnc'),
    marks: ['Marlin', 'Klipper', 'RepRapFirmware', 'grblHAL', 'Grbl', 'Smoothie'],
  },
  { is: named('NanoVNA'), marks: ['NanoVNA'] },
  { is: named('panda'), marks: ['comma\\.ai'] },
  { is: kind('uf2-bootloader'), marks: ['TinyUF2', 'UF2 Bootloader'] },
  { is: kind('zephyr'), marks: ['Zephyr(?: OS| Project)?', 'ZEPHYR OS', 'zephyr'] },
  { is: kind('nuttx'), marks: ['NuttX', 'NuttShell'] },
  { is: kind('riot'), marks: ['This is RIOT'] },
  { is: kind('chibios'), marks: ['ChibiOS(?:/RT|/NIL)?'] },
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
const ramEnds: Readonly<Record<number, { readonly ram: number; readonly chips: string }>> = {
  536875008: { ram: 4, chips: 'STM32F030x4' },
  536877056: { ram: 6, chips: 'STM32F042' },
  536879104: { ram: 8, chips: 'STM32F0x1' },
  536883200: { ram: 12, chips: 'STM32F302x8' },
  536887296: { ram: 16, chips: 'STM32F072' },
  536891392: { ram: 20, chips: 'STM32F103x8, xB' },
  536895488: { ram: 24, chips: 'XMC4200' },
  536903680: { ram: 32, chips: 'STM32G4, F091' },
  536907776: { ram: 36, chips: 'STM32G071' },
  536911872: { ram: 40, chips: 'STM32F303xC' },
  536920064: { ram: 48, chips: 'STM32F103xD' },
};

/** Whose firmware this is, as a noun; `undefined` if nothing says it. */
export function productIn(segments: readonly Block[]): Message | undefined {
  const inFlash = segments.flatMap((segment) => cut(segment, mainFlash) ?? []);
  const found = inFlash.flatMap(({ data }) => {
    const text = latin1Text(data);
    const wide = (text.match(wideText) ?? []).map((run) => run.replaceAll('\0', ''));
    return [text, ...wide].flatMap(marksIn);
  });
  if (found.length > 0) return products[Math.min(...found)]?.is;
  const { plausible, stackPointer = 0 } = vectorTable({ segments });
  const chip = ramEnds[stackPointer];
  return plausible && chip ? message('product.other-chip', chip) : undefined;
}

/** Places in the table of every product that the text names. */
function marksIn(text: string): readonly number[] {
  return [
    ...new Set([...text.matchAll(anyMark)].map((match) => match.slice(1).findIndex((group) => group !== undefined))),
  ];
}
