// The options of the ROM bootloader.

import { expect } from 'vitest';
import { oddLayouts } from '../../src/faults/layouts.ts';
import { bench, idleBench, pattern, requests } from '../bench.ts';
import { type Checks, eraseFirst, firstStatus, profile, text, took, within } from './bench.ts';

export const romChecks: Checks = {
  captured: async () => {
    const made = bench(profile('captured=2'));
    expect(made.board.running()).toBe('rom');
    expect(made.board.socket.port).toBeUndefined();
    for (const visible of [false, true]) {
      made.board.powerCycle();
      await made.clock.sleep(1000);
      expect(made.board.running()).toBe('rom');
      expect(made.board.socket.port !== undefined).toBe(visible);
    }
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
  getstate: async () => {
    const made = await idleBench(profile('getstate=stalled,start=idle'));
    expect((await made.in(requests.getState, 0, 1)).status).toBe('stall');
    expect(await made.status()).toMatchObject({ status: 0, state: 2 });
    const usual = await idleBench(profile('getstate=answered'));
    expect((await usual.in(requests.getState, 0, 1)).status).toBe('ok');
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
  'software-entry': async () => {
    const layout = '@Internal Flash  /0x08000000/04*016Kg,01*064Kg,07*128Kg';
    const jumped = bench('v3.6-56V,software-entry=no-first-string');
    jumped.board.enterBootloader();
    await jumped.clock.sleep(300);
    expect(await text(jumped, 4)).toBe('');
    expect(await text(jumped, 6)).toMatch(/^@OTP/);
    // A bus reset does not bring it back; a start by the switch does.
    jumped.board.socket.port?.busReset();
    await jumped.control(0x00, 9, 1, 0, 0);
    expect(await text(jumped, 4)).toBe('');
    jumped.board.setSwitch('dfu');
    jumped.board.powerCycle();
    await jumped.clock.sleep(300);
    expect(await text(jumped, 4)).toBe(layout);
    expect(await text(bench(profile('software-entry=no-first-string')), 4)).toBe(layout);
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
};
