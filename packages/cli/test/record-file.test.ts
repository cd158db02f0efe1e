import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Said } from '@odflash/core/messages';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { saying } from '../../../test/support/in-english.ts';
import { recordFile } from '../src/record-file.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'odflash-record-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('a file that is written along with the work', () => {
  it('holds what was written, whatever is said after its end', () => {
    const lost: Said[] = [];
    const file = recordFile(openSync(join(folder, 'a'), 'a'), (why) => lost.push(why));
    file.write('one ');
    file.write('twö');
    file.close();
    file.close();
    file.write('three');
    expect(readFileSync(join(folder, 'a'), 'utf8')).toBe('one twö');
    expect(lost).toEqual([]);
  });

  it('says once why it ends when it cannot be written, and is asked no more', () => {
    const lost: Said[] = [];
    // Opened for reading only: every write is refused.
    const file = recordFile(openSync('/dev/null', 'r'), (why) => lost.push(why));
    file.write('one');
    file.write('two');
    file.close();
    expect(lost).toEqual([saying('it cannot be written (EBADF)')]);
  });
});
