// Memory and registers through a probe: block lengths, statuses, patience.

import { openProbe, type ProbeAccess } from '@odflash/core/stlink';
import { type VirtualClock, virtualClock } from '@odflash/virtual';
import { expect, test } from 'vitest';
import { ask, done, give, idle, type Line, lastStatus, scriptedProbe, v2j17, v2j37 } from './scripted-probe.ts';

interface Opened {
  readonly access: ProbeAccess;
  readonly clock: VirtualClock;
  finished(): void;
}

async function open(...script: readonly (Line | readonly Line[])[]): Promise<Opened> {
  const { bus, finished } = scriptedProbe(script);
  const clock = virtualClock();
  const [device] = await bus.list();
  const probe = await openProbe({ bus, device: device!, clock });
  return { access: probe.access, clock, finished };
}

const counted = (length: number) => Uint8Array.from({ length }, (_, index) => index & 0xff);
const clearFlags = ask('f2 46 ff ff 00 00 1e', done);

test('one word is read and written with its status', async () => {
  const { access, finished } = await open(
    v2j37,
    ask('f2 36 f0 ed 00 e0', '80 00 00 00 00 00 01 03'),
    ask('f2 35 0c ed 00 e0 04 00 fa 05', done),
  );
  expect(await access.readWord(0xe000edf0)).toBe(0x03010000);
  await access.writeWord(0xe000ed0c, 0x05fa0004);
  finished();
});

test('core registers go by the number of DCRSR', async () => {
  const { access, finished } = await open(
    v2j37,
    ask('f2 33 0f', '80 00 00 00 2e 00 00 20'),
    ask('f2 34 10 00 00 00 01', done),
  );
  expect(await access.readRegister(15)).toBe(0x2000002e);
  await access.writeRegister(16, 0x01000000);
  finished();
});

test('WAIT is retried with doubling pauses, as in OpenOCD', async () => {
  const wait = ask('f2 36 0c 3c 02 40', '10 00 00 00 00 00 00 00');
  const { access, clock, finished } = await open(
    v2j37,
    wait,
    wait,
    ask('f2 36 0c 3c 02 40', '80 00 00 00 01 00 00 00'),
  );
  const begun = clock.now();
  expect(await access.readWord(0x40023c0c)).toBe(1);
  expect(clock.now() - begun).toBe(3);
  finished();
});

test('a chip that answers WAIT for 250 ms has failed', async () => {
  const wait = ask('f2 36 0c 3c 02 40', '14 00 00 00 00 00 00 00');
  const { access, clock, finished } = await open(v2j37, ...Array.from({ length: 9 }, () => wait), clearFlags);
  const begun = clock.now();
  await expect(access.readWord(0x40023c0c)).rejects.toMatchObject({
    code: 'swd-failed',
    retryable: true,
    details: { status: 'DP_WAIT' },
  });
  expect(clock.now() - begun).toBe(255);
  finished();
});

test('a fault clears the error flags and names the address', async () => {
  const { access, finished } = await open(
    v2j37,
    ask('f2 07 00 00 00 08 08 00', new Uint8Array(8)),
    lastStatus('11', '04 00 00 08'),
    clearFlags,
  );
  await expect(access.readMemory({ address: 0x08000000, length: 8 })).rejects.toMatchObject({
    code: 'swd-failed',
    details: { status: 'AP_FAULT', kind: 'fault', address: '0x08000004' },
  });
  finished();
});

test('firmware without access to the debug port is not asked to clear its flags', async () => {
  const { access, finished } = await open(v2j17, ask('f2 36 00 00 00 08', '01 00 00 00 00 00 00 00'));
  await expect(access.readWord(0x08000000)).rejects.toMatchObject({ details: { status: 'UNKNOWN_ERROR' } });
  finished();
});

test('J37 reads 6144 bytes at a time, over 4 KiB lines', async () => {
  const all = counted(10_000);
  const { access, finished } = await open(
    v2j37,
    ask('f2 07 00 00 00 08 00 18', all.slice(0, 6144)),
    lastStatus(),
    ask('f2 07 00 18 00 08 10 0f', all.slice(6144)),
    lastStatus(),
  );
  expect(await access.readMemory({ address: 0x08000000, length: 10_000 })).toEqual(all);
  finished();
});

test('J17 never crosses a 4 KiB line', async () => {
  const all = counted(4096);
  const { access, finished } = await open(
    v2j17,
    ask('f2 07 00 0f 00 08 00 01', all.slice(0, 256)),
    lastStatus(),
    ask('f2 07 00 10 00 08 00 0f', all.slice(256)),
    lastStatus(),
  );
  expect(await access.readMemory({ address: 0x08000f00, length: 4096 })).toEqual(all);
  finished();
});

test('a range off the words is read in whole words and cut', async () => {
  const { access, finished } = await open(
    v2j37,
    ask('f2 07 20 7a ff 1f 04 00', Uint8Array.of(0xff, 0xff, 0x00, 0x04)),
    lastStatus(),
  );
  expect(await access.readMemory({ address: 0x1fff7a22, length: 2 })).toEqual(Uint8Array.of(0, 4));
  finished();
});

test('blocks are written 16 KiB at a time, and each asked for its status', async () => {
  const all = counted(20_000);
  const { access, finished } = await open(
    v2j37,
    give('f2 08 00 01 00 20 00 40', all.slice(0, 16_384)),
    lastStatus(),
    give('f2 08 00 41 00 20 20 0e', all.slice(16_384)),
    lastStatus(),
  );
  await access.writeMemory({ address: 0x20000100, data: all });
  finished();
});

test('a block that met WAIT is written again whole', async () => {
  const data = counted(8);
  const write = give('f2 08 00 00 00 20 08 00', data);
  const { access, finished } = await open(v2j37, write, lastStatus('10'), write, lastStatus());
  await access.writeMemory({ address: 0x20000000, data });
  finished();
});

test('single bytes go 64 at a time', async () => {
  const all = counted(65);
  const { access, finished } = await open(
    v2j17,
    give('f2 0d 01 00 00 20 40 00', all.slice(0, 64)),
    lastStatus(),
    give('f2 0d 41 00 00 20 01 00', all.slice(64)),
    lastStatus(),
  );
  await access.writeMemory({ address: 0x20000001, data: all }, 8);
  finished();
});

test('words at unaligned addresses are a bug of the caller, and nothing is sent', async () => {
  const { access, finished } = await open(v2j37);
  await expect(access.writeMemory({ address: 0x20000002, data: counted(4) })).rejects.toMatchObject({
    code: 'internal',
  });
  finished();
});

test('a transfer of no bytes is not sent: an empty data stage hangs a V3', async () => {
  const { access, finished } = await open(v2j37);
  expect(await access.readMemory({ address: 0x08000000, length: 0 })).toHaveLength(0);
  await access.writeMemory({ address: 0x20000000, data: new Uint8Array(0) });
  finished();
});

test('the oldest firmware tells the status without the address', async () => {
  const { access, finished } = await open(
    ask('f1', '23 0e 83 04 48 37'),
    idle,
    ask('f2 07 00 00 00 08 04 00', counted(4)),
    ask('f2 3b', done),
  );
  expect(await access.readMemory({ address: 0x08000000, length: 4 })).toEqual(counted(4));
  finished();
});

test('a reply of another length is out of step', async () => {
  const { access } = await open(v2j37, ask('f2 36 f0 ed 00 e0', done));
  await expect(access.readWord(0xe000edf0)).rejects.toMatchObject({ code: 'unexpected-reply' });
});
