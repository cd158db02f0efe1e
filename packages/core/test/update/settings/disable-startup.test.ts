// Startup flags that are switched off before a board restarts: believed to be off only when the board says so after the restart.

import { describe, expect, it } from 'vitest';
import { inEnglish } from '../../../../../test/support/in-english.ts';
import { failure } from '../../flash/bench.ts';
import { bench, course, firmwareImage, readAll, run } from '../bench.ts';
import { endpointOf, interfered } from '../interfered.ts';

const flag = 'axis0.config.startup_motor_calibration';
const spec = { holdStartup: true, disarm: true, image: firmwareImage('v3.6-56V', '0.5.6', 9) };

describe('a board whose startup flags are held', () => {
  const made = async () => {
    const it = bench('v3.6-56V,startup=calibration,firmware=0.5.6');
    return { it, endpoint: await endpointOf(it, 'save_configuration') };
  };

  it('and that restarts before it has saved them gets the request again, and never leaves with a motor that would move', async () => {
    const { it, endpoint } = await made();
    let saves = 0;
    const request = () => {
      saves += 1;
      if (saves === 1) it.board.powerCycle();
      return undefined;
    };
    const onEvent = (event: (typeof it.events)[number]) => it.events.push(event);
    const report = await run({ ...it, env: interfered(it, { endpoint, request }) }, { ...spec, onEvent });
    expect(report.held).toEqual([flag]);
    expect(course(it).filter((line) => line === 'note: startup-held')).toHaveLength(2);
    expect(await readAll(it, [flag])).toEqual([false]);
  });

  it('and that restarts each time before it has saved them is given up after three times', async () => {
    const { it, endpoint } = await made();
    const before = it.board.flash.slice();
    const request = () => {
      it.board.powerCycle();
      return undefined;
    };
    const error = await failure(run({ ...it, env: interfered(it, { endpoint, request }) }, spec));
    expect(error).toMatchObject({ code: 'unexpected-reply', board: 'untouched' });
    expect(course(it).filter((line) => line === 'disable-startup')).toHaveLength(3);
    expect(course(it)).not.toContain('enter-dfu');
    expect(Buffer.compare(it.board.flash, before)).toBe(0);
  });

  it('and that calibrates after it has restarted unsaved stops, and nothing says that its flags stay off', async () => {
    const { it, endpoint } = await made();
    const request = () => {
      it.board.powerCycle();
      return undefined;
    };
    const error = await failure(run({ ...it, env: interfered(it, { endpoint, request }) }, { ...spec, disarm: false }));
    expect(error).toMatchObject({ code: 'axis-armed', board: 'untouched' });
    expect(error.details.held).toBeUndefined();
    expect(inEnglish(error.text)).not.toContain('stay off');
  });

  it('and that never receives the request to save does not enter DFU mode', async () => {
    const { it, endpoint } = await made();
    const error = await failure(run({ ...it, env: interfered(it, { endpoint, request: () => 'lost' }) }, spec));
    expect(error).toMatchObject({ code: 'timeout', board: 'untouched' });
    expect(course(it)).not.toContain('enter-dfu');
    expect(course(it)).not.toContain('note: startup-held');
  });
});
