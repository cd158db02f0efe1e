// A command that armed an axis and was killed: what it had set in the watchdog is not taken for the user's, whatever comes next.

import { describe, expect, it } from 'vitest';
import type { Ask } from '../../src/ask/question.ts';
import { acceptWarnings } from '../../src/ask/settle.ts';
import type { RunningEvent } from '../../src/running/events.ts';
import { callFunction } from '../../src/running/live/call-function.ts';
import { setLive } from '../../src/running/live/set-live.ts';
import { calibrateAxis } from '../../src/running/motion/calibrate.ts';
import { backupConfiguration } from '../../src/running/settings/backup-configuration.ts';
import { restoreConfiguration } from '../../src/running/settings/restore-configuration.ts';
import { setSetting } from '../../src/running/settings/set-setting.ts';
import { clearErrors } from '../../src/running/status/clear-errors.ts';
import { bench, connect, readAll } from '../update/bench.ts';

const paths = ['axis0.config.enable_watchdog', 'axis0.config.watchdog_timeout'];

/** A board on which a run has just died that held axis 0; the user had no watchdog. */
async function left(profile = 'v3.6-56V,motor=ready') {
  const it = bench(profile);
  it.board.recorder.consent(0);
  const consent = [{ what: 'move', serial: it.board.serial, axis: 0 }] as const;
  const stop = new AbortController();
  const run = setLive(it.env, { path: 'axis0.requested_state', value: '8', consent, signal: stop.signal });
  await it.clock.sleep(3_000);
  const note = await it.vault.get(`watchdog-${it.board.serial}-axis0.json`);
  stop.abort();
  await run;
  // As SIGKILL leaves it: the note, and what was set.
  await it.vault.put(`watchdog-${it.board.serial}-axis0.json`, note!);
  await setAs(it, 'axis0.config.watchdog_timeout', 2);
  await setAs(it, 'axis0.config.enable_watchdog', true);
  return { ...it, consent };
}

async function setAs(it: ReturnType<typeof bench>, path: string, value: number | boolean): Promise<void> {
  await using device = await connect(it);
  await device.write(path, value);
}

describe('after a command that was killed', () => {
  it('a backup contains the user’s value, and the board is not changed for it', async () => {
    const it = await left();
    const { backup } = await backupConfiguration(it.env, {});
    expect(paths.map((path) => backup.values.get(path))).toEqual([false, 0]);
    expect(await readAll(it, paths)).toEqual([true, 2]);
  });

  it('a dry run leaves the watchdog as it is', async () => {
    const it = await left();
    const { env, consent } = it;
    await setLive(env, { path: 'axis0.requested_state', value: '4', consent, dryRun: true });
    await calibrateAxis(env, { axis: 'axis0', part: 'motor', consent, dryRun: true });
    expect(await readAll(it, paths)).toEqual([true, 2]);
  });

  it('that was followed by a restart, a backup has the value that was set since', async () => {
    const it = await left();
    it.board.cutPower();
    it.board.powerCycle();
    await it.clock.sleep(5_000);
    await setAs(it, 'axis0.config.watchdog_timeout', 0.5);
    const { backup } = await backupConfiguration(it.env, {});
    expect(paths.map((path) => backup.values.get(path))).toEqual([false, 0.5]);
  });

  it('a restore saves the user’s value', async () => {
    const it = await left();
    const { backup } = await backupConfiguration(it.env, {});
    const values = new Map([...backup.values].filter(([path]) => !path.includes('watchdog')));
    values.set('axis1.motor.config.pole_pairs', 14);
    await restoreConfiguration(it.env, { backup: { ...backup, values }, file: 'config.json', ask: acceptWarnings });
    expect(await readAll(it, [...paths, 'axis1.motor.config.pole_pairs'])).toEqual([false, 0, 14]);
  });

  it('and while another program holds the other axis, the next start keeps the user’s value', async () => {
    const it = await left();
    it.board.recorder.consent(1);
    await setAs(it, 'axis1.requested_state', 4);
    const stop = new AbortController();
    const run = setLive(it.env, {
      path: 'axis0.requested_state',
      value: '8',
      consent: it.consent,
      signal: stop.signal,
    });
    await it.clock.sleep(2_000);
    stop.abort();
    await run;
    expect(await readAll(it, paths)).toEqual([false, 0]);
  });

  it('clearing the errors restores it, too', async () => {
    const it = await left();
    await it.clock.sleep(3_000);
    expect(await readAll(it, ['axis0.error'])).toEqual([0x800]);
    await clearErrors(it.env, { ask: acceptWarnings });
    expect(await readAll(it, [...paths, 'axis0.error'])).toEqual([false, 0, 0]);
  });

  it('and whose note was damaged, no setting is said to be restored: that it is unknown is said, once', async () => {
    const it = await left();
    await it.vault.put(`watchdog-${it.board.serial}-axis0.json`, new TextEncoder().encode('{"timeo'));
    expect(await codesOf((heard) => backupConfiguration(it.env, heard))).toEqual(['watchdog-unknown']);
    const save = (heard: Heard) => setSetting(it.env, { path: pairs, value: '14', save: true, ...heard });
    expect(await codesOf(save)).toEqual(['watchdog-unknown']);
    expect(await it.vault.list('watchdog-')).toEqual([]);
    expect(await readAll(it, [...paths, pairs])).toEqual([true, 2, 14]);
  });

  it('that was followed by a restart, nothing is said to be restored', async () => {
    const it = await left();
    it.board.cutPower();
    it.board.powerCycle();
    await it.clock.sleep(5_000);
    const save = (heard: Heard) => setSetting(it.env, { path: pairs, value: '14', save: true, ...heard });
    expect(await codesOf(save)).toEqual([]);
    expect(await it.vault.list('watchdog-')).toEqual([]);
  });
});

