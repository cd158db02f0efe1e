// Opening a probe: who it is, which mode it is in, and which probes are refused.

import type { UsbDeviceInfo } from '@odflash/core';
import { openProbe } from '@odflash/core/stlink';
import { virtualClock } from '@odflash/virtual';
import { expect, test } from 'vitest';
import {
  ask,
  bytes,
  done,
  fails,
  idle,
  type Line,
  scriptedProbe,
  send,
  v2Info,
  v2j17,
  v2j37,
} from './scripted-probe.ts';

type Script = readonly (Line | readonly Line[])[];

async function open(script: Script, options: { info?: UsbDeviceInfo; serial?: string } = {}) {
  const { bus, finished } = scriptedProbe(script, options);
  const [device] = await bus.list();
  const probe = await openProbe({ bus, device: device!, clock: virtualClock() });
  return { probe, finished };
}

async function refusal(script: Script, options: { info?: UsbDeviceInfo } = {}): Promise<unknown> {
  return open(script, options).then(
    () => undefined,
    (error: unknown) => error,
  );
}

test('a probe in its idle mode is asked for its version and its mode, nothing else', async () => {
  const { probe, finished } = await open([v2j37]);
  expect(probe.info.version.text).toBe('V2J37S7');
  expect(probe.info.model.name).toBe('ST-Link/V2');
  expect(probe.info.serial).toBe('57FF72067882495118430667');
  finished();
});

test('a V2 that was just plugged in leaves its DFU mode', async () => {
  const { finished } = await open([ask('f1', '24 44 83 04 48 37'), ask('f5', '00 00'), send('f3 07'), idle]);
  finished();
});

test('debug mode and SWIM mode of a session that died are left', async () => {
  (await open([ask('f1', '29 47 83 04 48 37'), ask('f5', '02 00'), send('f2 21'), idle])).finished();
  (await open([ask('f1', '29 47 83 04 48 37'), ask('f5', '03 00'), send('f4 01'), idle])).finished();
});

test('a probe that stays in its bootloader is refused by the name of the mode', async () => {
  expect(await refusal([ask('f1', '29 47 83 04 48 37'), ask('f5', '04 00')])).toMatchObject({
    code: 'probe-unusable',
    details: { mode: 'bootloader' },
  });
});

test('a stale reply of an earlier session is not accepted as the version', async () => {
  const leftover = bytes('80 00 00 00 77 14 a0 2b 00 00 00 00');
  const { probe, finished } = await open([ask('f1', leftover), ask('f1', new Uint8Array(4096)), v2j37]);
  expect(probe.info.version.jtag).toBe(37);
  finished();
});

test('a stale reply of six bytes is not accepted as the version either', async () => {
  const { finished } = await open([ask('f1', '80 00 00 00 77 14'), v2j37]);
  finished();
});

test('a probe with invalid answers fails as out of step', async () => {
  expect(await refusal(Array.from({ length: 9 }, () => ask('f1', '80 00')))).toMatchObject({
    code: 'unexpected-reply',
    retryable: true,
  });
});

test('a probe whose version is zeros is refused with what happened to it', async () => {
  const zeros = ask('f1', '02 00 00 00 00 00');
  expect(await refusal([zeros, zeros])).toMatchObject({
    code: 'probe-unusable',
    details: { firmware: 'V0J8S0' },
  });
});

test('a V2-1 with firmware for STM8 only is refused', async () => {
  const info = { ...v2Info, productId: 0x374b };
  expect(await refusal([ask('f1', '20 07 83 04 4b 37')], { info })).toMatchObject({ code: 'probe-unusable' });
});

test('a V1 and a V3 that waits for new firmware are refused with nothing sent to them', async () => {
  for (const productId of [0x3744, 0x374d, 0x3755])
    expect(await refusal([], { info: { ...v2Info, productId } })).toMatchObject({ code: 'probe-unusable' });
});

test('the version of a V3 is read byte by byte', async () => {
  const info = { ...v2Info, productId: 0x374f };
  const { probe, finished } = await open(
    [ask('f1', '30 00 83 04 4f 37'), ask('fb', '03 00 09 03 00 00 00 00 83 04 4f 37'), idle],
    { info },
  );
  expect(probe.info.version).toMatchObject({ text: 'V3J9M3', generation: 3, jtag: 9 });
  finished();
});

