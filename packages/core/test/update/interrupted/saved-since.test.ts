// A configuration that was saved after the record of an interrupted update, and firmware of another tool that hangs.

import type { Ask, FlasherError } from '@odflash/core';
import type { VirtualBoard } from '@odflash/virtual';
import { describe, expect, it } from 'vitest';
import { inEnglish, saying } from '../../../../../test/support/in-english.ts';
import { acceptWarnings } from '../../../src/ask/settle.ts';
import { type Bench, course, type RunSpec, readAll, runWith } from '../bench.ts';
import {
  again,
  gain,
  killedIn,
  otherRelease,
  records,
  sameRelease,
  savedGains,
  toDfu,
  tune,
  writeByOtherTool,
} from '../killed-update.ts';

describe('a configuration that was saved after the record', () => {
  async function tunedSince(): Promise<Bench> {
    const it = await killedIn('restore');
    await tune(it, 77);
    return it;
  }

  it('is not overwritten unasked: without a choice the update is not confirmed, and the board continues as it was', async () => {
    const it = await tunedSince();
    const ended = await again(it);
    expect(ended).toMatchObject({ code: 'not-confirmed', exit: 3, board: 'untouched' });
    expect(inEnglish((ended as FlasherError).text)).toContain(`${gain} is 77 on the board`);
    expect(inEnglish((ended as FlasherError).next)).toContain('--config-from');
    expect(savedGains(it)).toContain(77);
    expect(await readAll(it, [gain])).toEqual([77]);
  });

  it('is a note of the dry run, with the file and the options that decide, and none where that is decided', async () => {
    const it = await tunedSince();
    const told = () =>
      it.events.flatMap((event) => (event.type === 'note' && event.code === 'configuration-differs' ? event.text : []));
    const files = [...it.vault.files.keys()];
    expect(await again(it, { dryRun: true })).toMatchObject({ outcome: 'planned', board: 'untouched' });
    expect(told()).toEqual([saying(/vault:odrive-config-.*--config-from board or record/)]);
    it.events.length = 0;
    expect(await again(it, { dryRun: true, configurationFrom: 'board' })).toMatchObject({ outcome: 'planned' });
    expect(told()).toEqual([]);
    expect([...it.vault.files.keys()]).toEqual(files);
    expect(await readAll(it, [gain])).toEqual([77]);
  });

  it('stays with --config-from board, and the record has done its work', async () => {
    const it = await tunedSince();
    expect(await again(it, { configurationFrom: 'board' })).toMatchObject({ board: 'verified' });
    expect(await readAll(it, [gain])).toEqual([77]);
    expect(records(it)).toEqual([]);
  });

  it('is saved and replaced with --config-from record', async () => {
    const it = await tunedSince();
    expect(await again(it, { configurationFrom: 'record' })).toMatchObject({ board: 'verified' });
    expect(await readAll(it, [gain])).toEqual([35]);
    expect(savedGains(it)).toContain(77);
    expect(records(it)).toEqual([]);
  });

  it('is asked about by code, with both options', async () => {
    const it = await tunedSince();
    const asked: string[] = [];
    const ask: RunSpec['ask'] = async (question) => {
      if (question.type !== 'choice') return acceptWarnings(question);
      asked.push(question.code, ...question.options.map(({ code }) => code));
      return 'board';
    };
    await again(it, { ask });
    expect(asked).toEqual(['configuration-from', 'board', 'record']);
    expect(await readAll(it, [gain])).toEqual([77]);
  });
});

describe('firmware that hangs, put there by another tool after the update was killed', () => {
  it('has the record asked about, since the settings in the flash may be newer than it', async () => {
    const it = await killedIn('enter-dfu');
    await tune(it, 31);
    writeByOtherTool(it, otherRelease);
    it.board.flash[0x3000]! ^= 0xff;
    await toDfu(it);
    const asked: string[] = [];
    const ask: Ask = async (question) => {
      if (question.type === 'choice') asked.push(question.code);
      return question.type === 'choice' && question.code === 'configuration-from' ? 'board' : acceptWarnings(question);
    };
    const person = { 'bring-back-in-dfu': (board: VirtualBoard) => board.enterBootloader() };
    const ended = await runWith(it, person, { image: sameRelease, ask }).catch((error: unknown) => error);
    expect(ended).toMatchObject({ board: 'verified' });
    expect(asked).toEqual(['start-old-firmware', 'configuration-from']);
    expect(course(it)).toContain('note: not-left-back');
    expect([...it.vault.files.keys()].some((name) => name.startsWith('config-sectors-'))).toBe(true);
  });
});
