// Notation that is the same in every language: numbers of devices, names of commands.

import type { OwnCommand } from '@odflash/core/messages';

/** `0483:df11` */
export function usbId({ vendorId, productId }: { readonly vendorId: number; readonly productId: number }): string {
  return [vendorId, productId].map((part) => part.toString(16).padStart(4, '0')).join(':');
}

/** `0x1f`: a number as a chip or a probe gives it. */
export function hex(value: number): string {
  return `0x${value.toString(16)}`;
}

/** What stands after `odflash`. */
export const commands: Readonly<Record<OwnCommand, string>> = {
  save: 'save',
  'erase-configuration': 'erase --only-config',
  restart: 'reset',
  'enter-dfu': 'enter-dfu',
  'clear-errors': 'status --clear',
};

/** e_machine numbers one meets in download folders. */
export const elfMachines: Readonly<Record<number, string>> = {
  2: 'SPARC',
  3: 'x86',
  4: '68000',
  8: 'MIPS',
  20: 'PowerPC',
  42: 'SuperH',
  50: 'IA-64',
  62: 'x86-64',
  83: 'AVR',
  94: 'Xtensa (ESP32)',
  105: 'MSP430',
  183: 'AArch64 (64-bit ARM)',
  243: 'RISC-V',
  247: 'BPF',
};
