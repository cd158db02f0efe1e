import { formatBackup, parseBackup } from '@odflash/core/configuration';
import { describe, expect, it } from 'vitest';
import { openBoard } from '../src/dashboard/board.ts';
import { createDashboard, type DashboardState, type Samples, withRow } from '../src/dashboard/model.ts';
import { type Page, page } from './page.ts';

async function dashboardOf(opened: Page) {
  const { flasher, until } = opened;
  await flasher.connect();
  await until(({ check }) => check.status === 'ready');
  flasher.showDashboard();
  const { clock, keepAwake } = flasher.platform;
  const open = (signal: AbortSignal) => flasher.openRunning(signal, openBoard);
  const dashboard = createDashboard({ clock, open, failureOf: flasher.failureOf, keepAwake });
  const is = (what: (state: DashboardState) => boolean) =>
    new Promise<DashboardState>((resolve, reject) => {
      const look = () => {
        const { value } = dashboard.store;
        if (value.failure) reject(new Error(value.failure.text));
        if (what(value)) resolve(value);
      };
      dashboard.store.watch(look);
      void clock.sleep(120_000).then(() => reject(new Error('it never became so')));
      look();
    });
  return { dashboard, is };
}

const fileOf = (name: string, text: string) => {
  const bytes = new TextEncoder().encode(text);
  return { name, size: bytes.length, arrayBuffer: async () => bytes.buffer };
};

describe('the dashboard of a running board', () => {
  it('tells its status, finds properties and samples numbers, and writes nothing', async () => {
    const opened = page('v3.6-56V,firmware=0.5.6');
    const { dashboard, is } = await dashboardOf(opened);
    await using _ = dashboard;
    const { status } = await is((state) => state.status !== undefined && (state.samples[0]?.length ?? 0) > 5);
    expect(status?.busVoltage).toBeGreaterThan(20);
    expect(dashboard.store.value.plotted).toEqual(['vbus_voltage']);
    const before = opened.board.flash.slice();
    dashboard.search('AXIS1 vel_estimate');
    const { shown, found } = dashboard.store.value;
    expect(shown.map(({ path }) => path)).toContain('axis1.encoder.vel_estimate');
    expect(found).toBe(shown.length);
    dashboard.plot('axis1.encoder.vel_estimate', true);
    await is(({ samples, values }) => samples.length === 3 && (samples[0]?.length ?? 0) > 3 && values.size > 0);
    expect(opened.board.flash).toEqual(before);
    expect(opened.board.recorder.armings).toEqual([]);
  });

  it('keeps no more than its window of samples', () => {
    const rows = Array.from({ length: 100 }, (_, index) => [index * 1_000, index]);
    const samples = rows.reduce<Samples>(withRow, [[], []]);
    expect(samples.map((column) => [column.length, column[0], column.at(-1)])).toEqual([
      [30, 70_000, 99_000],
      [30, 70, 99],
    ]);
  });

  it('compares a file before anything is written, and restores it when asked to', async () => {
    const opened = page('v3.6-56V,firmware=0.5.6');
    const { dashboard, is } = await dashboardOf(opened);
    await using _ = dashboard;
    await is(({ board }) => board !== undefined);
    let saved = '';
    await dashboard.backup((name, bytes) => {
      expect(name).toBe(`odrive-config-${opened.board.serial}.json`);
      saved = new TextDecoder().decode(bytes);
    });
    const backup = parseBackup(new TextEncoder().encode(saved));
    const path = 'axis0.controller.config.vel_limit';
    const changed = { ...backup, values: new Map(backup.values).set(path, 7) };
    await dashboard.compare(fileOf('mine.json', formatBackup(changed)));
    const { comparison, problem } = dashboard.store.value;
    expect(problem).toBeUndefined();
    const differing = comparison?.plan.writes.filter(({ now, value }) => now !== value);
    expect(differing?.map(({ property, value }) => [property.path, value])).toEqual([[path, 7]]);
    const board = dashboard.store.value.board;
    expect(await board?.read([path])).not.toEqual([7]);
    const restoring = dashboard.restore();
    const answering = opened.until(({ question }) => question !== undefined).then(() => opened.flasher.answer('yes'));
    await Promise.race([restoring, answering.then(() => restoring)]);
    expect(dashboard.store.value).toMatchObject({ restored: 1, problem: undefined });
    expect(await board?.read([path])).toEqual([7]);
  });

  it('says what is wrong with a file, and continues', async () => {
    const opened = page('v3.6-56V,firmware=0.5.6');
    const { dashboard, is } = await dashboardOf(opened);
    await using _ = dashboard;
    await is(({ board }) => board !== undefined);
    await dashboard.compare(fileOf('broken.json', '{'));
    expect(dashboard.store.value).toMatchObject({ problem: { code: 'bad-file' }, busy: undefined });
    await dashboard.compare({
      name: 'large.json',
      size: 2 ** 31,
      arrayBuffer: () => Promise.reject(new Error('read')),
    });
    expect(dashboard.store.value.problem?.code).toBe('bad-file');
  });
});
