// Motors that hold or move: what stops an update, what it does with a yes, and what moves afterwards.

import { describe, expect, it } from 'vitest';
import { inEnglish, saying } from '../../../../../test/support/in-english.ts';
import { failure } from '../../flash/bench.ts';
import { bench, complaints, connect, course, findings, firmwareImage, readAll, refusing, run } from '../bench.ts';
import { refuses } from '../refused.ts';

describe('a motor', () => {
  const heldFirst = ['note: startup-held', 'enter-dfu'];

  it('that holds a load stops the update', async () => {
    const it = bench('v3.6-56V,motor=armed');
    const error = await refuses(it, {}, 'axis-armed');
    expect(error.details.axes).toEqual(['axis0']);
    expect(course(it)).toEqual(['find', 'inspect-running']);
    await using odrive = await connect(it);
    expect(await odrive.read('axis0.current_state')).toBe(8);
  });

  it('is released only with --disarm and confirmation', async () => {
    const it = bench('v3.6-56V,motor=armed');
    await refuses(it, { disarm: true, ask: refusing('warnings') }, 'not-confirmed');
    expect(await readAll(it, ['axis0.current_state'])).toEqual([8]);
    await run(it, { disarm: true });
    expect(course(it)).toContain('note: disarmed');
  });

  it('that would move by itself afterwards is a warning that names the axis', async () => {
    const it = bench('v3.6-56V,startup=calibration');
    const error = await refuses(it, { ask: refusing('warnings') }, 'not-confirmed');
    expect(inEnglish(error.text)).toBe('Stopped. Nothing was changed.');
    expect(findings(it).find(({ code }) => code === 'startup')?.text).toEqual(
      saying(/axis0\.config\.startup_motor_calibration/),
    );
    expect(complaints(it)).toEqual(['warn startup']);
  });

  it.each(['0.5.5', '0.5.6', '0.4.12'])('does not move at all with --hold-startup, from %s', async (firmware) => {
    const it = bench(`v3.6-56V,startup=calibration,firmware=${firmware}`);
    const flag = 'axis0.config.startup_motor_calibration';
    const is04 = firmware.startsWith('0.4');
    const image = firmwareImage('v3.6-56V', is04 ? '0.4.11' : '0.5.6');
    const report = await run(it, { image, holdStartup: true });
    expect(report.held).toEqual([flag]);
    expect(course(it).filter((line) => ['note: startup-held', 'enter-dfu'].includes(line))).toEqual(heldFirst);
    await it.clock.sleep(5_000);
    expect(await readAll(it, [flag, 'axis0.current_state', 'axis0.motor.is_calibrated'])).toEqual([false, 1, false]);
    // What was saved has it as it was.
    const kept = [...it.vault.files].find(([name]) => name.startsWith('odrive-config-'));
    expect(new TextDecoder().decode(kept?.[1])).toContain('"startup_motor_calibration": true');
  });

  it('is saved as held also where the flag is off in RAM alone, as a run that was killed leaves it', async () => {
    const it = bench('v3.6-56V,startup=calibration,firmware=0.5.6');
    const flag = 'axis0.config.startup_motor_calibration';
    {
      await using odrive = await connect(it);
      await odrive.write(flag, false);
    }
    // The new firmware has the layout of the old one: it would read the flag from the flash and move.
    await run(it, { holdStartup: true, image: firmwareImage('v3.6-56V', '0.5.6', 9) });
    expect(course(it).filter((line) => ['note: startup-held', 'enter-dfu'].includes(line))).toEqual(heldFirst);
    it.board.powerCycle();
    await it.clock.sleep(8_000);
    expect(await readAll(it, [flag, 'axis0.motor.is_calibrated'])).toEqual([false, false]);
  });

  it('that calibrates itself after the start is waited for, because nothing can be saved meanwhile', async () => {
    const it = bench('v3.6-56V,startup=calibration,firmware=0.5.6');
    {
      await using odrive = await connect(it);
      await odrive.write('config.brake_resistance', 3);
    }
    await run(it, { image: firmwareImage('v3.6-56V', '0.5.6', 9) });
    it.board.powerCycle();
    await it.clock.sleep(2_000);
    expect(await readAll(it, ['config.brake_resistance'])).toEqual([3]);
  });

  it('that is armed after the start prevents saving until a person sets it to idle', async () => {
    const it = bench('v3.6-56V,startup=closed-loop,firmware=0.5.6');
    {
      await using odrive = await connect(it);
      await odrive.write('config.brake_resistance', 3);
      await odrive.write('axis0.requested_state', 1);
    }
    const image = firmwareImage('v3.6-56V', '0.5.6', 9);
    const error = await failure(run(it, { image }));
    expect(error).toMatchObject({ code: 'config-not-restored', board: 'verified', retryable: true });
    expect(inEnglish(error.next)).toContain('--disarm');
    expect(await run(it, { image, disarm: true })).toMatchObject({ resumed: true });
    expect(await readAll(it, ['config.brake_resistance'])).toEqual([3]);
  });

  it('moves after the restart at the end and not before its settings are saved, once the warning is accepted', async () => {
    const it = bench('v3.6-56V,startup=calibration,firmware=0.5.5');
    const report = await run(it, {});
    expect(report.configuration?.values.filter(({ outcome }) => outcome === 'not-kept')).toEqual([]);
    // The calibration takes 4 s: it did not begin when the flags were written.
    expect(report.times.find(({ stage }) => stage === 'restore')?.ms).toBeLessThan(4_000);
    await it.clock.sleep(10_000);
    expect(await readAll(it, ['axis0.motor.is_calibrated'])).toEqual([true]);
  });
});
