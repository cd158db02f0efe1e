// An update to a release: what the board reports already, an older one, and one that turns out to be another.

import { boardVersion, type Question } from '@odflash/core';
import type { FirmwareSource } from '@odflash/core/update';
import { factoryFirmware } from '@odflash/virtual';
import { describe, expect, it } from 'vitest';
import { saying } from '../../../../../test/support/in-english.ts';
import { acceptWarnings } from '../../../src/ask/settle.ts';
import { bench, complaints, course, firmwareImage, run } from '../bench.ts';

/** A list with that one release, whose file is firmware of `really`. */
function source(version: string, really = version): FirmwareSource {
  const name = 'ODriveFirmware_v3.6-56V.hex';
  return {
    releases: async (board) => [{ version, board: board.name, name, prerelease: false }],
    fetch: async () => ({
      bytes: factoryFirmware(boardVersion('v3.6-56V')!, 7, 80 * 1024, really),
      verified: 'not-verified',
    }),
  };
}

const release = (wanted: string) => ({ firmware: { release: wanted } }) as const;

describe('an update to the release that a running board reports', () => {
  it('asks whether to compare, and does not touch the board if declined', async () => {
    const it = bench('v3.6-56V', { env: { firmware: source('0.5.6') } });
    const asked: Question[] = [];
    const report = await run(it, {
      ...release('0.5.6'),
      ask: async (question) => {
        asked.push(question);
        return question.type === 'choice' ? question.default : acceptWarnings(question);
      },
    });
    expect(report).toMatchObject({ outcome: 'left-alone', board: 'untouched', firmware: { before: '0.5.6' } });
    expect(asked).toMatchObject([{ type: 'choice', code: 'compare-equal-release', default: 'leave', yes: 'compare' }]);
    expect(course(it)).toEqual(['find', 'inspect-running']);
    expect(it.board.running()).toBe('odrive');
  });

  it('compares every byte after confirmation, and asks once', async () => {
    const it = bench('v3.6-56V', { env: { firmware: source('0.5.6') } });
    let choices = 0;
    const report = await run(it, {
      ...release('newest'),
      ask: async (question) => {
        if (question.type === 'choice') choices++;
        return acceptWarnings(question);
      },
    });
    expect(report).toMatchObject({ board: 'verified', flash: { board: 'verified' } });
    expect([choices, course(it).includes('write')]).toEqual([1, true]);
  });

  it('compares every byte where no person can be asked', async () => {
    const it = bench('v3.6-56V', { env: { firmware: source('0.5.6') } });
    const report = await run(it, { ...release('0.5.6'), ask: undefined });
    expect(report).toMatchObject({ board: 'verified', flash: { board: 'verified' } });
  });

  it('asks nothing about a file, which may be anything', async () => {
    const it = bench('v3.6-56V');
    let choices = 0;
    await run(it, {
      ask: async (question) => {
        if (question.type === 'choice') choices++;
        return acceptWarnings(question);
      },
    });
    expect(choices).toBe(0);
  });
});

describe('an update to another release', () => {
  it('that is older is a warning', async () => {
    const it = bench('v3.6-56V', { env: { firmware: source('0.5.5') } });
    const refused = run(it, { ...release('0.5.5'), ask: undefined });
    await expect(refused).rejects.toMatchObject({ code: 'not-confirmed', board: 'untouched' });
    expect(complaints(it)).toContain('warn firmware');
  });

  it('that is newer is none', async () => {
    const it = bench('v3.6-56V,firmware=0.5.5', { env: { firmware: source('0.5.6') } });
    await run(it, release('0.5.6'));
    expect(complaints(it)).not.toContain('warn firmware');
  });

  it('whose file is another one than the list says is an error with the way back', async () => {
    const it = bench('v3.6-56V,firmware=0.5.4', { env: { firmware: source('0.5.5', '0.5.6') } });
    await expect(run(it, release('0.5.5'))).rejects.toMatchObject({
      code: 'checksum-mismatch',
      board: 'verified',
      details: { asked: '0.5.5', came: '0.5.6', undo: expect.stringContaining('undo-') },
      text: saying(/0\.5\.5 was chosen, and the board now reports 0\.5\.6/),
    });
  });
});

describe('firmware that does not start on this board', () => {
  it('is warned about, and the error after it names how to restore the old one', async () => {
    const it = bench('v3.6-56V,otp=blank');
    const image = { ...firmwareImage('v3.6-56V', '0.5.2'), origin: { release: '0.5.2' } };
    await expect(run(it, { image, board: boardVersion('v3.6-56V')! })).rejects.toMatchObject({
      code: 'device-did-not-return',
      board: 'verified',
      details: { undo: expect.stringContaining('undo-') },
      next: saying(/does not start on this board.*: set the switch to DFU.*power-cycle it and go back/),
    });
    expect(complaints(it)).toContain('warn firmware-board');
  });
});