const pairs = 'axis1.motor.config.pole_pairs';

interface Heard {
  readonly ask: Ask;
  readonly onEvent: (event: RunningEvent) => void;
}

/** What is said of watchdogs. */
async function codesOf(work: (heard: Heard) => Promise<unknown>) {
  const codes: string[] = [];
  const onEvent = (event: RunningEvent) => {
    if (event.type === 'note' && event.code.startsWith('watchdog-')) codes.push(event.code);
  };
  await work({ ask: acceptWarnings, onEvent });
  return codes;
}

/** No function of ODrive's own does it: another client arms the axis at the COM port while the consent is asked for. */
function armedByFunction(it: ReturnType<typeof bench>) {
  const ask: Ask = async (question) => {
    const [device] = await it.env.bus.list();
    await using port = await it.env.bus.open(device!);
    await port.claim(1);
    await port.bulkOut(0x01, new TextEncoder().encode('w axis0.requested_state 8\n'), 1_000);
    return question.type === 'consent' ? it.board.serial : acceptWarnings(question);
  };
  const stop = new AbortController();
  const path = 'axis0.controller.start_anticogging_calibration';
  return { stop, run: callFunction(it.env, { path, args: [], ask, signal: stop.signal }) };
}

it('an axis that a function arms is guarded by the watchdog, as one that is armed by its state', async () => {
  const it = bench('v3.6-56V,motor=ready');
  it.board.recorder.consent(0);
  const { stop, run } = armedByFunction(it);
  await it.clock.sleep(3_000);
  expect(await it.vault.list('watchdog-')).toHaveLength(1);
  stop.abort();
  await run;
  expect(await it.vault.list('watchdog-')).toEqual([]);
  expect(await readAll(it, [...paths, 'axis0.current_state'])).toEqual([false, 0, 1]);
});

it('what a command that was killed has left in the watchdog is not taken for the user’s when the axis is armed again', async () => {
  const it = await left();
  const { stop, run } = armedByFunction(it);
  await it.clock.sleep(1_500);
  stop.abort();
  await run;
  expect(await it.vault.list('watchdog-')).toEqual([]);
  expect(await readAll(it, [...paths, 'axis0.current_state'])).toEqual([false, 0, 1]);
});

it('from right before an axis is armed until it is idle, a listener knows that it must not be left alone', async () => {
  const it = bench('v3.6-56V,motor=ready');
  it.board.recorder.consent(0);
  const seen: string[] = [];
  const onEvent = (event: RunningEvent) => {
    if (event.type === 'axis') seen.push(`${event.axis} ${event.held}, ${it.board.recorder.armings.length} armed`);
  };
  const stop = new AbortController();
  void it.clock.sleep(3_000).then(() => stop.abort());
  const consent = [{ what: 'move', serial: it.board.serial, axis: 0 }] as const;
  await setLive(it.env, { path: 'axis0.requested_state', value: '8', consent, signal: stop.signal, onEvent });
  expect(seen).toEqual(['axis0 true, 0 armed', 'axis0 false, 1 armed']);
});
