// Every knob and fault does what its line in the table says. The table and this file name the same ones.

import { decodeOtp, firstDifference, LinkError } from '@odflash/core';
import { describe, expect, test } from 'vitest';
import { oddLayouts } from '../src/faults/layouts.ts';
import { faultNames, otherFirmware, parseProfile, virtualBus } from '../src/index.ts';
import { textOf } from '../src/usb/strings.ts';
import { type Bench, bench, idleBench, pattern, requests } from './bench.ts';

const profile = (...knobs: string[]) => ['v3.6-56V+dfu', ...knobs].join(',');
const eraseFirst = Uint8Array.of(0x41, 0, 0, 0, 8);

async function took(made: Bench, work: () => Promise<unknown>): Promise<number> {
  const begin = made.clock.now();
  await work();
  return made.clock.now() - begin;
}

async function text(made: Bench, index: number): Promise<string | undefined> {
  return textOf((await made.control(0x80, 6, 0x0300 | index, 0x0409, 255)).data);
}

function bitsThatDiffer(a: Uint8Array, b: Uint8Array): number {
  const ones = (byte: number) => byte.toString(2).replaceAll('0', '').length;
  return a.reduce((sum, byte, i) => sum + ones(byte ^ (b[i] ?? 0)), 0);
}

/** Settles within `ms`, or did not answer. */
async function within(made: Bench, ms: number, answer: Promise<unknown>): Promise<unknown> {
  return await Promise.race([
    answer.catch((error: unknown) => (error instanceof LinkError ? error.kind : error)),
    made.clock.sleep(ms).then(() => 'no answer'),
  ]);
}

async function firstStatus(made: Bench, block: number, data: Uint8Array) {
  await made.out(requests.download, block, data);
  return await made.status();
}

