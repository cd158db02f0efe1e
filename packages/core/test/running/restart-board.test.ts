// What is done to a running board and to one in DFU mode by the same command, and a dry run of setting a value.

import type { Ask, UsbBus } from '@odflash/core';
import type { OutTransfer, UsbLink } from '@odflash/core/ports';
import { restartBoard } from '@odflash/core/running';
import { describe, expect, it } from 'vitest';
import { acceptWarnings } from '../../src/ask/settle.ts';
import type { Said } from '../../src/messages/said.ts';
import { findFunction } from '../../src/odrive/tree.ts';
import type { RunningEvent } from '../../src/running/events.ts';
import { setSetting } from '../../src/running/settings/set-setting.ts';
import { failure } from '../flash/bench.ts';
import { type Bench, bench, complaints, connect, findings, firmwareImage, readAll, run } from '../update/bench.ts';

const brake = 'config.brake_resistance';

/** What a request to restart is sent to. */
async function rebootEndpoint(it: Bench): Promise<number> {
  await using odrive = await connect(it);
  return findFunction(odrive.tree, 'reboot')?.endpoint ?? -1;
}

/** A bus on which packets to that endpoint are lost: two bytes of sequence, two of endpoint with a flag in front. */
function deafTo(bus: UsbBus, endpoint: number): UsbBus {
  return {
    ...bus,
    async open(device) {
      const link = await bus.open(device);
      return Object.assign(Object.create(link) as UsbLink, {
        bulkOut: async (to: number, data: Uint8Array, timeoutMs: number): Promise<OutTransfer> =>
          (((data[3] ?? 0) << 8) | (data[2] ?? 0)) % 0x8000 === endpoint
            ? { status: 'ok', bytes: data.length }
            : link.bulkOut(to, data, timeoutMs),
      });
    },
  };
}

describe('a board that is restarted', () => {
  it('while it runs loses what was not saved, and runs again', async () => {
    const it = bench('v3.6-56V');
    const [saved] = await readAll(it, [brake]);
    {
      await using odrive = await connect(it);
      await odrive.write(brake, 1.25);
    }
    const report = await restartBoard(it.env, { ask: acceptWarnings });
    expect(report).toMatchObject({ from: 'running', device: { path: '1-1' } });
    expect(report.ms).toBeGreaterThan(0);
    expect(await readAll(it, [brake])).toEqual([saved]);
  });

  it('in DFU mode starts what is in its flash; without a firmware it says so and stays', async () => {
    const it = bench('v3.6-56V');
    it.board.enterBootloader();
    await it.clock.sleep(3_000);
    expect(await restartBoard(it.env, { ask: acceptWarnings })).toMatchObject({ from: 'dfu' });
    expect(it.board.running()).toBe('odrive');
    expect(await failure(restartBoard(bench('v3.6-56V+dfu,flash=blank').env, {}))).toMatchObject({
      code: 'image-implausible',
    });
  });

  it('and would move a motor by itself is restarted only after confirmation', async () => {
    const it = bench('v3.6-56V,startup=calibration');
    // Its calibration is over by then.
    await it.clock.sleep(60_000);
    const onEvent = (event: RunningEvent) => it.events.push(event as never);
    const refused = await failure(restartBoard(it.env, { onEvent }));
    expect(refused).toMatchObject({ code: 'not-confirmed', board: 'untouched' });
    expect(complaints(it)).toEqual(['warn startup']);
    const [uptime] = await readAll(it, ['system_stats.uptime']);
    expect(uptime).toBeGreaterThan(60_000);
    expect(await restartBoard(it.env, { ask: acceptWarnings })).toMatchObject({ from: 'running' });
  });

  it('in DFU mode with a saved configuration, whose startup flags are unknown, is started only after confirmation', async () => {
    const it = bench('v3.6-56V,startup=calibration');
    await it.clock.sleep(60_000);
    it.board.enterBootloader();
    await it.clock.sleep(3_000);
    const onEvent = (event: RunningEvent) => it.events.push(event as never);
    const refused = await failure(restartBoard(it.env, { onEvent }));
    expect(refused).toMatchObject({ code: 'not-confirmed', board: 'untouched' });
    expect(complaints(it)).toEqual(['warn startup']);
    expect(it.board.running()).toBe('rom');
    expect(await restartBoard(it.env, { ask: acceptWarnings })).toMatchObject({ from: 'dfu' });
  });

  it('and neither replies nor restarts is not said to have accepted anything', async () => {
    const it = bench('v3.6-56V');
    const endpoint = await rebootEndpoint(it);
    const env = { ...it.env, bus: deafTo(it.env.bus, endpoint) };
    const refused = await failure(restartBoard(env, { ask: acceptWarnings }));
    expect(refused).toMatchObject({ code: 'timeout', text: { code: 'running.unanswered' }, retryable: true });
  });

  it('is not restarted while an axis holds a load', async () => {
    const it = bench('v3.6-56V,motor=armed');
    expect(await failure(restartBoard(it.env, { ask: acceptWarnings }))).toMatchObject({ code: 'axis-armed' });
    expect(await readAll(it, ['axis0.current_state'])).toEqual([8]);
  });
});

