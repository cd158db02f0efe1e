import { memoryVault } from '@odflash/virtual';
import { describe, expect, it } from 'vitest';
import type { ChosenFile } from '../src/model/flasher.ts';
import { page } from './page.ts';

const file = (name: string, bytes: Uint8Array | Error, size = 100): ChosenFile => ({
  name,
  size,
  arrayBuffer: async () => {
    if (bytes instanceof Error) throw bytes;
    return bytes.slice().buffer;
  },
});

describe('what is dropped on the page', () => {
  it.each([
    ['a folder', [file('folder', new DOMException('', 'NotFoundError'))], 'folder'],
    ['a file of 2 GB, which is not even read', [file('huge.bin', new Error('read'), 2 ** 31)], 'too large'],
    ['two files', [file('a.hex', new Uint8Array(1)), file('b.hex', new Uint8Array(1))], 'Several files'],
    ['a picture', [file('x.png', new TextEncoder().encode('\u0089PNG\r\n\u001a\n not a firmware'))], ''],
    ['an empty file', [file('empty.bin', new Uint8Array(0), 0)], ''],
  ])('%s is refused with a reason, and nothing is chosen', async (_, files, reason) => {
    const { flasher } = page('v3.6-56V+dfu,flash=blank');
    await flasher.chooseFile(files);
    const { fileProblem, firmware } = flasher.store.value;
    expect(fileProblem?.name).toBe(files[0]?.name);
    expect(fileProblem?.text).toContain(reason);
    expect(fileProblem?.text.length).toBeGreaterThan(10);
    expect(firmware).toBeUndefined();
  });
});

describe('storage that is refused or full', () => {
  it('stops before the first change', async () => {
    const vault = { ...memoryVault(), put: () => Promise.reject(new DOMException('', 'QuotaExceededError')) };
    const { flasher, board, until } = page('v3.6-56V+dfu,firmware=0.5.4', { vault });
    await flasher.connect();
    await until(({ check }) => check.status === 'ready');
    const before = board.flash.slice();
    const flashing = flasher.flash();
    await until(({ question }) => question !== undefined);
    flasher.answer('skip');
    await until(({ question, stage }) => question !== undefined || stage === 'failed');
    flasher.answer('yes');
    await flashing;
    expect(flasher.store.value.failure).toMatchObject({ code: 'backup-failed', board: 'untouched' });
    expect(board.flash).toEqual(before);
  });
});
