// Every bit of every error of boards with each generation of the firmware, as odflash status shows it.

import { describe, expect, it } from 'vitest';
import { errorProperties } from '../../../packages/core/src/odrive/errors/decode.ts';
import { describeRelease } from '../../../packages/core/src/odrive/releases/releases.ts';
import type { PropertyNode } from '../../../packages/core/src/odrive/tree.ts';
import { sizeOf } from '../../../packages/core/src/odrive/value.ts';
import { odflashInProcess as odflash } from '../in-process.ts';

interface ShownError {
  readonly path: string;
  readonly flags: readonly { readonly name: string; readonly bit: number }[];
}

/** What a positive number of that type can set. */
function bitsOf({ type }: PropertyNode): number {
  return 8 * sizeOf(type) - (type.startsWith('int') ? 1 : 0);
}

describe.each(['0.4.1', '0.4.12', '0.5.1', '0.5.6'])('a board with %s whose errors are all set', (firmware) => {
  const tree = describeRelease(firmware)?.tree;
  const properties = tree ? errorProperties(tree) : [];
  const options = properties.map((one) => `${one.path}=0x${((1n << BigInt(bitsOf(one))) - 1n).toString(16)}`);
  const words = ['status', '--virtual', [`v3.6-56V,firmware=${firmware}`, ...options].join(',')];

  it('has each shown by its name, what it means, a cause and a remedy', async () => {
    const { status, stdout } = await odflash(words);
    expect(status).toBe(9);
    const heads = stdout.match(/^ {2}[A-Z][A-Z0-9_]+(?: 0x[0-9A-F]+)?: ./gm) ?? [];
    expect(heads.length).toBeGreaterThan(50);
    expect(stdout.match(/^ {4}cause {3}\S/gm)).toHaveLength(heads.length);
    expect(stdout.match(/^ {4}remedy {2}\S/gm)).toHaveLength(heads.length);
    for (const { path } of properties) expect(stdout).toContain(`\n${path}  0x`);
  });

  it('has no bit left out, for scripts', async () => {
    const { last, lines } = await odflash([...words, '--json']);
    expect(last()).toMatchObject({ unhealthy: 1 });
    const shown = (lines().find(({ type }) => type === 'status')?.errors ?? []) as readonly ShownError[];
    expect(shown.map(({ path }) => path).sort()).toEqual(properties.map(({ path }) => path).sort());
    for (const one of properties) {
      // A gate driver that reads as ones does not answer.
      const isSilent = !one.type.startsWith('int') && /drv_fault$/.test(one.path);
      const flags = shown.find(({ path }) => path === one.path)?.flags;
      expect(flags, one.path).toHaveLength(isSilent ? 1 : bitsOf(one));
    }
  });
});