it('a value that is only looked at is neither set nor called saved', async () => {
  const it = bench('v3.6-56V');
  const [before] = await readAll(it, [brake]);
  const request = { path: brake, value: '1.25', save: true, ask: acceptWarnings };
  const report = await setSetting(it.env, { ...request, dryRun: true });
  expect(report).toMatchObject({ outcome: 'planned', isSaved: false, before, value: 1.25, also: [] });
  expect(await readAll(it, [brake])).toEqual([before]);
  expect(await setSetting(it.env, request)).toMatchObject({ outcome: 'changed', isSaved: true });
  expect(await setSetting(it.env, { ...request, save: false })).toMatchObject({ outcome: 'unchanged', isSaved: false });
});

it.each([
  ['99', ['settings.to-set', 'settings.unnamed-value']],
  ['5', ['settings.to-set']],
  ['TRAP_TRAJ', ['settings.to-set']],
])('a number that has no name in its enumeration is asked with a warning of its own: %s', async (value, codes) => {
  const it = bench('v3.6-56V');
  const asked: Said[] = [];
  const ask: Ask = async (question) => {
    if (question.type === 'warnings') asked.push(...question.findings.map(({ text }) => text));
    return 'yes';
  };
  const path = 'axis0.controller.config.input_mode';
  expect(await setSetting(it.env, { path, value, ask })).toMatchObject({ outcome: 'changed' });
  expect(asked).toMatchObject(codes.map((code) => ({ code })));
});

describe('an update that is refused', () => {
  it('for its file reports its findings, also where no board was searched for', async () => {
    const it = bench('v3.6-56V');
    const image = { ...firmwareImage('v3.6-56V', '0.5.6'), segments: [] };
    expect(await failure(run(it, { image }))).toMatchObject({ code: 'image-empty' });
    expect(findings(it).filter(({ level }) => level === 'stop')).toHaveLength(1);
  });

  it('for its board reports its findings', async () => {
    const it = bench('v3.6-56V,otp=blank');
    await failure(run(it));
    expect(findings(it).filter(({ level }) => level === 'stop')).toMatchObject([{ code: 'board' }]);
  });
});

describe('a value of a running board', () => {
  const asked = async (
    it: ReturnType<typeof bench>,
    value: string,
    more: { save?: boolean; dryRun?: boolean } = {},
  ) => {
    const codes: string[] = [];
    const ask: Ask = async (question) => {
      codes.push(...(question.type === 'warnings' ? question.findings.map(({ code }) => code) : [question.type]));
      return 'yes';
    };
    const { outcome, isSaved } = await setSetting(it.env, { path: brake, value, ask, ...more });
    return [codes, outcome, isSaved];
  };

  it('that changes is asked about; one the board has already only where it is to be saved, which restarts the board', async () => {
    const it = bench('v3.6-56V');
    {
      await using odrive = await connect(it);
      await odrive.write('axis0.config.startup_encoder_index_search', true);
    }
    const [now] = await readAll(it, [brake]);
    expect(await asked(it, String(now))).toEqual([[], 'unchanged', false]);
    const [questions, outcome, isSaved] = await asked(it, String(now), { save: true });
    expect([outcome, isSaved]).toEqual(['unchanged', true]);
    expect(questions).not.toEqual([]);
    expect((await asked(it, '1.25'))[0]).toContain('configuration');
  });
});
