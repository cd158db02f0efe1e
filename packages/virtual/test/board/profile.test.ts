import { FlasherError } from '@odflash/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inEnglish } from '../../../../test/support/in-english.ts';
import { faultNames, faults, parseProfile, profileNames } from '../../src/index.ts';

function refusal(text: string): FlasherError {
  try {
    parseProfile(text);
  } catch (error) {
    if (error instanceof FlasherError) return error;
    throw error;
  }
  throw new Error(`"${text}" was accepted`);
}

test.each(profileNames)('%s is a board on RUN, %s+dfu one on DFU', (name) => {
  expect(parseProfile(name)).toMatchObject({ version: { name }, bootSwitch: 'run' });
  expect(parseProfile(`${name}+dfu`)).toMatchObject({ version: { name }, bootSwitch: 'dfu' });
});

test('takes options after commas, the later one counting', () => {
  const { settings } = parseProfile('V3.6-56v+dfu, rdp=1 ,seed=7,wrp=0:5-7,stall-at=3:9,seed=8,serial=00ab00cd00ef');
  expect(settings).toMatchObject({ seed: 8, serial: '00AB00CD00EF', options: { rdp: 0, open: 0xf1e } });
  expect(settings.wire.at).toEqual({ stall: [3, 9] });
});

test('different disturbances add up', () => {
  const { settings } = parseProfile('v3.6-56V+dfu,stall-at=3,timeout-at=5,power-cut-at=9');
  expect(settings.wire.at).toEqual({ stall: [3], timeout: [5], 'power-cut': [9] });
});

test.each([
  ['', 'v3.6-56V'],
  ['v3.6', 'v3.6-56V'],
  ['v3.6-48V', 'v3.6-24V'],
  ['v3.6-56V+jtag', '+dfu'],
  ['v3.6-56V+jtag', '+stlink'],
  ['v3.6-56V+stlink,probe=v4', 'v2-clone'],
  ['v3.6-56V,probe=v2', 'put +stlink after the name of the board'],
  ['v3.6-56V+dfu,swd-silent-at=3', 'put +stlink after the name of the board'],
  ['v3.6-56V,rpd=1', 'Did you mean rdp'],
  ['v3.6-56V,stal-at=3', 'stall-at'],
  ['v3.6-56V,rdp', 'rdp=0 | 1 | 2'],
  ['v3.6-56V,rdp=3', '"3" is not a value'],
  ['v3.6-56V,wrp=12', 'is not a value'],
  ['v3.6-56V,wrp=5-2', 'is not a value'],
  ['v3.6-56V,serial=12', 'is not a value'],
  ['v3.6-56V,stall-at=0', 'is not a value'],
  ['v3.6-56V,stall-at=1-99999999', 'is not a value'],
  ['v3.6-56V,poll=16777216', 'is not a value'],
  ['v3.6-56V,busy=stall', 'is not a value'],
  ['v3.6-56V,axis0.encoder.error=0x10000', '0 to 0xffff with firmware 0.5.6'],
  ['v3.6-56V,axis0.encoder.error=0x100,firmware=0.4.12', '0 to 0xff with firmware 0.4.12'],
  ['v3.6-56V,start-error=axis0.encoder.error:0x10000', '"0x10000" is not a value for "axis0.encoder.error"'],
])('refuses "%s", saying what there is', (text, hint) => {
  const error = refusal(text);
  expect(error.code).toBe('usage');
  expect(inEnglish(error.text)).toContain(hint);
});

test('never does anything but read or refuse', () => {
  const pieces = fc.oneof(
    fc.constantFrom(...faultNames, 'v3.6-56V', '+dfu', ',', '=', ':', '-', '1', 'all'),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
      try {
        parseProfile(parts.join(''));
      } catch (error) {
        expect(error).toBeInstanceOf(FlasherError);
      }
    }),
    { numRuns: 500 },
  );
});

test('every option says what it is, and no two have one name', () => {
  expect(new Set(faultNames).size).toBe(faults.length);
  for (const boardOption of faults) {
    for (const text of [boardOption.value, boardOption.default, boardOption.stands, boardOption.text])
      expect(text.length).toBeGreaterThan(0);
    expect(boardOption.name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
  }
});

test('a name without end is refused as quickly as any other', () => {
  expect(refusal(`v3.6-56V,${'x'.repeat(2_000_000)}=1`).code).toBe('usage');
});
