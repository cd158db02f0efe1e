// The code that runs in the chip is what its source assembles to. Needs Debian's binutils-arm-none-eabi; without it
// "npm run stub -- --check" does the same and installs it.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { flashStub } from '../../src/swd/stub/flash-stub.ts';

const source = fileURLToPath(new URL('../../src/swd/stub/flash-stub.S', import.meta.url));
const isThere = spawnSync('arm-none-eabi-as', ['--version']).status === 0;
if (!isThere) console.warn('SKIPPED: arm-none-eabi-as is not installed; the bytes of the flash stub were not checked.');

test.skipIf(!isThere)('the committed words are what the source assembles to', () => {
  const folder = mkdtempSync(join(tmpdir(), 'odflash-stub-test-'));
  try {
    const [object, binary] = [join(folder, 'stub.o'), join(folder, 'stub.bin')];
    expect(spawnSync('arm-none-eabi-as', ['-mcpu=cortex-m4', source, '-o', object]).status).toBe(0);
    const copied = spawnSync('arm-none-eabi-objcopy', ['-O', 'binary', '-j', '.text', object, binary]);
    expect(copied.status).toBe(0);
    const bytes = Uint8Array.from(readFileSync(binary));
    expect([...new Uint32Array(bytes.buffer)]).toEqual([...flashStub]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