test('raw bytes as serial number become the 24 digits every tool prints', async () => {
  const { probe } = await open([v2j17], { serial: 'W\u0000ÿr\u0006xI\u0087\u0051\u0018C\u0006' });
  expect(probe.info.serial).toBe('5700FF720678498751184306');
});

test('an invalid serial number is ignored, and the probe works', async () => {
  const { probe } = await open([v2j37], { serial: 'xxx' });
  expect(probe.info.serial).toBeUndefined();
});

test('the voltage is twice the measured pin against the reference of 1.2 V', async () => {
  const { probe } = await open([v2j37, ask('f7', 'ab 05 00 00 c4 07 00 00')]);
  expect(await probe.voltage()).toBeCloseTo(3.287, 2);
});

test('a voltage without reference is not reported, and firmware before J13 is not asked', async () => {
  const { probe } = await open([v2j37, ask('f7', '00 00 00 00 c4 07 00 00')]);
  expect(await probe.voltage()).toBeUndefined();
  const old = await open([ask('f1', '23 04 83 04 48 37'), idle]);
  expect(await old.probe.voltage()).toBeUndefined();
});

test('a V2 is set to the fastest clock that is not above the one asked for', async () => {
  const { probe, finished } = await open([v2j37, ask('f2 43 00 00', done), ask('f2 43 03 00', done)]);
  expect(await probe.setSpeed(4500)).toBe(4000);
  expect(await probe.setSpeed(1000)).toBe(950);
  finished();
});

test('firmware J17 has no command for the clock and is not sent one', async () => {
  const { probe, finished } = await open([v2j17]);
  expect(await probe.setSpeed(4000)).toBe(1800);
  finished();
});

test('a V3 is set to one of the clocks it lists', async () => {
  const info = { ...v2Info, productId: 0x374e };
  const list = new Uint8Array(52);
  const view = new DataView(list.buffer);
  list[0] = 0x80;
  const offered = [24_000, 8000, 3300, 1000, 200, 50, 5];
  view.setUint8(8, offered.length);
  for (const [index, kHz] of offered.entries()) view.setUint32(12 + 4 * index, kHz, true);
  const { probe, finished } = await open(
    [
      ask('f1', '30 00 83 04 4e 37'),
      ask('fb', '03 00 09 03 00 00 00 00 83 04 4e 37'),
      idle,
      ask('f2 62 00', list),
      ask('f2 61 00 00 40 1f 00 00', '80 00 00 00 40 1f 00 00'),
    ],
    { info },
  );
  expect(await probe.setSpeed(10_000)).toBe(8000);
  finished();
});

test('SWD is entered as OpenOCD enters it, and left when the probe is closed', async () => {
  const identity = '80 00 00 00 77 14 a0 2b 00 00 00 00';
  const { probe, finished } = await open([
    v2j37,
    ask('f2 30 a3', done),
    ask('f2 4b 00', done),
    ask('f2 31', identity),
    send('f2 21'),
  ]);
  await probe.enter();
  expect(await probe.idcode()).toBe(0x2ba01477);
  await probe[Symbol.asyncDispose]();
  finished();
});

test('firmware that knows no access ports is not asked to open one', async () => {
  const { probe, finished } = await open([v2j17, ask('f2 30 a3', done), send('f2 21')]);
  await probe.enter();
  await probe[Symbol.asyncDispose]();
  finished();
});

test('a silent target is distinguished from a failing connection', async () => {
  for (const [status, code] of [
    ['09', 'target-silent'],
    ['05', 'target-silent'],
    ['12', 'swd-failed'],
  ] as const) {
    const { probe } = await open([v2j17, ask('f2 30 a3', `${status} 00`)]);
    await expect(probe.enter()).rejects.toMatchObject({ code });
  }
});

test('a probe in use by another program, unplugged or stuck fails as that', async () => {
  expect(await refusal([fails('f1', 'disconnected')])).toMatchObject({ code: 'disconnected' });
  expect(await refusal([fails('f1', 'timeout')])).toMatchObject({ code: 'timeout' });
  expect(await refusal([fails('f1', 'stall')])).toMatchObject({ code: 'stalled' });
});
