// Files into files; no board.

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { odflash as asProcess, scratch, shownPath } from '../command.ts';
import { odflash } from '../quick.ts';
import { noise, sample, sampleBytes } from '../samples.ts';

describe('odflash convert', () => {
  it.concurrent.each(['hex', 's19', 'srec', 'dfu', 'bin'])('to .%s and back gives the same image', async (ending) => {
    using folder = scratch();
    const out = folder.at(`out.${ending}`);
    const run = await odflash(['convert', sample('2.0.0', 'elf'), out, '--json']);
    expect(run.last(), run.stderr).toMatchObject({ ok: true, output: shownPath(out), address: 0x0800_0000 });
    await odflash(['convert', out, folder.at('back.bin')]);
    expect(Buffer.compare(readFileSync(folder.at('back.bin')), sampleBytes('2.0.0'))).toBe(0);
  });

  it('places a raw binary where --address says, and refuses an ending it does not know', async () => {
    using folder = scratch();
    writeFileSync(folder.at('in.bin'), noise(100));
    const placed = await odflash([
      'convert',
      folder.at('in.bin'),
      folder.at('out.hex'),
      '--address',
      '0x08040000',
      '--json',
    ]);
    expect(placed.last()).toMatchObject({ ok: true, address: 0x0804_0000 });
    const refused = await odflash(['convert', folder.at('in.bin'), folder.at('out.xyz'), '--json']);
    expect(refused.last()).toMatchObject({ code: 'usage', exit: 2 });
    expect(refused.stderr).toContain('.srec');
    expect(readdirSync(folder.path).sort()).toEqual(['in.bin', 'out.hex']);
  });

  it('works from any folder, with relative names', async () => {
    using folder = scratch();
    writeFileSync(folder.at('in.bin'), sampleBytes('1.0.0'));
    const run = await asProcess(['convert', 'in.bin', 'out.dfu'], { cwd: folder.path });
    expect(run.status, run.stderr).toBe(0);
    expect(readFileSync(join(folder.path, 'out.dfu')).subarray(0, 5).toString()).toBe('DfuSe');
  });
});
