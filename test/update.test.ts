// odflash update and its companions as a stranger runs them: a virtual board that keeps what it holds in a folder, from
// running to running, with its configuration.

import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { boardVersion, parseBackup } from '@odflash/core';
import { factoryFirmware } from '@odflash/virtual';
import { describe, expect, it } from 'vitest';
import { type Ended, type Line, odflash, root, scratch } from './cli/command.ts';

type Scratch = ReturnType<typeof scratch>;

function firmwareFile(folder: Scratch, board: string, release: string): string {
  const path = folder.at(`firmware-${board}-${release}.bin`);
  writeFileSync(path, factoryFirmware(boardVersion(board)!, 7, 80 * 1024, release));
  return path;
}

/** The words that name a virtual board kept in that folder. */
function kept(folder: Scratch, profile: string): readonly string[] {
  return ['--virtual', profile, '--virtual-state', folder.at('board')];
}

async function configuration(folder: Scratch, words: readonly string[], name: string) {
  const file = folder.at(name);
  const { status, stderr } = await odflash(['backup', file, ...words]);
  if (status !== 0) throw new Error(stderr);
  return parseBackup(readFileSync(file));
}

const stages = (lines: readonly Line[]) => lines.filter(({ type }) => type === 'stage').map(({ stage }) => stage);

describe('odflash dfu FILE', () => {
  it.each(['v3.5-48V', 'v3.6-56V'])(
    'takes a virtual %s to the sample made for it, as samples/README.md says',
    async (board) => {
      const file = join(root, `samples/built/odflash-sample-odrive-${board}.hex`);
      const { status, last } = await odflash(['dfu', file, '--virtual', `${board},firmware=0.5.5`, '--yes', '--json']);
      expect(last()).toMatchObject({ ok: true, board: 'verified', firmware: { before: '0.5.5', after: '0.5.6' } });
      expect(status).toBe(0);
    },
  );

  it('refuses the sample for another board and names the file to look for', async () => {
    const file = join(root, 'samples/built/odflash-sample-odrive-v3.5-48V.hex');
    const { status, stderr } = await odflash(['dfu', file, '--virtual', 'v3.6-56V', '--yes']);
    expect(status).toBe(3);
    expect(stderr).toContain('Choose the file for the ODrive v3.6-56V');
  });

  it('takes a running board to the new firmware, with its configuration', async () => {
    using folder = scratch();
    const board = 'v3.5-48V';
    const words = kept(folder, `${board},firmware=0.5.5`);
    const before = await configuration(folder, words, 'before.json');
    const { status, lines, last } = await odflash([
      'dfu',
      firmwareFile(folder, board, '0.5.6'),
      ...words,
      '--yes',
      '--json',
    ]);
    expect(last()).toMatchObject({
      type: 'result',
      ok: true,
      command: 'dfu',
      board: 'verified',
      outcome: 'changed',
      firmware: { before: '0.5.5', after: '0.5.6' },
    });
    expect(status).toBe(0);
    expect(stages(lines())).toEqual(['find', 'survey', 'enter', 'write', 'start', 'restore']);
    const after = await configuration(folder, words, 'after.json');
    expect(after.origin).toMatchObject({ board, firmware: '0.5.6', serial: before.origin.serial });
    for (const [path, value] of before.values) expect(after.values.get(path), path).toEqual(value);
    const saved = readdirSync(folder.at('board/backups')).filter((name) => name.startsWith('odrive-config-'));
    expect(saved).toHaveLength(1);
  });

  it('says what it does in a few lines, and how to go back', async () => {
    using folder = scratch();
    const words = kept(folder, 'v3.6-56V,firmware=0.5.5');
    const { stderr, stdout } = await odflash(['dfu', firmwareFile(folder, 'v3.6-56V', '0.5.6'), ...words, '--yes']);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^Board \w{12} at 1-1: ODrive v3\.6-56V by its one-time memory, running firmware 0\.5\.5$/m);
    expect(stderr).toMatch(/^note {2}The configuration \(\d+ values\) is saved as .*odrive-config-/m);
    expect(stderr).toMatch(/^Done: The board runs firmware 0\.5\.6 \(before: 0\.5\.5\)\. Every byte was read back\./m);
    expect(stderr).toMatch(/^The configuration is back: \d+ values written and read back/m);
    const back = /^To go back: odflash update (\S+)$/m.exec(stderr)?.[1] ?? '';
    expect(existsSync(back)).toBe(true);
  });

  it("takes odrivetool's names for the serial number and for verbose", async () => {
    using folder = scratch();
    const file = firmwareFile(folder, 'v3.6-56V', '0.5.6');
    const words = [
      'dfu',
      file,
      '--virtual',
      'v3.6-56V,serial=356933603436',
      '--virtual',
      'v3.6-56V',
      '--yes',
      '--dry-run',
    ];
    const { status, stderr } = await odflash([...words, '-v', '-s', '356933603436']);
    expect(status, stderr).toBe(0);
    expect(stderr).toContain('debug usb');
    expect((await odflash([...words, '--serial-number', '000000000001', '--json'])).last()).toMatchObject({
      code: 'no-device',
    });
    const both = await odflash([...words, '-s', '356933603436', '--serial', '000000000001', '--json']);
    expect(both.last()).toMatchObject({ code: 'usage', message: expect.stringContaining('--serial-number') });
  });

  it('is finished by the same command after the process was killed', async () => {
    using folder = scratch();
    const words = kept(folder, 'v3.6-56V,firmware=0.5.5');
    const before = await configuration(folder, words, 'before.json');
    const command = ['dfu', firmwareFile(folder, 'v3.6-56V', '0.5.6'), ...words, '--yes', '--json'];
    for (const moment of ['"code":"configuration-saved"', '"type":"changing"', '"stage":"restore"']) {
      await odflash(command, { onLine: (line, child) => line.includes(moment) && child.kill('SIGKILL') });
    }
    const { last } = await odflash(command);
    expect(last()).toMatchObject({ ok: true, firmware: { after: '0.5.6' } });
    const after = await configuration(folder, words, 'after.json');
    for (const [path, value] of before.values) expect(after.values.get(path), path).toEqual(value);
    expect(readdirSync(folder.at('board/backups')).filter((name) => /^(update|journal)-/.test(name))).toEqual([]);
  });
});

