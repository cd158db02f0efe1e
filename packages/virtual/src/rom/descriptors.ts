// Descriptors of the STM32F405's ROM, byte for byte as listings of the F40x/41x bootloader V3.1 and V9.1 show them.

import { usbIds } from '@odflash/core/board';
import type { ChipModel } from '../chip/geometry.ts';
import { languages, stringDescriptor } from '../usb/strings.ts';
import { type RomBehaviour, romVersions } from './behaviour.ts';

/** USB 1.00, EP0 64 bytes, 0483:DF11, bcdDevice as the ROM version has it, strings 1 to 3, one configuration. */
export function deviceDescriptor({ bootloader }: ChipModel, { version }: RomBehaviour): Uint8Array {
  const { vendorId, productId, release } = bootloader ?? { ...usbIds.rom, release: romVersions[version].release };
  const ids = [vendorId, productId, release].flatMap((word) => [word & 0xff, word >> 8]);
  return Uint8Array.of(0x12, 0x01, 0x00, 0x01, 0x00, 0x00, 0x00, 0x40, ...ids, 0x01, 0x02, 0x03, 0x01);
}

/** The DFU functional descriptor: download, upload, will-detach; detach 255 ms; 2048 bytes; DFU 1.1a (DfuSe). */
export const functionalDescriptor: Uint8Array = Uint8Array.of(0x09, 0x21, 0x0b, 0xff, 0x00, 0x00, 0x08, 0x1a, 0x01);

const firstLayoutString = 4;

/** Memories, one alternate setting each. */
export function alternateCount({ bootloader }: ChipModel): number {
  return bootloader ? 1 + bootloader.layouts.length : 4;
}

/** One interface with so many alternate settings, self-powered, 100 mA; the functional descriptor follows the last one. */
export function configurationDescriptor(alternates: number): Uint8Array {
  const settings = Array.from({ length: alternates }, (_, alternate) => [
    ...[0x09, 0x04, 0x00, alternate, 0x00, 0xfe, 0x01, 0x02, firstLayoutString + alternate],
  ]).flat();
  const total = 9 + settings.length + functionalDescriptor.length;
  return Uint8Array.of(
    ...[0x09, 0x02, total, 0x00, 0x01, 0x01, 0x00, 0xc0, 0x32],
    ...settings,
    ...functionalDescriptor,
  );
}

/** The texts a ROM has, by string index: ten of the F405's. */
function texts({ layout: flashLayout, bootloader }: ChipModel, behaviour: RomBehaviour): readonly string[] {
  const type = romVersions[behaviour.version].typeLetter;
  if (bootloader) return ['', 'GDMicroelectronics', bootloader.product, '', flashLayout, ...bootloader.layouts];
  const layouts = [
    flashLayout,
    `@Option Bytes  /0x1FFFC000/01*016 ${type}`,
    `@OTP Memory /0x1FFF7800/01*512 ${type},01*016 ${type}`,
    `@Device Feature/0xFFFF0000/01*004 ${type}`,
  ].map((layout, alternate) => behaviour.layouts[alternate] ?? layout);
  return ['', 'STMicroelectronics', 'STM32  BOOTLOADER', '', ...layouts];
}

const serialIndex = 3;

/** The string descriptor of that index as this ROM sends it, or `undefined` where it stalls. */
export function romString(
  index: number,
  chip: ChipModel,
  serial: string,
  behaviour: RomBehaviour,
  bySoftware = false,
): Uint8Array | undefined {
  if (behaviour.strings === 'none') return undefined;
  if (bySoftware && behaviour.softwareEntry === 'no-first-string' && index === firstLayoutString) return emptyString;
  if (index === 0) return languages;
  if (index === serialIndex) {
    const sent = chip.bootloader
      ? serialDescriptor(chip.bootloader.serial, 'utf8')
      : serialDescriptor(serial, behaviour.serialForm);
    return distorted(sent, behaviour.strings);
  }
  const text = texts(chip, behaviour)[index];
  return text === undefined ? undefined : distorted(stringDescriptor(text), behaviour.strings);
}

function serialDescriptor(serial: string, form: RomBehaviour['serialForm']): Uint8Array {
  // FYSETC boards all report this one text.
  if (form === 'fysetc') return stringDescriptor('STM32FxSTM32');
  if (form === 'utf16') return stringDescriptor(serial);
  // GD32: four characters, one byte each, where USB wants UTF-16LE.
  const short = serial.slice(0, 4);
  return Uint8Array.of(2 + short.length, 3, ...Array.from(short, (letter) => letter.charCodeAt(0)));
}

const emptyString = stringDescriptor('');

function distorted(descriptor: Uint8Array, kind: RomBehaviour['strings']): Uint8Array {
  if (kind === 'empty') return emptyString;
  // The F427's ROM: bLength promises more than is delivered.
  if (kind === 'truncated') return descriptor.subarray(0, Math.max(2, descriptor.length - 3));
  return descriptor;
}
