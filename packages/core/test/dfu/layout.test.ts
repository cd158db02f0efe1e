import { sectors } from '@odflash/core/board';
import { isF405Layout, layoutHolds, layoutSectors, parseLayout } from '@odflash/core/dfu';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const f405 = '@Internal Flash  /0x08000000/04*016Kg,01*064Kg,07*128Kg';

/** `address count*size access` per region. */
function regions(text: string): string[] {
  return parseLayout(text).regions.map(({ address, count, size, readable, erasable, writable }) => {
    const access = `${readable ? 'r' : ''}${erasable ? 'e' : ''}${writable ? 'w' : ''}`;
    return `${address.toString(16)} ${count}*${size} ${access}`;
  });
}

describe('layout strings as specified', () => {
  it('reads the four of an STM32F405', () => {
    expect(parseLayout(f405)).toMatchObject({ name: 'Internal Flash', remarks: [] });
    expect(regions(f405)).toEqual(['8000000 4*16384 rew', '8010000 1*65536 rew', '8020000 7*131072 rew']);
    expect(regions('@Option Bytes  /0x1FFFC000/01*016 e')).toEqual(['1fffc000 1*16 rw']);
    expect(regions('@OTP Memory /0x1FFF7800/01*512 e,01*016 e')).toEqual(['1fff7800 1*512 rw', '1fff7a00 1*16 rw']);
    expect(regions('@Device Feature/0xFFFF0000/01*004 e')).toEqual(['ffff0000 1*4 rw']);
  });

  it('gives the erase units of the flash, which are the sectors of RM0090', () => {
    expect(layoutSectors(parseLayout(f405))).toEqual(sectors);
    expect(isF405Layout(parseLayout(f405))).toBe(true);
  });

  it.each([
    ['half the flash', '@Internal Flash  /0x08000000/04*016Kg,01*064Kg,03*128Kg'],
    ['twice the flash', '@Internal Flash  /0x08000000/04*016Kg,01*064Kg,07*128Kg,04*016Kg,01*064Kg,07*128Kg'],
    ['another address', '@Internal Flash  /0x08004000/04*016Kg,01*064Kg,07*128Kg'],
    ['read-only first sectors', '@Internal Flash  /0x08000000/04*016Ka,01*064Kg,07*128Kg'],
    ['first sectors that cannot be written', '@Internal Flash  /0x08000000/04*016Kc,01*064Kg,07*128Kg'],
    ['first sectors that cannot be read', '@Internal Flash  /0x08000000/04*016Kf,01*064Kg,07*128Kg'],
    ['a shorter last sector', '@Internal Flash  /0x08000000/04*016Kg,01*064Kg,06*128Kg,01*064Kg'],
    ['a place to read behind it', '@Internal Flash  /0x08000000/04*016Kg,01*064Kg,07*128Kg,01*016Ka'],
    ['option bytes', '@Option Bytes  /0x1FFFC000/01*016 e'],
    ['nothing', ''],
  ])('does not take %s for an F405', (_name, text) => {
    expect(isF405Layout(parseLayout(text))).toBe(false);
  });

  it('knows which addresses a layout contains', () => {
    const layout = parseLayout(f405);
    expect([0x07ff_ffff, 0x0800_0000, 0x080f_ffff, 0x0810_0000].map((at) => layoutHolds(layout, at))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });
});

describe('layout strings seen in the field', () => {
  it.each([
    [
      'STM32G4: two ranges in one setting',
      '@Option Bytes   /0x1FFF7800/01*048 e/0x1FFFF800/01*048 e',
      ['1fff7800 1*48 rw', '1ffff800 1*48 rw'],
    ],
    ['F7: two digits', '@Internal Flash   /0x08000000/04*032Kg,01*128Kg,03*256Kg,01*64Kg', ['8000000 4*32768 rew']],
    ['L4: four digits', '@Internal Flash  /0x08000000/0128*0002Kg', ['8000000 128*2048 rew']],
    ['H7: four digits, letter e', '@Option/0x5200201C/01*0001Ke', ['5200201c 1*1024 rw']],
    ['old F4: erasable option bytes', '@Option Bytes  /0x1FFFC000/01*016 g', ['1fffc000 1*16 rew']],
    ['GD32: page count', '@Internal Flash  /0x08000000/512*002Kg', ['8000000 512*2048 rew']],
    ['AT32: odd name', '@Option byte   /0x1FFFC000/01*4096 g', ['1fffc000 1*4096 rew']],
    [
      'mboot: read-only start',
      '@Internal Flash  /0x08000000/01*016Ka,03*016Kg',
      ['8000000 1*16384 r', '8004000 3*16384 rew'],
    ],
    ['a single wide region', '@Flash/0x08000000/16*128Kg', ['8000000 16*131072 rew']],
    ['megabytes', '@NOR/0x90000000/16*1Mg', ['90000000 16*1048576 rew']],
    ['unit B', '@EEPROM/0x08080000/01*064Be', ['8080000 1*64 rw']],
    [
      'blanks everywhere',
      ' @ Flash / 0x08000000 / 04 * 016Kg , 01*064Kg ',
      ['8000000 4*16384 rew', '8010000 1*65536 rew'],
    ],
  ])('reads %s', (_name, text, expected) => {
    expect(regions(text).slice(0, expected.length)).toEqual(expected);
    expect(parseLayout(text).remarks).toEqual([]);
  });

  it.each([
    ['a missing unit', '@OTP Memory /0x1FFF7800/01*528e', ['1fff7800 1*528 rw'], 'read as bytes'],
    ['a missing letter', '@Flash/0x08000000/04*016K', ['8000000 4*16384 r'], 'no access letter'],
    ['a nonsense count', '@External Flash /0x90000000/1001*128Kg,01*004Kg', ['90000000 999*131072 rew'], 'read as 999'],
    ['more than the address space', '@Flash/0xFFFF0000/04*032Kg', ['ffff0000 2*32768 rew'], 'read as 2'],
    ['nothing left of the address space', '@Flash/0xFFFFFFFF/01*032Kg', [], 'read as 0'],
    ['no count', '@Flash/0x08000000/00*016Kg', [], 'cannot read'],
    ['no size', '@Flash/0x08000000/04*000Kg', [], 'cannot read'],
    ['an unknown letter', '@Flash/0x08000000/04*016Kz', [], 'cannot read'],
    [
      'a second region that is garbage',
      '@Flash/0x08000000/04*016Kg,??,01*064Kg',
      ['8000000 4*16384 rew'],
      'cannot read',
    ],
    ['no address', '@Flash/08000000/04*016Kg', [], 'no address'],
    ['an address too long', '@Flash/0x108000000/04*016Kg', [], 'no address'],
    ['a string cut off', '@Internal Flash  /0x08000000/04*016Kg,01*06', ['8000000 4*16384 rew'], 'no access letter'],
    ['an address without regions', '@Flash/0x08000000', [], 'cannot read'],
    ['no @', 'STM32  BOOTLOADER', [], 'does not begin with @'],
    ['an empty string', '', [], 'does not begin with @'],
  ])('accepts %s', (_name, text, expected, remark) => {
    expect(regions(text).slice(0, Math.max(expected.length, 1))).toEqual(expected);
    expect(parseLayout(text).remarks.join('; ')).toContain(remark);
  });

  it('reads no more than a string descriptor can hold and no more regions than any device has', () => {
    const endless = `@Flash/0x08000000/${'01*001Kg,'.repeat(100_000)}`;
    const { regions: found, remarks } = parseLayout(endless);
    expect(found.length).toBeLessThanOrEqual(32);
    expect(remarks.length).toBeLessThan(10);
    expect(parseLayout(`@F${'/0x0/1*1Kg,1*1Kg'.repeat(20)}`).regions.length).toBeLessThanOrEqual(32);
  });
});

describe('any text', () => {
  const pieces = fc.constantFrom(
    '@',
    '/',
    '0x08000000',
    '0x',
    'FFFFFFFF',
    '04',
    '*',
    '016',
    'K',
    'M',
    'g',
    ' ',
    ',',
    'e',
    '9999',
  );
  const texts = fc.oneof(
    fc.string({ maxLength: 80 }),
    fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join('')),
    fc
      .tuple(fc.nat(f405.length), fc.nat(3), fc.string({ maxLength: 4 }))
      .map(([at, cut, text]) => f405.slice(0, at) + text + f405.slice(at + cut)),
  );

  it('gives regions inside the address space, or none, and never throws', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const layout = parseLayout(text);
        for (const { address, count, size } of layout.regions) {
          expect(count).toBeGreaterThan(0);
          expect(size).toBeGreaterThan(0);
          expect(address + count * size).toBeLessThanOrEqual(2 ** 32);
        }
        expect(layoutSectors(layout).length).toBeLessThanOrEqual(32 * 999);
      }),
      { numRuns: 2000 },
    );
  });

  it('is an F405 only with exactly the sectors of one', () => {
    fc.assert(
      fc.property(texts, (text) => {
        if (isF405Layout(parseLayout(text))) expect(layoutSectors(parseLayout(text))).toEqual(sectors);
      }),
      { numRuns: 2000 },
    );
  });
});