const checks: Readonly<Record<string, () => Promise<void>>> = {
  seed: async () => {
    const [a, b] = [bench(profile('seed=7')).board, bench(profile('seed=8')).board];
    expect(a.serial).not.toBe(b.serial);
    expect(firstDifference(a.flash, b.flash)).toBeGreaterThanOrEqual(0);
  },
  serial: async () => {
    const made = bench(profile('serial=00000000abcd'));
    expect(made.board.serial).toBe('00000000ABCD');
    expect(await text(made, 3)).toBe('00000000ABCD');
  },
  otp: async () => {
    const kinds = ['own', 'blank', 'foreign', 'v3.5-48V'].map((value) =>
      decodeOtp(bench(profile(`otp=${value}`)).board.otp),
    );
    expect(kinds).toMatchObject([
      { kind: 'odrive', version: { name: 'v3.6-56V' } },
      { kind: 'blank' },
      { kind: 'foreign' },
      { kind: 'odrive', version: { name: 'v3.5-48V' } },
    ]);
  },
  flash: async () => {
    expect(bench(profile('flash=blank')).board.flash.every((byte) => byte === 0xff)).toBe(true);
    const { flash } = bench(profile('flash=other,seed=2')).board;
    expect(firstDifference(flash.subarray(0, 1024), otherFirmware(2).subarray(0, 1024))).toBe(-1);
  },
  chip: async () => {
    const made = await idleBench(profile('chip=f411'));
    expect(await text(made, 4)).toBe('@Internal Flash  /0x08000000/04*016Kg,01*064Kg,03*128Kg');
    expect(await made.erase(0x0808_0000)).toMatchObject({ status: 1, state: 10 });
    const paged = await idleBench(profile('chip=g431'));
    expect(await took(paged, () => paged.erase(0x0800_0800))).toBe(22);
    expect(paged.board.recorder.operations).toMatchObject([{ sector: 1, length: 2048 }]);
  },
  rom: async () => {
    const old = bench(profile('rom=v3.0'));
    expect([...(await old.control(0x80, 6, 0x0100, 0, 18)).data].slice(12, 14)).toEqual([0x00, 0x21]);
    expect(await text(old, 5)).toBe('@Option Bytes  /0x1FFFC000/01*016 g');
    await old.idle();
    await old.setAddress(0xffff_0000);
    expect(await old.write(2, Uint8Array.of(3, 0xff, 0xff, 0xff))).toMatchObject({ state: 10 });
    const older = await idleBench(profile('rom=v3.1'));
    expect(await older.setAddress(0x2000_2000)).toMatchObject({ state: 5 });
  },
  time: async () => {
    expect(parseProfile(profile('time=real')).settings.time).toBe('real');
    expect(parseProfile(profile()).settings.time).toBe('virtual');
  },
  rdp: async () => {
    const made = await idleBench(profile('rdp=1'));
    expect((await made.read(2, 64)).status).toBe('stall');
    expect(await made.status()).toMatchObject({ status: 11 });
  },
  wrp: async () => {
    const made = await idleBench(profile('wrp=0:2-3'));
    expect([...made.board.optionBytes.subarray(8, 10)]).toEqual([0xf2, 0x0f]);
    expect(await made.erase(0x0800_8000)).toMatchObject({ status: 0, state: 5 });
    expect(made.board.recorder.operations).toMatchObject([{ sector: 2, without: 'write-protected' }]);
  },
  'wrp-reserved': async () => {
    expect(bench(profile('wrp-reserved=15')).board.optionBytes[9]).toBe(0xff);
  },
  'option-pointer': async () => {
    const strict = await idleBench(profile('rdp=1,option-pointer=vendor'));
    expect(await strict.setAddress(0x1fff_c000)).toMatchObject({ status: 11, state: 10 });
    const open = await idleBench(profile('option-pointer=vendor'));
    expect(await open.setAddress(0x1fff_c000)).toMatchObject({ state: 5 });
  },
  start: async () => {
    expect(await bench(profile('start=idle')).status()).toEqual({ status: 0, poll: 0, state: 2 });
    expect(await bench(profile('start=error')).status()).toEqual({ status: 10, poll: 0, state: 10 });
  },
  poll: async () => {
    for (const [value, poll] of [
      ['0', 0],
      ['5', 5],
      ['max', 0xff_ffff],
    ] as const) {
      const made = await idleBench(profile(`poll=${value}`));
      expect(await firstStatus(made, 0, eraseFirst)).toEqual({ status: 0, poll, state: 4 });
    }
  },
  busy: async () => {
    const stalling = await idleBench(profile('busy=stall:2'));
    await firstStatus(stalling, 0, eraseFirst);
    const answers = [];
    for (let i = 0; i < 3; i++) answers.push((await stalling.in(requests.getStatus, 0, 6)).status);
    expect(answers).toEqual(['stall', 'stall', 'ok']);
    expect(stalling.board.rom()?.state).toBe(5);

    const evading = await idleBench(profile('busy=dnbusy:3'));
    await firstStatus(evading, 0, eraseFirst);
    const seen = [];
    for (let i = 0; i < 4; i++) seen.push(await evading.status());
    expect(seen.map(({ state }) => state)).toEqual([4, 4, 4, 5]);
    expect(seen.map(({ poll }) => poll)).toEqual([100, 100, 100, 0]);

    const hanging = await idleBench(profile('busy=never'));
    await firstStatus(hanging, 0, eraseFirst);
    expect(await within(hanging, 1e6, hanging.status())).toBe('no answer');
    hanging.board.socket.port?.busReset();
    await hanging.control(0x00, 9, 1, 0, 0);
    expect(await hanging.state()).toBe(2);

    const stuck = await idleBench(profile('busy=stuck'));
    await firstStatus(stuck, 0, eraseFirst);
    await stuck.clock.sleep(10_000);
    for (let i = 0; i < 5; i++) expect(await stuck.status()).toMatchObject({ state: 4 });
    await stuck.out(requests.clearStatus);
    expect(await stuck.status()).toMatchObject({ status: 14, state: 10 });
    await stuck.out(requests.clearStatus);
    expect(await stuck.status()).toMatchObject({ status: 0, state: 2 });
    expect(stuck.board.flash[0]).toBe(0xff);
  },
  clrstatus: async () => {
    const strict = await idleBench(profile('clrstatus=strict'));
    expect((await strict.out(requests.clearStatus)).status).toBe('stall');
    expect(await strict.status()).toMatchObject({ status: 15, state: 10 });
    const unknown = await idleBench(profile('clrstatus=unknown'));
    expect((await unknown.out(requests.clearStatus)).status).toBe('ok');
    expect(await unknown.status()).toMatchObject({ status: 14, state: 10 });
  },
  'abort-in-error': async () => {
    const states = [];
    for (const value of ['stall', 'ignored', 'idle']) {
      const made = bench(profile(`abort-in-error=${value}`));
      states.push([(await made.out(requests.abort)).status, await made.state()]);
    }
    expect(states).toEqual([
      ['stall', 10],
      ['ok', 10],
      ['ok', 2],
    ]);
  },
  'max-transfer': async () => {
    const made = await idleBench(profile('max-transfer=1024'));
    await made.erase(0x0800_0000);
    expect((await made.out(requests.download, 2, pattern(2048))).status).toBe('stall');
    expect(await made.status()).toMatchObject({ status: 15, state: 10 });
    await made.idle();
    expect(await made.write(2, pattern(1024))).toMatchObject({ state: 5 });
  },
  'block-step': async () => {
    const made = await idleBench(profile('block-step=length'));
    await made.erase(0x0800_0000);
    await made.write(3, pattern(1024));
    expect(made.board.recorder.operations.at(-1)).toMatchObject({ address: 0x0800_0400, length: 1024 });
  },
  'read-over-end': async () => {
    const made = await idleBench(profile('read-over-end=error'));
    await made.setAddress(0x080f_ff00);
    await made.out(requests.abort);
    expect((await made.read(2, 2048)).status).toBe('stall');
    expect(await made.status()).toMatchObject({ status: 1, state: 10 });
  },
  'bus-reset': async () => {
    const after: Record<string, number | undefined> = {};
    for (const value of ['idle', 'keep', 'error']) {
      const made = await idleBench(profile(`bus-reset=${value}`));
      await made.out(requests.download, 0, eraseFirst);
      made.board.socket.port?.busReset();
      after[value] = made.board.rom()?.state;
    }
    expect(after).toEqual({ idle: 2, keep: 3, error: 10 });
    const restarting = await idleBench(profile('bus-reset=restart'));
    restarting.board.socket.port?.busReset();
    expect(restarting.board.socket.port).toBeUndefined();
    await restarting.clock.sleep(300);
    expect(await restarting.state()).toBe(10);
  },
  leave: async () => {
    const ways: Record<string, unknown> = {};
    for (const value of ['answers', 'vanishes-before', 'vanishes-during', 'stays']) {
      const made = await idleBench(profile('flash=other', `leave=${value}`));
      await made.out(requests.download, 0);
      const answer = await within(made, 5, made.in(requests.getStatus, 0, 6));
      await made.clock.sleep(100);
      const state = typeof answer === 'string' ? answer : (answer as { data: Uint8Array }).data[4];
      ways[value] = [state, made.board.running()];
    }
    expect(ways).toEqual({
      answers: [7, 'other-firmware'],
      'vanishes-before': ['disconnected', 'other-firmware'],
      'vanishes-during': ['disconnected', 'other-firmware'],
      stays: [7, 'rom'],
    });
  },
  feature: async () => {
    const seen: Record<string, unknown> = {};
    for (const value of ['works', 'refused', 'ignored', 'pretends']) {
      const made = await idleBench(profile(`feature=${value}`));
      await made.erase(0x0800_0000);
      await made.setAddress(0xffff_0000);
      const { state } = await made.write(2, Uint8Array.of(3, 0xff, 0xff, 0xff));
      await made.idle();
      const shown = (await made.read(2, 4)).data[0];
      await made.idle();
      await made.setAddress(0x0800_0000);
      const ms = await took(made, () => made.write(2, pattern(2048)));
      seen[value] = [state, shown, Math.round(ms)];
    }
    expect(seen).toEqual({ works: [5, 3, 8], refused: [10, 0, 33], ignored: [5, 0, 33], pretends: [5, 3, 33] });
  },
  'feature-refusal': async () => {
    const made = await idleBench(profile('feature-refusal=11,feature=refused'));
    await made.setAddress(0xffff_0000);
    expect(await made.write(2, Uint8Array.of(3, 0xff, 0xff, 0xff))).toMatchObject({ status: 11, state: 10 });
  },
  strings: async () => {
    expect((await bench(profile('strings=none')).control(0x80, 6, 0x0300, 0, 255)).status).toBe('stall');
    expect(await text(bench(profile('strings=empty')), 4)).toBe('');
    const truncated = await bench(profile('strings=truncated')).control(0x80, 6, 0x0304, 0x0409, 255);
    expect(truncated.data.length).toBeLessThan(truncated.data[0] ?? 0);
    expect(truncated.data.length % 2).toBe(1);
  },
  'serial-form': async () => {
    const utf8 = await bench(profile('serial-form=utf8,serial=3CBA00000000')).control(0x80, 6, 0x0303, 0, 255);
    expect([...utf8.data]).toEqual([6, 3, 0x33, 0x43, 0x42, 0x41]);
    expect(await text(bench(profile('serial-form=fysetc')), 3)).toBe('STM32FxSTM32');
  },
  'serial-drifts': async () => {
    const made = bench(profile('serial-drifts=yes,serial=00000000FFFF'));
    expect(await text(made, 3)).toBe('00000000FFFF');
    made.board.reset();
    await made.clock.sleep(300);
    expect(await text(made, 3)).toBe('000000010000');
    expect(made.board.serial).toBe('000000010000');
  },
  layout: async () => {
    for (const [name, { layouts }] of Object.entries(oddLayouts)) {
      const made = bench(profile(`layout=${name}`));
      for (const [alternate, layout] of Object.entries(layouts)) {
        expect(await text(made, 4 + Number(alternate))).toBe(layout);
      }
    }
  },
  'flash-times': async () => {
    const made = await idleBench(profile('flash-times=maximum'));
    expect(await took(made, () => made.erase(0x0800_0000))).toBe(800);
    await made.setAddress(0x0800_0000);
    expect(await took(made, () => made.write(2, pattern(2048)))).toBeCloseTo(204.8, 6);
  },
  'slow-erase': async () => {
    const made = await idleBench(profile('slow-erase=5'));
    expect(await took(made, () => made.erase(0x0800_0000))).toBe(2000);
  },
  'drop-erase': async () => {
    const made = await idleBench(profile('drop-erase=2'));
    const before = made.board.flash.slice(0x4000, 0x8000);
    await made.erase(0x0800_0000);
    expect(await took(made, () => made.erase(0x0800_4000))).toBe(400);
    expect(firstDifference(made.board.flash.subarray(0x4000, 0x8000), before)).toBe(-1);
    await made.erase(0x0800_4000);
    expect(made.board.flash[0x4000]).toBe(0xff);
    expect(made.board.recorder.operations.map(({ without }) => without)).toEqual([undefined, 'fault', undefined]);
  },
  'bad-write': async () => {
    const made = await idleBench(profile('bad-write=2'));
    await made.erase(0x0800_0000);
    await made.setAddress(0x0800_0000);
    const wrong: number[] = [];
    for (let block = 0; block < 3; block++) {
      expect(await made.write(2 + block, pattern(2048))).toMatchObject({ status: 0, state: 5 });
      const written = made.board.flash.subarray(2048 * block, 2048 * (block + 1));
      if (bitsThatDiffer(written, pattern(2048)) === 1) wrong.push(block);
    }
    expect(wrong).toEqual([1]);
  },
  'weak-x32': async () => {
    const made = await idleBench(profile('weak-x32=2'));
    const wrongBlocks = async () => {
      await made.erase(0x0800_0000);
      await made.setAddress(0x0800_0000);
      let wrong = 0;
      for (let block = 0; block < 4; block++) {
        await made.write(2 + block, pattern(2048));
        const written = made.board.flash.subarray(2048 * block, 2048 * (block + 1));
        if (firstDifference(written, pattern(2048)) >= 0) wrong++;
      }
      return wrong;
    };
    expect(await wrongBlocks()).toBe(0);
    await made.setAddress(0xffff_0000);
    await made.write(2, Uint8Array.of(3, 0xff, 0xff, 0xff));
    expect(await wrongBlocks()).toBe(2);
  },
  count: async () => {
    const made = bench(profile('count=all,stall-at=3'));
    // 1: SET_CONFIGURATION, 2 and 3: descriptors.
    expect((await made.control(0x80, 6, 0x0100, 0, 18)).status).toBe('ok');
    expect((await made.control(0x80, 6, 0x0100, 0, 18)).status).toBe('stall');
    const other = bench(profile('stall-at=1'));
    expect((await other.control(0x80, 6, 0x0100, 0, 18)).status).toBe('ok');
    expect((await other.in(requests.getState, 0, 1)).status).toBe('stall');
  },
  'stall-at': async () => {
    const made = await idleBench(profile('stall-at=3'));
    expect((await made.out(requests.download, 0, eraseFirst)).status).toBe('stall');
    expect(await made.state()).toBe(2);
  },
  'timeout-at': async () => {
    const made = await idleBench(profile('timeout-at=3'));
    expect(await within(made, 1e6, made.out(requests.download, 0, eraseFirst))).toBe('no answer');
    expect(await made.state()).toBe(3);
  },
  'lost-at': async () => {
    const made = await idleBench(profile('lost-at=3'));
    expect(await within(made, 1e6, made.out(requests.download, 0, eraseFirst))).toBe('no answer');
    expect(await made.state()).toBe(2);
  },
  'short-at': async () => {
    const made = await idleBench(profile('short-at=3:4'));
    expect(await made.out(requests.download, 2, pattern(2048))).toMatchObject({ status: 'ok', bytes: 1024 });
    expect((await made.in(requests.getStatus, 0, 6)).data).toHaveLength(3);
    expect(await made.state()).toBe(2);
  },
  'stale-at': async () => {
    const made = await idleBench(profile('stale-at=3'));
    expect((await made.in(requests.getState, 0, 1)).data).toHaveLength(0);
    expect([...(await made.in(requests.getStatus, 0, 6)).data]).toEqual([2]);
    await made.out(requests.download, 0, eraseFirst);
    expect([...(await made.in(requests.getState, 0, 1)).data]).toEqual([0]);
    expect([...(await made.in(requests.getStatus, 0, 6)).data]).toEqual([3]);
    await made.out(requests.abort);
    expect([...(await made.in(requests.getState, 0, 1)).data]).toEqual([2]);
  },
  'corrupt-at': async () => {
    const made = await idleBench(profile('corrupt-at=3:6'));
    const good = made.board.flash.slice(0, 2048);
    const bad = (await made.read(2, 2048)).data;
    expect(bitsThatDiffer(bad, good)).toBe(1);
    expect((await made.read(2, 2048)).data).toEqual(good);
    await made.out(requests.abort);
    await made.out(requests.download, 2, pattern(64));
    expect(firstDifference(made.board.rom()?.pending?.data ?? new Uint8Array(), pattern(64))).toBeGreaterThanOrEqual(0);
  },
  'replug-at': async () => {
    const made = await idleBench(profile('replug-at=4'));
    await made.out(requests.download, 0, eraseFirst);
    expect(await within(made, 10, made.status())).toBe('disconnected');
    await made.clock.sleep(300);
    expect(await made.state()).toBe(3);
  },
  'crash-at': async () => {
    const made = await idleBench(profile('crash-at=4'));
    await made.out(requests.download, 0, eraseFirst);
    expect(await within(made, 10, made.status())).toBe('disconnected');
    await made.clock.sleep(300);
    expect(await made.status()).toMatchObject({ status: 10, state: 10 });
  },
  'gone-at': async () => {
    const made = await idleBench(profile('gone-at=3'));
    expect(await within(made, 10, made.status())).toBe('disconnected');
    await made.clock.sleep(100_000);
    expect(made.board.socket.port).toBeUndefined();
    expect(made.board.running()).toBe('rom');
    made.board.cable(true);
    await made.clock.sleep(300);
    expect(await made.state()).toBe(2);
  },
  'bus-reset-at': async () => {
    const made = await idleBench(profile('bus-reset-at=4'));
    await made.out(requests.download, 0, eraseFirst);
    expect(await made.status()).toMatchObject({ state: 2 });
  },
  'power-cut-at': async () => {
    const made = await idleBench(profile('power-cut-at=5,seed=3'));
    await made.out(requests.download, 0, eraseFirst);
    await made.status();
    expect(await within(made, 1000, made.status())).toBe('disconnected');
    expect(made.board.running()).toBe('off');
    expect(made.board.recorder.operations).toMatchObject([{ kind: 'erase', sector: 0, without: 'power' }]);
    await made.clock.sleep(100_000);
    expect(made.board.running()).toBe('off');
  },
  'brown-out-at': async () => {
    const made = await idleBench(profile('brown-out-at=5,seed=3'));
    await made.out(requests.download, 0, eraseFirst);
    await made.status();
    expect(await within(made, 1000, made.status())).toBe('disconnected');
    await made.clock.sleep(400);
    expect(made.board.running()).toBe('rom');
    expect(await made.state()).toBe(10);
  },
  'stale-abort': async () => {
    const made = await idleBench(profile('stale-abort=2'));
    await made.in(requests.abort, 0, 0);
    expect((await made.in(requests.getState, 0, 1)).data).toHaveLength(1);
    await made.in(requests.abort, 0, 0);
    expect((await made.in(requests.getState, 0, 1)).data).toHaveLength(0);
    expect([...(await made.in(requests.getStatus, 0, 6)).data]).toEqual([2]);
  },
  'stale-until': async () => {
    const inStep: Record<string, boolean> = {};
    for (const value of ['no-data', 'any-out', 'never']) {
      const made = await idleBench(profile(`stale-until=${value},stale-abort=all`));
      await made.in(requests.abort, 0, 0);
      await made.out(requests.download, 0, eraseFirst);
      inStep[`${value} after data`] = (await made.in(requests.getState, 0, 1)).data.length === 1;
      await made.out(requests.abort);
      inStep[value] = (await made.in(requests.getStatus, 0, 6)).data.length === 6;
    }
    expect(inStep).toEqual({
      'no-data after data': false,
      'no-data': true,
      'any-out after data': true,
      'any-out': true,
      'never after data': false,
      never: false,
    });
  },
};