interface Refusal {
  readonly name: string;
  readonly profile: string;
  readonly more?: readonly string[];
  readonly code: string;
  readonly exit: number;
  readonly board?: string;
}

const refusals: readonly Refusal[] = [
  { name: 'a v3.4, whatever --yes says', profile: 'v3.4-48V', more: ['--yes'], code: 'unsafe-board', exit: 3 },
  { name: 'a motor that holds a load', profile: 'v3.6-56V,motor=armed', more: ['--yes'], code: 'axis-armed', exit: 3 },
  {
    name: 'a warning that nobody accepts',
    profile: 'v3.6-56V,startup=calibration',
    code: 'not-confirmed',
    exit: 3,
  },
  {
    name: 'a configuration of another generation, when all else is done',
    profile: 'v3.6-56V,firmware=0.4.12',
    more: ['--yes'],
    code: 'config-not-restored',
    exit: 7,
    board: 'verified',
  },
];

describe('odflash update refuses', () => {
  it.each(refusals)('$name', async ({ profile, more = [], code, exit, board = 'untouched' }) => {
    using folder = scratch();
    const image = code === 'unsafe-board' ? 'v3.4-48V' : 'v3.6-56V';
    const file = firmwareFile(folder, image, '0.5.6');
    const { status, last, stderr } = await odflash(['update', file, '--virtual', profile, ...more, '--json']);
    expect(last()).toMatchObject({ type: 'error', code, exit, board });
    expect(status).toBe(exit);
    expect(stderr).toContain(`E: ${code}, see docs/errors/${code}.md`);
  });

  it('what is neither a file nor a version, and says what there is instead', async () => {
    const { last } = await odflash(['update', 'latest', '--virtual', 'v3.6-56V', '--json']);
    expect(last()).toMatchObject({ code: 'file-unreadable', exit: 5, next: expect.stringContaining('0.5.6') });
  });

  it('no file that is called like a version', async () => {
    using folder = scratch();
    writeFileSync(folder.at('0.5.6'), readFileSync(firmwareFile(folder, 'v3.6-56V', '0.5.6')));
    const named = await odflash(['update', '0.5.6', '--virtual', 'v3.6-56V,firmware=0.5.5', '--yes'], {
      cwd: folder.path,
    });
    expect(named.status).toBe(0);
  });
});

describe('odflash update --dry-run', () => {
  it('looks at the running board and leaves it there', async () => {
    using folder = scratch();
    const words = kept(folder, 'v3.6-56V,firmware=0.5.5');
    const { status, last, stderr } = await odflash([
      'update',
      firmwareFile(folder, 'v3.6-56V', '0.5.6'),
      ...words,
      '--dry-run',
      '--json',
    ]);
    expect(status).toBe(0);
    expect(last()).toMatchObject({ ok: true, board: 'untouched', outcome: 'planned' });
    expect(stderr).toContain('Dry run: nothing speaks against it.');
    const older = await odflash([
      'update',
      firmwareFile(folder, 'v3.6-56V', '0.5.6'),
      '--virtual',
      'v3.6-56V,firmware=0.4.12',
      '--dry-run',
    ]);
    expect(older.stderr).toContain('somebody has to accept 1 warning.');
  });
});

