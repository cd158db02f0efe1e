// The companions of update: there and back between running and DFU mode, settings into a file and out of it.

import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { odflash as asProcess, type Ended, type Scratch, scratch } from '../command.ts';
import { odflash } from '../quick.ts';
import { configurationOf, firmwareFile, kept } from '../running.ts';

const ok = ({ status, stderr }: Ended) => expect(status, stderr).toBe(0);

/** A backup of that name with another motor's pole pairs; returns what the backup of the board itself says. */
async function retuned(folder: Scratch, words: readonly string[], name: string): Promise<string> {
  await configurationOf(folder, words, 'mine.json', odflash);
  const text = readFileSync(folder.at('mine.json'), 'utf8');
  writeFileSync(folder.at(name), text.replace('"pole_pairs": 14', '"pole_pairs": 21'));
  return text;
}

describe('the companions of update', () => {
  it('with --yes starts the old firmware of a board in DFU mode, and says that motors may move', async () => {
    using folder = scratch();
    const words = kept(folder, 'v3.5-48V,firmware=0.5.5');
    ok(await odflash(['enter-dfu', ...words]));
    const { status, stderr } = await odflash(['dfu', firmwareFile(folder, 'v3.5-48V', '0.5.6'), ...words, '--yes']);
    expect(stderr).toMatch(/^Starting the old firmware.*Motors with startup_\* flags will move\.$/m);
    expect(stderr).toMatch(/^The configuration is restored/m);
    expect(status).toBe(0);
  });

  it('enter-dfu, list and reset move a board back and forth', async () => {
    using folder = scratch();
    const words = kept(folder, 'v3.6-56V');
    const mode = async () => (await odflash(['list', ...words, '--json'])).lines()[0]?.mode;
    ok(await odflash(['enter-dfu', ...words]));
    expect(await mode()).toBe('DFU');
    ok(await odflash(['enter-dfu', ...words]));
    const asked = await odflash(['backup', folder.at('b.json'), ...words, '--json']);
    expect(asked.last()).toMatchObject({ code: 'no-device', next: expect.stringContaining('odflash reset') });
    // What the saved configuration would move is not known in DFU mode.
    expect((await odflash(['reset', ...words, '--json'])).last()).toMatchObject({ code: 'not-confirmed' });
    expect(await mode()).toBe('DFU');
    ok(await odflash(['reset', ...words, '--yes']));
    expect(await mode()).toBe('running');
    ok(await odflash(['reset', ...words]));
  });

  it('backup and restore transfer settings, and report what was skipped', async () => {
    using folder = scratch();
    const words = kept(folder, 'v3.6-56V');
    const text = await retuned(folder, words, 'other.json');
    const { status, last } = await odflash(['restore', folder.at('other.json'), ...words, '--yes', '--json']);
    expect(last()).toMatchObject({ ok: true, command: 'restore', written: 1 });
    expect(status).toBe(0);
    const now = await configurationOf(folder, words, 'now.json', odflash);
    expect(now.values.get('axis0.motor.config.pole_pairs')).toBe(21);
    // A file of another board leaves the calibration of this one alone.
    const foreign = text
      .replace(/"serial": "\w+"/, '"serial": "0000000000AB"')
      .replace('"phase_offset": 1873', '"phase_offset": 7');
    writeFileSync(folder.at('foreign.json'), foreign);
    ok(await odflash(['restore', folder.at('foreign.json'), ...words, '--yes']));
    const after = await configurationOf(folder, words, 'after.json', odflash);
    expect(after.values.get('axis0.encoder.config.phase_offset')).toBe(1873);
    expect(after.values.get('axis0.motor.config.pole_pairs')).toBe(14);
  });

  it('info does not recommend DFU mode to a board up to v3.4', async () => {
    const [old, safe] = await Promise.all(['v3.4-48V', 'v3.5-48V'].map((name) => odflash(['info', '--virtual', name])));
    expect(old?.stdout).toContain('ST-Link');
    expect(old?.stdout).not.toContain('enter-dfu');
    expect(safe?.stdout).toContain('enter-dfu');
  });

  it('backup names the file after the board, and replaces none without --force', async () => {
    using folder = scratch();
    const run = () => asProcess(['backup', '--virtual', 'v3.6-56V', '--json'], { cwd: folder.path });
    const first = await run();
    expect(first.last()).toMatchObject({ output: expect.stringMatching(/^odrive-config-[0-9A-F]{12}\.json$/) });
    expect((await run()).last()).toMatchObject({ code: 'file-unwritable', exit: 5 });
  });

  it('restore refuses a truncated file or one without an object, by its name', async () => {
    using folder = scratch();
    const words = kept(folder, 'v3.6-56V');
    await configurationOf(folder, words, 'mine.json', odflash);
    writeFileSync(folder.at('bad.json'), readFileSync(folder.at('mine.json'), 'utf8').slice(0, 500));
    const { last, status } = await odflash(['restore', folder.at('bad.json'), ...words, '--yes', '--json']);
    expect(last()).toMatchObject({ code: 'bad-file', exit: 5 });
    expect(last()?.message).toMatch(/bad\.json: Not a configuration backup/);
    expect(status).toBe(5);
    writeFileSync(folder.at('list.json'), '[1, 2]');
    const list = await odflash(['restore', folder.at('list.json'), ...words, '--json']);
    expect(list.last()?.message).toMatch(/list\.json: Not a configuration backup/);
  });

  it('restore --dry-run names what would be written and writes nothing', async () => {
    using folder = scratch();
    const words = kept(folder, 'v3.6-56V');
    await retuned(folder, words, 'other.json');
    const dry = await odflash(['restore', folder.at('other.json'), ...words, '--dry-run', '--json']);
    expect(dry.last()).toMatchObject({ ok: true, board: 'untouched', outcome: 'planned', written: 0 });
    expect(dry.stderr).toContain('axis0.motor.config.pole_pairs: 14 becomes 21');
    const now = await configurationOf(folder, words, 'now.json', odflash);
    expect(now.values.get('axis0.motor.config.pole_pairs')).toBe(14);
  });
});
