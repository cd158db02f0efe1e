// Functions of a running board, by what they may do to a motor.

import { describe, expect, it } from 'vitest';
import { inEnglish, saying } from '../../../../test/support/in-english.ts';
import type { Consent } from '../../src/ask/consent.ts';
import { acceptWarnings } from '../../src/ask/settle.ts';
import { callFunction } from '../../src/running/live/call-function.ts';
import { failure } from '../flash/bench.ts';
import { readAll } from '../update/bench.ts';
import { type Bench, bench, consent, endpointOf, losingReplies, set } from './live-bench.ts';

describe('a function', () => {
  const call = (it: Bench, path: string, ...args: string[]) =>
    callFunction(it.env, { path, args, ask: acceptWarnings });

  it('that only looks gives its results', async () => {
    const it = bench('v3.6-56V');
    expect(await call(it, 'test_function', '-5')).toMatchObject({ outcome: 'called', outputs: [{ value: -5 }] });
    expect(await call(it, 'get_drv_fault')).toMatchObject({
      outputs: [{ path: 'get_drv_fault.drv_fault', value: 0n }],
    });
  });

  it('with other inputs than it takes is refused with what it takes', async () => {
    const it = bench('v3.6-56V');
    expect(inEnglish((await failure(call(it, 'test_function'))).next)).toBe('It takes delta (int32).');
    expect((await failure(call(it, 'test_function', 'x'))).message).toContain('"x"');
    expect(inEnglish((await failure(call(it, 'get_drv_fault', '1'))).next)).toBe('Call it without inputs.');
    expect(inEnglish((await failure(call(it, 'vbus_voltage'))).next)).toBe('Use odflash get vbus_voltage.');
  });

  it('has arguments that are neither called nor written by themselves', async () => {
    const it = bench('v3.6-56V');
    const next = 'Use odflash call test_function.';
    expect(inEnglish((await failure(call(it, 'test_function.delta', '3'))).next)).toBe(next);
    const written = await failure(set(it, 'test_function.delta', '3'));
    expect([written.code, inEnglish(written.next)]).toEqual(['usage', next]);
    expect(await readAll(it, ['test_function.delta'])).toEqual([0]);
  });

  it.each([
    ['save_configuration', 'odflash save'],
    ['reboot', 'odflash reset'],
    ['erase_configuration', 'odflash erase --only-config'],
    ['enter_dfu_mode', 'odflash enter-dfu'],
    ['clear_errors', 'odflash status --clear'],
  ])('%s is left to %s', async (path, next) => {
    const it = bench('v3.6-56V');
    expect(await failure(call(it, path))).toMatchObject({
      code: 'usage',
      next: saying(`Use ${next}.`),
      board: 'untouched',
    });
    expect(it.board.running()).toBe('odrive');
  });

  it('that may start a motor needs the consent for its own axis, and for no other', async () => {
    const it = bench('v3.6-56V,motor=ready');
    const path = 'axis1.controller.start_anticogging_calibration';
    const called = (given: readonly Consent[]) =>
      failure(callFunction(it.env, { path, args: [], ask: acceptWarnings, consent: given }));
    const refused = { code: 'not-confirmed', details: { consent: `move=${it.board.serial}:axis1` } };
    expect(await called([])).toMatchObject(refused);
    expect(await called(consent(it, 0))).toMatchObject(refused);
    const report = await callFunction(it.env, { path, args: [], ask: acceptWarnings, consent: consent(it, 1) });
    expect(report).toMatchObject({ outcome: 'called' });
  });

  it('that releases a load needs confirmation', async () => {
    const it = bench('v3.6-56V');
    const path = 'axis0.mechanical_brake.release';
    expect(await failure(callFunction(it.env, { path, args: [] }))).toMatchObject({ code: 'not-confirmed' });
    expect(await call(it, path)).toMatchObject({ outcome: 'called' });
  });

  it.each([
    ['axis0.mechanical_brake.release', 'releases a load', { sent: 1, outcome: 'unknown', outputs: [] }],
    ['get_drv_fault', 'only looks', { sent: 2, outcome: 'called', outputs: [{ value: 0n }] }],
  ] as const)('%s, which %s, is called again or not when its reply gets lost', async (path, _, expected) => {
    const it = bench('v3.6-56V');
    // Sequence number, endpoint, length of the reply and checksum, two bytes each.
    const lossy = losingReplies(it, { endpoint: await endpointOf(it, path), bytes: 8 });
    const report = await callFunction(lossy.env, { path, args: [], ask: acceptWarnings });
    expect({ ...report, sent: lossy.sent() }).toMatchObject(expected);
  });
});