const ok = ({ status, stderr }: Ended) => expect(status, stderr).toBe(0);

describe('the companions of update', () => {
  it('with --yes starts the old firmware of a board in DFU mode, and says that motors may move', async () => {
    using folder = scratch();
    const words = kept(folder, 'v3.5-48V,firmware=0.5.5');
    ok(await odflash(['enter-dfu', ...words]));
    const { status, stderr } = await odflash(['dfu', firmwareFile(folder, 'v3.5-48V', '0.5.6'), ...words, '--yes']);
    expect(stderr).toMatch(/^Starting the old firmware.*motors with startup flags will move$/m);
    expect(stderr).toMatch(/^The configuration is back/m);
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
    ok(await odflash(['reset', ...words]));
    expect(await mode()).toBe('running');
    ok(await odflash(['reset', ...words]));
  });

  it('backup and restore carry settings, and say what was left out', async () => {
    using folder = scratch();
    const words = kept(folder, 'v3.6-56V');
    await configuration(folder, words, 'mine.json');
    const text = readFileSync(folder.at('mine.json'), 'utf8');
    writeFileSync(folder.at('other.json'), text.replace('"pole_pairs": 14', '"pole_pairs": 21'));
    const { status, last } = await odflash(['restore', folder.at('other.json'), ...words, '--yes', '--json']);
    expect(last()).toMatchObject({ ok: true, command: 'restore', written: 1 });
    expect(status).toBe(0);
    const now = await configuration(folder, words, 'now.json');
    expect(now.values.get('axis0.motor.config.pole_pairs')).toBe(21);
    // A file of another board leaves the calibration of this one alone.
    const foreign = text
      .replace(/"serial": "\w+"/, '"serial": "0000000000AB"')
      .replace('"phase_offset": 1873', '"phase_offset": 7');
    writeFileSync(folder.at('foreign.json'), foreign);
    ok(await odflash(['restore', folder.at('foreign.json'), ...words, '--yes']));
    const after = await configuration(folder, words, 'after.json');
    expect(after.values.get('axis0.encoder.config.phase_offset')).toBe(1873);
    expect(after.values.get('axis0.motor.config.pole_pairs')).toBe(14);
  });

  it('info sends no board up to v3.4 to DFU mode', async () => {
    const [old, safe] = await Promise.all(['v3.4-48V', 'v3.5-48V'].map((name) => odflash(['info', '--virtual', name])));
    expect(old?.stdout).toContain('ST-Link');
    expect(old?.stdout).not.toContain('enter-dfu');
    expect(safe?.stdout).toContain('enter-dfu');
  });

  it('backup names the file after the board, and replaces none unasked', async () => {
    using folder = scratch();
    const run = () => odflash(['backup', '--virtual', 'v3.6-56V', '--json'], { cwd: folder.path });
    const first = await run();
    expect(first.last()).toMatchObject({ output: expect.stringMatching(/^odrive-config-[0-9A-F]{12}\.json$/) });
    expect((await run()).last()).toMatchObject({ code: 'file-unwritable', exit: 5 });
  });

  it('restore refuses a file that is cut off or holds no object, by its name', async () => {
    using folder = scratch();
    const words = kept(folder, 'v3.6-56V');
    await configuration(folder, words, 'mine.json');
    writeFileSync(folder.at('bad.json'), readFileSync(folder.at('mine.json'), 'utf8').slice(0, 500));
    const { last, status } = await odflash(['restore', folder.at('bad.json'), ...words, '--yes', '--json']);
    expect(last()).toMatchObject({ code: 'bad-file', board: 'untouched' });
    expect(last()?.message).toMatch(/bad\.json: This is no configuration backup/);
    expect(status).toBe(5);
    writeFileSync(folder.at('list.json'), '[1, 2]');
    const list = await odflash(['restore', folder.at('list.json'), ...words, '--json']);
    expect(list.last()?.message).toMatch(/list\.json: This is no configuration backup/);
  });

  it('restore --dry-run names what would be written and writes nothing', async () => {
    using folder = scratch();
    const words = kept(folder, 'v3.6-56V');
    await configuration(folder, words, 'mine.json');
    const text = readFileSync(folder.at('mine.json'), 'utf8');
    writeFileSync(folder.at('other.json'), text.replace('"pole_pairs": 14', '"pole_pairs": 21'));
    const dry = await odflash(['restore', folder.at('other.json'), ...words, '--dry-run', '--json']);
    expect(dry.last()).toMatchObject({ ok: true, board: 'untouched', outcome: 'planned', written: 0 });
    expect(dry.stderr).toContain('axis0.motor.config.pole_pairs: 14 becomes 21');
    const now = await configuration(folder, words, 'now.json');
    expect(now.values.get('axis0.motor.config.pole_pairs')).toBe(14);
  });
});
