import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FlasherError } from '@odflash/core';
import { mainFlash } from '@odflash/core/board';
import { createVirtualBoard, virtualClock } from '@odflash/virtual';
import { describe, expect, it } from 'vitest';
import { openVirtualStore } from '../../src/virtual/virtual-store.ts';

function folder() {
  const path = mkdtempSync(join(tmpdir(), 'odflash-store-'));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

const codeOf = (work: () => unknown): string => {
  try {
    work();
    return 'no error';
  } catch (thrown) {
    return thrown instanceof FlasherError ? thrown.code : String(thrown);
  }
};

describe('a virtual board on the disk', () => {
  it('is a new one in an empty folder, and the same one ever after', () => {
    using state = folder();
    const clock = virtualClock();
    const first = createVirtualBoard('v3.6-56V+dfu', { clock, store: openVirtualStore(join(state.path, 'deep/down')) });
    expect(first.running()).toBe('rom');
    const again = createVirtualBoard('v3.6-56V+dfu', { clock, store: openVirtualStore(join(state.path, 'deep/down')) });
    expect(Buffer.compare(again.flash, first.flash)).toBe(0);
    expect(again.running()).toBe('rom');
    expect(again.otp).toEqual(first.otp);
  });

  it('keeps its flash as a plain image, written through at once', () => {
    using state = folder();
    const store = openVirtualStore(state.path);
    const image = new Uint8Array(mainFlash.length).fill(0xff);
    store.saveFlash(0, image);
    store.saveFlash(0x4000, Uint8Array.of(1, 2, 3));
    image.set([1, 2, 3], 0x4000);
    expect(Buffer.compare(readFileSync(join(state.path, 'flash.bin')), image)).toBe(0);
  });

  it('is as it was one change earlier after a process was killed while it wrote', () => {
    using state = folder();
    const path = join(state.path, 'state.jsonl');
    const clock = virtualClock();
    createVirtualBoard('v3.6-56V+dfu', { clock, store: openVirtualStore(state.path) }).setSwitch('run');
    const store = openVirtualStore(state.path);
    const before = store.load()?.state;
    const whole = readFileSync(path, 'utf8');
    for (const length of [1, 20, whole.length]) {
      writeFileSync(path, `${whole}\n${JSON.stringify({ ...before, running: 'off', more: whole }).slice(0, length)}`);
      expect(store.load()?.state).toEqual(before);
    }
    writeFileSync(path, `${whole}\n{"version":1\n{"vers`);
    expect(store.load()?.state).toEqual(before);
  });

  it('does not grow with what happens to it', () => {
    using state = folder();
    const clock = virtualClock();
    const board = createVirtualBoard('v3.6-56V+dfu', { clock, store: openVirtualStore(state.path) });
    for (let time = 0; time < 2000; time++) board.powerCycle();
    expect(statSync(join(state.path, 'state.jsonl')).size).toBeLessThan(0.3 * 2 ** 20);
    expect(openVirtualStore(state.path).load()?.state.running).toBe('rom');
  });

  it('whose making was interrupted is made anew', () => {
    using state = folder();
    const store = openVirtualStore(state.path);
    store.saveFlash(0, new Uint8Array(100));
    expect(store.load()).toBeUndefined();
  });

  it.each([
    ['no JSON', '{'],
    ['another version', '{"version":2}'],
    ['nothing', 'null'],
    ['a board that runs what does not exist', '{"version":1,"running":"toast","uid":[1,2,3],"otp":"","options":{}}'],
  ])('with %s in its state is refused, not replaced', (_name, text) => {
    using state = folder();
    const store = openVirtualStore(state.path);
    store.saveFlash(0, new Uint8Array(mainFlash.length));
    writeFileSync(join(state.path, 'state.jsonl'), text);
    expect(codeOf(() => store.load())).toBe('bad-file');
    expect(readFileSync(join(state.path, 'state.jsonl'), 'utf8')).toBe(text);
  });

  it.each<readonly [string, Readonly<Record<string, unknown>>]>([
    ['no options', { options: null }],
    ['options that are a list', { options: [] }],
    ['options without numbers', { options: { user: '0xef', rdp: 170, open: 4095 } }],
    ['an option byte that is none', { options: { user: 239, rdp: 1e9, open: 4095 } }],
    ['half a unique id', { uid: [1, 2] }],
    ['a unique id with a null', { uid: [1, null, 3] }],
    ['a unique id of fractions', { uid: [1, 2.5, 3] }],
    ['half an OTP', { otp: 'ff' }],
    ['an OTP of other letters', { otp: 'x'.repeat(1056) }],
    ['no OTP', { otp: null }],
    ['no version', { version: null }],
    ['registers that are null', { running: 'rom', rom: null }],
    ['a bootloader without registers', { running: 'rom', rom: undefined }],
    ['a register that is a text', { running: 'rom', rom: { state: 'dfuIDLE' } }],
    ['a command that is half there', { running: 'rom', rom: { pending: { block: 0 } } }],
  ])('with %s in its state is refused before anything is made of it', (_name, wrong) => {
    using state = folder();
    const clock = virtualClock();
    createVirtualBoard('v3.6-56V+dfu', { clock, store: openVirtualStore(state.path) });
    const store = openVirtualStore(state.path);
    const saved = { ...store.load()?.state };
    const rom = wrong.rom && typeof wrong.rom === 'object' ? { ...saved.rom, ...wrong.rom } : wrong.rom;
    const text = JSON.stringify({ ...saved, ...wrong, ...('rom' in wrong && { rom }) });
    writeFileSync(join(state.path, 'state.jsonl'), text);
    expect(codeOf(() => createVirtualBoard('v3.6-56V+dfu', { clock, store: openVirtualStore(state.path) }))).toBe(
      'bad-file',
    );
  });

  it.runIf(process.platform !== 'win32')('with a pipe in place of a file is refused, not waited for', () => {
    for (const name of ['flash.bin', 'state.jsonl']) {
      using state = folder();
      createVirtualBoard('v3.6-56V', { clock: virtualClock(), store: openVirtualStore(state.path) });
      rmSync(join(state.path, name));
      spawnSync('/bin/sh', ['-c', 'mkfifo "$0"', join(state.path, name)]);
      expect(codeOf(() => openVirtualStore(state.path).load())).toBe('bad-file');
    }
  });

  it('with a flash of the wrong size is refused', () => {
    using state = folder();
    const store = openVirtualStore(state.path);
    store.saveFlash(0, new Uint8Array(1000));
    writeFileSync(join(state.path, 'state.jsonl'), '{}');
    expect(codeOf(() => store.load())).toBe('bad-file');
  });

  it('that cannot be saved says so once, and not again while it continues automatically', () => {
    using state = folder();
    const store = openVirtualStore(state.path);
    mkdirSync(join(state.path, 'flash.bin'));
    expect(codeOf(() => store.saveFlash(0, new Uint8Array(4)))).toBe('file-unwritable');
    expect(codeOf(() => store.saveFlash(4, new Uint8Array(4)))).toBe('no error');
  });

  it('cannot lie where there is a file', () => {
    using state = folder();
    writeFileSync(join(state.path, 'file'), '');
    expect(codeOf(() => openVirtualStore(join(state.path, 'file')))).toBe('file-unwritable');
  });

  it('is held by one process at a time, and free when that was killed', async () => {
    using state = folder();
    const holder = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    try {
      writeFileSync(join(state.path, 'in-use'), String(holder.pid));
      expect(codeOf(() => openVirtualStore(state.path))).toBe('device-busy');
    } finally {
      holder.kill('SIGKILL');
      await once(holder, 'exit');
    }
    expect(codeOf(() => openVirtualStore(state.path))).toBe('no error');
    expect(readFileSync(join(state.path, 'in-use'), 'utf8').split(' ')[0]).toBe(String(process.pid));
  });
});
