// Assembles the code that runs in a chip's SRAM while it is flashed over SWD, with Debian's cross assembler.
//   node scripts/stub.mjs            write packages/core/src/swd/stub/flash-stub.ts
//   node scripts/stub.mjs --check    compare with it

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensurePackages } from './test/debian.mjs';
import { root } from './workspace.mjs';

const folder = join(root, 'packages/core/src/swd/stub');
const source = join(folder, 'flash-stub.S');
const target = join(folder, 'flash-stub.ts');

main(process.argv.slice(2));

function main(args) {
  if (args.some((arg) => arg !== '--check')) throw new Error('usage: node scripts/stub.mjs [--check]');
  ensurePackages(['binutils-arm-none-eabi']);
  const text = moduleOf(assemble());
  if (!args.includes('--check')) return writeFileSync(target, text);
  if (readFileSync(target, 'utf8') === text) return console.log('stub: assembled again, as committed');
  console.error('stub: flash-stub.ts is not what flash-stub.S assembles to; run npm run stub');
  process.exitCode = 1;
}

function assemble() {
  const work = mkdtempSync(join(tmpdir(), 'odflash-stub-'));
  try {
    const [object, binary] = [join(work, 'stub.o'), join(work, 'stub.bin')];
    run('arm-none-eabi-as', ['-mcpu=cortex-m4', source, '-o', object]);
    run('arm-none-eabi-objcopy', ['-O', 'binary', '-j', '.text', object, binary]);
    return readFileSync(binary);
  } finally {
    rmSync(work, { recursive: true });
  }
}

function run(program, args) {
  const done = spawnSync(program, args, { encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`${program}: ${done.stderr}`, { cause: done.error });
}

function moduleOf(code) {
  const words = Array.from({ length: code.length / 4 }, (_, index) => code.readUInt32LE(4 * index));
  const hex = words.map((word) => `0x${word.toString(16).padStart(8, '0')}`);
  const lines = Array.from({ length: Math.ceil(hex.length / 8) }, (_, row) =>
    hex.slice(8 * row, 8 * row + 8).join(', '),
  );
  return `// Written by scripts/stub.mjs from flash-stub.S; do not edit.

/** The code as words, to be placed at any address that is a multiple of four. */
// biome-ignore format: a table of code
export const flashStub: readonly number[] = [
${lines.map((line) => `  ${line},`).join('\n')}
];
`;
}
