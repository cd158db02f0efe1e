// Firmware of other products, by the words and the RAM that tell it.

import { describe, expect, test } from 'vitest';
import { inEnglish, saying } from '../../../../../test/support/in-english.ts';
import { imageClaims } from '../../../src/image/evidence/claims.ts';
import { productIn } from '../../../src/image/evidence/product.ts';
import { bytesOf, concat, firmware, flashStart, pattern, u32 } from '../makers.ts';

const wide = (text: string) => Uint8Array.from([...text].flatMap((character) => [character.charCodeAt(0), 0]));

function block(...parts: readonly (Uint8Array | readonly number[])[]) {
  return [{ address: flashStart, data: concat(...parts) }];
}

test.each([
  ['VESC', 'VESC'],
  ['VESC', 'param_detect\0foc_openloop [current] [erpm]\0'],
  ['VESC', 'ChibiOS/RT Virtual COM Port\0Print pong here to see if the reply works\0'],
  ['Betaflight', '# version\0Betaflight\0'],
  ['INAV', '\0INAV\0'],
  ['ArduPilot', 'ArduCopter V4.3.0'],
  ['PX4', 'PX4 FMU v2.x'],
  ['candleLight', 'candleLight USB to CAN adapter'],
  ['a debug probe', 'CMSIS-DAP v2'],
  ['MicroPython', 'MicroPython v1.20.0 on 2023-04-26; PYBv1.1 with STM32F405RG'],
  ['a Zephyr program', '*** Booting Zephyr OS build v3.6.0 ***'],
  ['a Zephyr program', '***** BOOTING ZEPHYR OS v1.8.99'],
  ['a ChibiOS program', 'ChibiOS/RT Virtual COM Port'],
  ['Crazyflie', 'Crazyflie 2.1'],
  ['an ODrive of another generation than v3', 'ODrive 4.4 CDC Interface'],
  ['an ODrive of another generation than v3', 'ODrive 33.6 Native Interface'],
  ['an ODrive of another generation than v3', 'ODrive Pro'],
])('%s is recognised by %j', (product, text) => {
  expect(productIn(block(firmware(300), [0], bytesOf(text), [0], pattern(40)))).toEqual(saying(product));
  expect(productIn(block(firmware(300), [0x20, 3], wide(text), [0, 0], pattern(40)))).toEqual(saying(product));
  expect(imageClaims(block(firmware(300), [0], bytesOf(text), [0])).product).toEqual(saying(product));
});

test.each([
  'xVESCx',
  'vesc',
  'INAVxyz',
  'Marlins',
  'navigate',
  'PX4',
  'ODrive',
  'ODrive Project',
  'ODrive 3.6 CDC Interface',
  'FreeRTOS',
  'STMicroelectronics',
])('nothing is recognised by %j', (text) => {
  expect(productIn(block(firmware(300), [0], bytesOf(text), [0]))).toBeUndefined();
});

describe('the RAM of another chip', () => {
  const at = (stackPointer: number) => block(u32(stackPointer), u32(flashStart + 9), pattern(64));

  test.each([
    [0x2000_5000, 'STM32F103'],
    [0x2000_4000, 'STM32F072'],
    [0x2000_8000, '32 KiB'],
  ])('a stack at its end tells it: %i', (stackPointer, named) => {
    expect(inEnglish(productIn(at(stackPointer)) ?? '')).toContain(named);
  });

  test.each([0x2002_0000, 0x2001_c000, 0x2001_ffff, 0x1001_0000, 0x2001_0000, 0x2000_0800, 0x2003_0000])(
    'nothing is concluded from a stack at %i',
    (stackPointer) => {
      expect(productIn(at(stackPointer))).toBeUndefined();
    },
  );
});

test('an image that claims an ODrive board is no other product, whatever words it contains', () => {
  const claims = imageClaims(block(firmware(300), bytesOf('\0ODrive 3.6 CDC Interface\0Zephyr\0VESC\0')));
  expect(claims).toEqual({ boardVersion: 'v3.6' });
});

test('words outside of the flash are not read, so that a huge file costs nothing', () => {
  expect(productIn([{ address: 0x0900_0000, data: bytesOf(' VESC ') }])).toBeUndefined();
});
