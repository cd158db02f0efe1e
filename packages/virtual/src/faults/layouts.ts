// Layout strings that other parts and clones send, for the alternate settings by number (UM0424 §4.3.2 gives the grammar
// they keep to, or break).

export interface OddLayout {
  /** Which device sends it. */
  readonly device: string;
  readonly layouts: Readonly<Record<number, string>>;
}

/** By the name a profile uses. */
export const oddLayouts: Readonly<Record<string, OddLayout>> = {
  'two-ranges': {
    device: 'STM32G4: two ranges in one alternate setting',
    layouts: { 1: '@Option Bytes   /0x1FFF7800/01*048 e/0x1FFFF800/01*048 e' },
  },
  'two-digits': {
    device: 'STM32F72x, F745: widths that are not three digits',
    layouts: { 0: '@Internal Flash  /0x08000000/04*16Kg,01*64Kg,07*128Kg', 1: '@Option Bytes  /0x1FFF0000/01*32 e' },
  },
  'four-digits': {
    device: 'STM32L4, F7, H7: four digits',
    layouts: { 0: '@Internal Flash   /0x08000000/0128*0002Kg', 1: '@Option Bytes   /0x1FFF7800/01*0001Ke' },
  },
  'no-multiplier': {
    device: 'some F7 and L1, clones: the type letter where the multiplier belongs',
    layouts: { 1: '@Option Bytes   /0x1FFF7800/01*048e', 2: '@OTP Memory /0x1FFF7800/01*528e' },
  },
  gd32: {
    device: 'GD32VF103: page size and count are wrong',
    layouts: { 0: '@Internal Flash  /0x08000000/512*002Kg' },
  },
  at32: {
    device: 'AT32: singular name, odd size',
    layouts: { 1: '@Option byte   /0x1FFFC000/01*4096 g' },
  },
  'many-regions': {
    device: 'SPRacing H7 EXST: a region count that cannot be',
    layouts: { 0: '@External Flash /0x90000000/1001*128Kg,3*128Ka' },
  },
  bootloader: {
    device: 'MicroPython mboot: the first sectors are read-only',
    layouts: { 0: '@Internal Flash  /0x08000000/01*016Ka,03*016Kg,01*064Kg,07*128Kg' },
  },
  nonsense: {
    device: 'not a layout at all',
    layouts: { 0: '@Internal Flash  /0x08000000/zz*0', 1: 'Option Bytes', 2: '' },
  },
};