test.each(Object.entries(checks))('%s', async (_name, check) => {
  await check();
});

/** Those of the ODrive firmware are checked in test/odrive. */
test('every knob of the table has its check', () => {
  const elsewhere = ['firmware', 'motor', 'startup'];
  expect([...faultNames].sort()).toEqual([...Object.keys(checks), ...elsewhere].sort());
});

describe('disturbed bulk transfers', () => {
  const none = new Uint8Array(0);
  const sent = { endpoint: 0x03, data: pattern(8), length: 8 };
  const runs: readonly (readonly [string, string, number])[] = [
    ['stall-at', 'stall', 0],
    ['lost-at', 'no answer', 0],
    ['timeout-at', 'no answer', 8],
    ['short-at', 'ok', 0],
    ['corrupt-at', 'ok', 8],
  ];
  test.each(runs)('%s=2: %s, %i bytes reach the firmware', async (fault, answer, reached) => {
    const got: Uint8Array[] = [];
    const sink = {
      submit: async ({ data }: { data: Uint8Array }) => {
        got.push(data);
        return { status: 'ok' as const, bytes: data.length, data: none };
      },
      clear: () => undefined,
    };
    const made = bench(`v3.6-24V,flash=factory,${fault}=2`, {
      runtime: () => ({ endpoints: new Map([[0x03, sink]]), busReset: () => undefined }),
    });
    await made.control(0x80, 8, 0, 0, 1);
    const port = made.board.socket.port!;
    const never = new AbortController().signal;
    await port.submit(sent, never);
    const second = (await within(made, 1000, port.submit(sent, never))) as { status: string } | string;
    expect(typeof second === 'string' ? second : second.status).toBe(answer);
    expect(got[1]?.length ?? 0).toBe(reached);
    if (fault === 'corrupt-at') expect(bitsThatDiffer(got[1]!, sent.data)).toBe(1);
  });
});

describe('what operating systems see of faulty strings', () => {
  test.each([
    ['strings=none', undefined],
    ['strings=empty', undefined],
    ['strings=truncated,serial=325E35633334', '325E356333'],
    ['serial-form=fysetc', 'STM32FxSTM32'],
  ])('%s: serial %s', async (knobs, serial) => {
    const made = bench(profile(knobs));
    const [info] = await virtualBus([made.board], { clock: made.clock }).list();
    expect(info?.serial).toBe(serial);
    expect(info?.vendorId).toBe(0x0483);
  });
});
