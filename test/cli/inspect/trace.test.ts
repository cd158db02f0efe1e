// --trace and odflash replay: what one process recorded, another one shows, whatever became of the first.

import { existsSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { acceptWarnings, flash, readImage } from '@odflash/core';
import { parseTrace } from '@odflash/core/trace';
import { fileVault } from '@odflash/node';
import { replayBus, virtualClock } from '@odflash/virtual';
import { describe, expect, it, vi } from 'vitest';
import { odflash as asProcess, type Ended, keptBoard, platform, type Scratch, scratch, shownPath } from '../command.ts';
import { odflash } from '../quick.ts';
import { smallSample } from '../samples.ts';

vi.setConfig({ testTimeout: 60_000 });

const profile = 'v3.6-56V+dfu,flash=blank';

/** Flashes a small image onto a virtual board, recorded in `trace`. */
async function recorded(folder: Scratch, board = profile): Promise<Ended> {
  writeFileSync(folder.at('small.bin'), smallSample('2.0.0'));
  const options = ['--virtual', board, '--yes', '--json', '--trace', folder.at('flash.trace')];
  return asProcess(['flash', folder.at('small.bin'), ...options]);
}

describe('--trace', () => {
  it('records a whole flash, who made it and how it ended', async () => {
    using folder = scratch();
    expect((await recorded(folder)).last()).toMatchObject({ ok: true, board: 'verified' });
    const trace = parseTrace(readFileSync(folder.at('flash.trace')));
    expect(trace).toMatchObject({ end: 'exit', cutOff: false, header: { odflash: '0.1.0', host: 'virtual linux' } });
    expect(trace.header.platform).toContain(`node ${process.versions.node}`);
    const operations = new Set(trace.entries.map(({ operation }) => operation));
    for (const operation of ['list', 'open', 'claim', 'control-in', 'control-out', 'select-alternate', 'left', 'close'])
      expect(operations).toContain(operation);
    const written = trace.entries.flatMap((entry) =>
      entry.operation === 'control-out' && (entry.setup?.value ?? 0) >= 2 ? [entry.data] : [],
    );
    expect(Buffer.concat(written).length).toBeGreaterThanOrEqual(smallSample('2.0.0').length);
  });

  it('holds everything up to the moment the process was killed', async () => {
    using folder = scratch();
    await keptBoard(folder.at('board'));
    writeFileSync(folder.at('small.bin'), smallSample('2.0.0'));
    const trace = folder.at('killed.trace');
    const options = ['--virtual', 'v3.6-56V+dfu,time=real', '--virtual-state', folder.at('board'), '--yes', '--json'];
    const run = await asProcess(['flash', folder.at('small.bin'), ...options, '--trace', trace], {
      onLine: (line, child) => {
        if (line.includes('"type":"changing"')) child.kill('SIGKILL');
      },
    });
    expect(run.signal).toBe('SIGKILL');
    expect(parseTrace(readFileSync(trace)).entries.length).toBeGreaterThan(20);
    const shown = await odflash(['replay', trace]);
    expect(shown.status, shown.stderr).toBe(0);
    expect(shown.stderr).toMatch(/program was killed|middle of a line/);
  });

  it('takes the place of an earlier trace, and of nothing else', async () => {
    using folder = scratch();
    const trace = folder.at('x');
    const list = ['list', '--virtual', profile, '--trace', trace];
    expect((await asProcess(list)).status).toBe(0);
    const first = statSync(trace).size;
    expect((await asProcess(list)).status).toBe(0);
    expect(statSync(trace).size).toBe(first);
    writeFileSync(trace, ':00000001FF\n');
    const refused = await asProcess([...list, '--json']);
    expect(refused.last()).toMatchObject({ code: 'file-unwritable', exit: 5 });
    expect(readFileSync(trace, 'utf8')).toBe(':00000001FF\n');
  });

  it('that cannot be opened stops the command before the board is touched', async () => {
    using folder = scratch();
    const run = await odflash(['list', '--virtual', profile, '--trace', folder.at('none/x'), '--json']);
    expect(run.last()).toMatchObject({ code: 'file-unwritable' });
    expect(run.stderr).toContain('--trace');
  });

  it.skipIf(!existsSync('/dev/full') || platform === 'win32')(
    'on a full disk costs the trace, not the flash',
    async () => {
      using folder = scratch();
      writeFileSync(folder.at('small.bin'), smallSample('2.0.0'));
      const options = ['--virtual', profile, '--yes', '--json', '--trace', folder.at('flash.trace')];
      const run = await asProcess(['flash', folder.at('small.bin'), ...options, '--no-backup'], {
        shell: 'trap "" XFSZ; ulimit -f 40',
      });
      expect(run.last(), run.stderr).toMatchObject({ ok: true, board: 'verified' });
      const shown = await odflash(['replay', folder.at('flash.trace'), '--json']);
      expect(shown.last()).toMatchObject({ ok: true });
      expect(['cut-off', 'stopped', 'full']).toContain(shown.last().end);
    },
  );
});

describe('a trace', () => {
  it.each([
    ['that went well', profile],
    ['with trouble in it', `${profile},stall-at=40,short-at=60,bus-reset-at=90`],
  ])('of a flash %s stands in for the board', async (_name, board) => {
    using folder = scratch();
    const run = await recorded(folder, board);
    expect(run.last(), run.stderr).toMatchObject({ ok: true, board: 'verified' });
    const clock = virtualClock();
    const bus = replayBus(parseTrace(readFileSync(folder.at('flash.trace'))), { clock });
    const env = { bus, clock, vault: fileVault(folder.at('vault')) };
    const report = await flash(env, { image: readImage(smallSample('2.0.0')), ask: acceptWarnings });
    bus.finished();
    expect(report.board).toBe('verified');
    expect(report.recoveries).toEqual(run.last().recoveries);
  });

  it('larger than any is refused before it is read', async () => {
    using folder = scratch();
    writeFileSync(folder.at('x'), '{"odflash-trace":1}\n');
    truncateSync(folder.at('x'), 5_000_000_000);
    const run = await odflash(['replay', folder.at('x'), '--json']);
    expect(run.last()).toMatchObject({ code: 'bad-file', exit: 5 });
    expect(run.stderr).toContain('MiB');
  });
});

describe('odflash replay', () => {
  it('shows requests, addresses, states and statuses by name', async () => {
    using folder = scratch();
    await recorded(folder);
    const run = await odflash(['replay', folder.at('flash.trace')]);
    expect(run.status, run.stderr).toBe(0);
    for (const words of [
      'USB access  virtual linux',
      'open 0483:df11',
      'ERASE 0x08004000',
      'SET_ADDRESS 0x08000000',
      'DNLOAD 2: 8 bytes to 0x08000000',
      'OK, dfuDNBUSY, asks for 104 ms',
      'claim interface 0',
      'start at 0x08000000',
    ])
      expect(run.stdout).toContain(words);
    expect(run.stderr).toContain('The trace is complete.');
  });

  it('finds what went wrong', async () => {
    using folder = scratch();
    await recorded(folder, 'v3.6-56V+dfu,flash=blank,stall-at=40');
    const run = await odflash(['replay', folder.at('flash.trace'), '--errors']);
    expect(run.stdout).toMatch(/ ! .*stall/);
    expect(run.stdout.split('\n').length).toBeLessThan(30);
  });

  it('gives machines one line for each entry', async () => {
    using folder = scratch();
    await recorded(folder);
    const lines = (await odflash(['replay', folder.at('flash.trace'), '--json'])).lines();
    expect(lines[0]).toMatchObject({ v: 2, type: 'trace', host: 'virtual linux' });
    expect(lines.at(-1)).toMatchObject({ type: 'result', ok: true, entries: lines.length - 2, end: 'exit' });
    expect(lines.find(({ request }) => request === 'GETSTATE')).toMatchObject({
      type: 'entry',
      answer: 'dfuERROR',
      data: '0a',
      well: true,
    });
  });

  it.each([
    ['a firmware file', ':00000001FF\n'],
    ['an empty file', ''],
    ['a firmware file that is binary', Buffer.from(smallSample('2.0.0'))],
    [
      'bytes in the middle',
      Buffer.concat([Buffer.from('{"odflash-trace":1}\n'), Buffer.alloc(4000, 0x91), Buffer.from('\n{}\n')]),
    ],
    [
      'a line without end',
      `{"odflash-trace":1}\n{"t":0,"ms":0,"op":"list","devices":[${'"'.padEnd(4_000_000, 'x')}"]}\n{}\n`,
    ],
    ['a damaged line', '{"odflash-trace":1}\n{"t":0,"ms":0,"op":"reset","link":1,"end":"?"}\n'],
  ])('refuses %s as a bad file', async (_name, content) => {
    using folder = scratch();
    writeFileSync(folder.at('x'), content);
    const run = await odflash(['replay', folder.at('x'), '--json']);
    expect(run.last()).toMatchObject({ code: 'bad-file', exit: 5, details: { line: expect.any(Number) } });
    expect(run.stderr).toContain(shownPath(folder.at('x')));
    expect(run.stderr).toMatch(/line \d[\s\S]*--trace FILE/);
  });
});
