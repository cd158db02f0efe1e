// An interrupted flash: whether it is continued, by which image, and what becomes of its undo backup and its record.

import { acceptWarnings, type FlashEvent, flash, readImage } from '@odflash/core';
import { mainFlash } from '@odflash/core/board';
import { describe, expect, test } from 'vitest';
import { inEnglish } from '../../../../../test/support/in-english.ts';
import { type Bench, bench, failure, firmware, holdsImage, imageOf, type MemoryVault, sectorOf } from '../bench.ts';

const old = firmware(1);
const next = firmware(2);
const image = imageOf(next);

describe('an interrupted run', () => {
  async function interrupted(): Promise<Bench> {
    const made = bench({ holds: old });
    const cut = (event: FlashEvent) => {
      if (event.type === 'sector' && event.sector === 1 && event.progress === 'writing') made.board.cutPower();
    };
    await failure(flash(made.env, { image, onEvent: cut }));
    made.board.power(true);
    await made.clock.sleep(1000);
    return made;
  }

  test('is continued by the same image, with the first undo backup', async () => {
    const { env, vault } = await interrupted();
    const before = [...vault.files.keys()].filter((name) => name.endsWith('.dfu'));
    const report = await flash(env, { image });
    expect(report).toMatchObject({ board: 'verified', resumed: true, undo: { name: before[0], complete: true } });
    expect([...vault.files.keys()].filter((name) => !name.startsWith('saved-'))).toEqual(before);
  });

  test('is continued by another image that needs more, whose undo backup contains the old bytes of both', async () => {
    const { env, vault } = await interrupted();
    const larger = firmware(3, 40 * 1024);
    const report = await flash(env, { image: imageOf(larger) });
    expect(report).toMatchObject({ board: 'verified', resumed: true, undo: { complete: true } });
    const undo = readImage(vault.files.get(report.undo!.name)!);
    const { segments } = undo;
    expect(segments.map(({ data }) => data.length)).toEqual([3 * 16 * 1024]);
    expect(holdsImage(segments[0]!.data, imageOf(old))).toBe(true);
  });

  test('is not continued over a bootable firmware that is neither the old nor the new one: that gets its own undo backup', async () => {
    const { env, board } = await interrupted();
    board.flash.set(old);
    // The sector that was in hand, in a firmware that a person has put there since.
    sectorOf(board.flash, 1)[5]! ^= 0xff;
    const there = board.flash.slice(0, old.length);
    const report = await flash(env, { image });
    expect(report).toMatchObject({ board: 'verified', resumed: false, undo: { complete: true } });
    expect(holdsImage(there, imageOf(old))).toBe(false);
    const undo = readImage(await env.vault.get(report.undo!.name).then((bytes) => bytes!));
    expect(holdsImage(undo.segments[0]!.data, imageOf(there))).toBe(true);
  });

  test('is continued, and what another tool wrote since into the unfinished sector is saved separately first', async () => {
    const { env, board, vault } = await interrupted();
    const strange = Uint8Array.from({ length: 16 * 1024 }, (_, at) => at & 0x55);
    sectorOf(board.flash, 1).set(strange);
    const report = await flash(env, { image });
    expect(report).toMatchObject({ board: 'verified', resumed: true, undo: { complete: true } });
    const name = [...vault.files.keys()].find((file) => file.startsWith('partial-'))!;
    const { segments } = readImage(vault.files.get(name)!);
    expect(segments.map(({ address }) => address)).toEqual([0x0800_4000]);
    expect(segments[0]!.data).toEqual(strange);
  });

  test('is not continued for blank sectors alone where a later one in the same port does not fit', async () => {
    const { env, board, vault, clock } = bench({ holds: old });
    const cutIn = (sector: number) => (event: FlashEvent) => {
      if (event.type === 'sector' && event.sector === sector && event.progress === 'writing') board.cutPower();
    };
    const restart = async () => {
      board.power(true);
      await clock.sleep(1000);
    };
    await failure(flash(env, { image: imageOf(firmware(2, 9000)), onEvent: cutIn(0) }));
    await restart();
    // Another board with the same serial number in the same port.
    board.flash.set(firmware(5, old.length));
    await failure(flash(env, { image: imageOf(firmware(6, 60 * 1024)), onEvent: cutIn(3) }));
    await restart();
    sectorOf(board.flash, 0).fill(0xff);
    sectorOf(board.flash, 1).set(firmware(8, 1000));
    const there = board.flash.slice();
    const report = await flash(env, { image });
    expect(report).toMatchObject({ board: 'verified', resumed: false, undo: { complete: false } });
    const { segments } = readImage(vault.files.get(report.undo!.name)!);
    for (const { address, data } of segments)
      expect(data).toEqual(there.subarray(address - mainFlash.address, address - mainFlash.address + data.length));
  });

  test.each([
    ['an erase of what was there', old, 0x80],
    ['programming of what is wanted', next, 0x01],
  ])('saves nothing of a sector in which %s was cut off', async (_what, content, bits) => {
    const { env, board, vault } = await interrupted();
    const half = Uint8Array.from({ length: 16 * 1024 }, (_, at) => (content[16 * 1024 + at] ?? 0xff) | bits);
    sectorOf(board.flash, 1).set(half);
    expect(await flash(env, { image })).toMatchObject({ resumed: true, undo: { complete: true } });
    expect([...vault.files.keys()].filter((file) => file.startsWith('partial-'))).toEqual([]);
  });

  test('that had changed nothing yet, and whose undo backup is missing, gets a new complete one', async () => {
    const made = bench({ holds: old });
    const cut = (event: FlashEvent) => {
      if (event.type === 'sector' && event.sector === 0) made.board.cutPower();
    };
    await failure(flash(made.env, { image, onEvent: cut }));
    made.board.power(true);
    await made.clock.sleep(1000);
    made.board.flash.set(old);
    const { vault } = made;
    for (const name of [...vault.files.keys()]) if (name.endsWith('.dfu')) vault.files.delete(name);
    const { undo } = await flash(made.env, { image });
    expect(undo).toMatchObject({ complete: true, name: expect.stringMatching(/^undo-/) });
    const { segments } = readImage(vault.files.get(undo!.name)!);
    expect(holdsImage(segments[0]!.data, imageOf(old))).toBe(true);
  });

  test('that had begun to write, and whose undo backup is missing, gets a partial one', async () => {
    const { env, vault } = await interrupted();
    for (const name of [...vault.files.keys()]) if (name.endsWith('.dfu')) vault.files.delete(name);
    const { undo } = await flash(env, { image });
    expect(undo).toMatchObject({ complete: false, name: expect.stringMatching(/^partial-/) });
  });

  /** A board that was cut off when the erase of sector 0 had only just begun. */
  const stopped = async (seed: number, vault?: MemoryVault) => {
    const made = bench({ holds: firmware(seed), ...(vault && { vault }) });
    if (vault) await made.clock.sleep(60_000);
    const cut = (event: FlashEvent) => {
      if (event.type === 'sector' && event.sector === 0 && event.progress === 'erasing') made.board.cutPower();
    };
    await failure(flash(made.env, { image, onEvent: cut }));
    made.board.power(true);
    await made.clock.sleep(1000);
    made.board.flash.set(firmware(seed));
    made.board.flash.fill(0, 0, 8);
    return made;
  };

  test('of the second of two boards with one serial number never uses the backup of the first one', async () => {
    const first = await stopped(1);
    const [firstUndo] = [...first.vault.files.keys()].filter((name) => name.startsWith('undo-'));
    const second = await stopped(5, first.vault);
    const [secondUndo] = [...first.vault.files.keys()].filter((name) => name.startsWith('undo-') && name !== firstUndo);
    // Both records fit what is left: the vectors' sector is erased, and the rest is the image already.
    second.board.flash.fill(0xff);
    for (const { address, data } of image.segments) second.board.flash.set(data, address - mainFlash.address);
    second.board.flash.fill(0xff, 0, 16 * 1024);
    first.vault.files.set(secondUndo!, new Uint8Array(10));
    const fitting: string[] = [];
    const onEvent = (event: FlashEvent) => {
      if (event.type === 'note' && JSON.stringify(event.text).includes('flash.record-fits-too'))
        fitting.push(JSON.stringify(event.text));
    };
    const report = await flash(second.env, { image, onEvent });
    expect(report.undo?.name).not.toBe(firstUndo);
    expect(fitting).toHaveLength(1);
    expect(fitting[0]).toContain(firstUndo);
  });

  test('of each of two boards with one serial number in one port is continued with its own undo backup', async () => {
    const first = await stopped(1);
    const second = await stopped(5, first.vault);
    expect(second.board.serial).toBe(first.board.serial);
    for (const [made, seed] of [
      [first, 1],
      [second, 5],
    ] as const) {
      const report = await flash(made.env, { image });
      expect(report).toMatchObject({ resumed: true, undo: { complete: true } });
      const undo = readImage(made.vault.files.get(report.undo!.name)!);
      expect(holdsImage(undo.segments[0]!.data, imageOf(firmware(seed)))).toBe(true);
    }
  });

  test('is continued from a record of format 1, with its undo backup', async () => {
    const { env, vault } = await interrupted();
    const name = [...vault.files.keys()].find((file) => file.startsWith('journal-'))!;
    const { chip, path, flash: flashed } = JSON.parse(new TextDecoder().decode(vault.files.get(name)!));
    const { undo, sectors, inProgress } = flashed;
    const record = {
      version: 1,
      serial: chip,
      path,
      undo: undo.name,
      undoComplete: undo.complete,
      sectors,
      inProgress,
    };
    vault.files.delete(name);
    vault.files.set(`journal-${chip}-at-${path}.json`, new TextEncoder().encode(JSON.stringify(record)));
    const report = await flash(env, { image });
    expect(report).toMatchObject({ resumed: true, undo: { name: undo.name, complete: true } });
    expect([...vault.files.keys()].filter((file) => file.startsWith('journal-'))).toEqual([]);
  });

  test('is continued rather than an earlier one that also fits the content of the board', async () => {
    const { board, clock, env, vault } = await interrupted();
    const records = () => [...vault.files.keys()].filter((file) => file.startsWith('journal-'));
    const [early] = records();
    const first = [...vault.files.keys()].find((file) => file.startsWith('undo-'))!;
    // Another tool puts other firmware there; going back to the old one is cut off when only the vectors' sector is left.
    board.flash.set(firmware(5));
    let second: string | undefined;
    const cut = (event: FlashEvent) => {
      second ??= [...vault.files.keys()].find((file) => file.startsWith('undo-') && file !== first);
      if (event.type === 'sector' && event.sector === 0 && event.progress === 'writing') board.cutPower();
    };
    await failure(flash(env, { image: readImage(vault.files.get(first)!), ask: acceptWarnings, onEvent: cut }));
    board.power(true);
    await clock.sleep(1000);
    expect(records()).toHaveLength(2);
    expect(await flash(env, { image })).toMatchObject({ resumed: true, undo: { name: second, complete: true } });
    expect(records()).toEqual([early]);
  });

  test('whose record exists twice, because a person copied the folder back, removes both', async () => {
    const { env, vault } = await interrupted();
    const name = [...vault.files.keys()].find((file) => file.startsWith('journal-'))!;
    vault.files.set(name.replace('.json', '-2.json'), vault.files.get(name)!);
    expect(await flash(env, { image })).toMatchObject({ resumed: true, undo: { complete: true } });
    expect([...vault.files.keys()].filter((file) => file.startsWith('journal-'))).toEqual([]);
  });

  test('whose record is unusable needs confirmation; the record is named, and kept under another name', async () => {
    const { env, vault } = await interrupted();
    const name = [...vault.files.keys()].find((file) => file.startsWith('journal-'))!;
    const damaged = vault.files.get(name)!.slice(0, -20);
    vault.files.set(name, damaged);
    const error = await failure(flash(env, { image }));
    expect(error).toMatchObject({ code: 'not-confirmed', board: 'untouched', details: { warnings: ['record'] } });
    expect(vault.files.has(name)).toBe(true);
    const told: string[] = [];
    const onEvent = (event: FlashEvent) => {
      if (event.type === 'findings')
        told.push(...event.findings.map(({ code, level, text }) => `${level} ${code} ${inEnglish(text)}`));
    };
    await flash(env, { image, ask: acceptWarnings, onEvent });
    expect(told.join('\n')).toMatch(new RegExp(`warn record .*vault:${name}.*undo-`));
    expect(vault.files.get(`aside-${name}`)).toEqual(damaged);
    expect(vault.files.has(name)).toBe(false);
  });

  test('is not continued on a board that has been changed meanwhile', async () => {
    const { env, board, vault } = await interrupted();
    sectorOf(board.flash, 1)[5]! ^= 0xff;
    board.flash[9]! ^= 0xff;
    vault.files.set([...vault.files.keys()].find((name) => name.startsWith('journal-'))!, Uint8Array.of(0x7b));
    const notes: string[] = [];
    const onEvent = (event: FlashEvent) => event.type === 'note' && notes.push(event.code);
    const report = await flash(env, { image, onEvent, ask: acceptWarnings });
    expect(report).toMatchObject({ board: 'verified', resumed: false, undo: { complete: false } });
    expect(notes).toContain('record-aside');
    expect([...vault.files.keys()].filter((name) => name.endsWith('.dfu'))).toHaveLength(2);
  });
});
