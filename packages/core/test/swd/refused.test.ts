// What is refused, and what is said of it: probes that cannot be used, chips that are not ODrive's, wires that are wrong.

import { expect, test } from 'vitest';
import { saying } from '../../../../test/support/in-english.ts';
import { bench } from './bench.ts';

const refusal = (faults: string) =>
  bench(faults)
    .open()
    .then(
      () => undefined,
      (error: unknown) => error,
    );

test.each([
  ['an F103', 'idcode=0x20036410', 'STM32F103'],
  ['an F411', 'idcode=0x10006431', 'STM32F411'],
  ['a copy', 'idcode=0x16080413', 'GigaDevice'],
  ['the F411 of a virtual board', 'chip=f411', 'STM32F411'],
  ['its G431', 'chip=g431', 'STM32G431'],
  ['its GD32', 'chip=gd32', 'GigaDevice'],
])('%s is refused by name and not changed', async (_chip, faults, name) => {
  const { open, board } = bench(faults);
  await expect(open()).rejects.toMatchObject({
    code: 'board-unknown',
    details: { chip: saying(new RegExp(name)) },
  });
  expect(board.recorder.operations).toEqual([]);
  expect(board.running()).toBe('odrive');
});

test.each(['idcode=0x20006411', 'idcode=0x10016413', 'flash-size=zero'])(
  '%s is an F405 nevertheless',
  async (faults) => {
    await using target = await bench(faults).open();
    expect(await target.identify()).toMatchObject({ isF405: true });
  },
);

test('a chip that refuses the whole signature is asked for its parts', async () => {
  // Commands to the chip: enter, CPUID, IDCODE, DHCSR, and the signature twice.
  const { open, board } = bench('swd-fault-at=5:6');
  await using target = await open();
  expect(target.device.serial).toBe(board.serial);
  expect(target.anomalies).toEqual({});
  expect(board.recorder.strikes).toHaveLength(2);
});

test.each([
  ['an open sense pin', 'sense=open', 'unseen'],
  ['a floating sense pin', 'sense=floating', 'unseen'],
  ['swapped wires', 'swd=swapped', 'supplied'],
  ['open wires', 'swd=open', 'supplied'],
])('%s ends in what to wire', async (_what, faults, reading) => {
  expect(await refusal(`probe=v2,${faults}`)).toMatchObject({ code: 'target-silent', details: { reading } });
});

test('a clone at swapped wires is reported with a warning of its own supply', async () => {
  expect(await refusal('probe=v2-clone,swd=swapped')).toMatchObject({
    code: 'target-silent',
    details: { firmware: 'V2J17S4' },
    text: saying(/A clone probe measures its own supply/),
  });
});

test('a version of zeros is refused', async () => {
  expect(await refusal('probe-version=zeros')).toMatchObject({ code: 'probe-unusable' });
});

test.each(['dfu', 'left-over'])('a probe found in the state %s is made to work', async (state) => {
  await using target = await bench(`probe-found=${state}`).open();
  expect(target.device.serial).toBeDefined();
});

test('a probe that another debugger left hanging, and no bus reset helps, is to be unplugged', async () => {
  expect(await refusal('probe-found=hanging')).toMatchObject({
    code: 'timeout',
    next: saying(/unplug it, plug it in again/),
  });
});

test.each(['raw', 'odd'])('a serial number that comes %s does not matter', async (form) => {
  const { open, board } = bench(`probe-serial=${form}`);
  await using target = await open();
  expect(target.device.serial).toBe(board.serial);
});

test('a probe another program has claimed is busy', async () => {
  expect(await refusal('probe-taken=yes')).toMatchObject({ code: 'device-busy', next: saying(/STM32CubeProgrammer/) });
});

test('a cable without NRST is enough', async () => {
  await using target = await bench('nrst=open').open();
  await target.hold();
});
