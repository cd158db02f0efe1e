// A board that starts and is not shown: a browser hides it until it is allowed. Whether that is the end depends on what is owed.

import type { UsbBus } from '@odflash/core';
import { classifyDevice } from '@odflash/core/discovery';
import { describe, expect, it } from 'vitest';
import { failure } from '../flash/bench.ts';
import { type Bench, bench, firmwareImage, run } from './bench.ts';

const image = firmwareImage('v3.6-56V', '0.5.5');

/** A bus on which boards that run are not seen any more once the firmware was written. */
function hiding(made: Bench, hidesBoards: boolean): Bench {
  let isHidden = false;
  const list: UsbBus['list'] = async () => {
    const devices = await made.env.bus.list();
    return isHidden ? devices.filter((device) => classifyDevice(device) !== 'runtime') : devices;
  };
  const bus: UsbBus = Object.assign(Object.create(made.env.bus) as UsbBus, { list });
  const env = { ...made.env, bus, hidesBoards };
  return {
    ...made,
    env,
    events: Object.assign([], {
      push: (event: Bench['events'][number]) => {
        if (event.type === 'stage' && event.stage === 'start') isHidden = true;
        return made.events.push(event);
      },
    }),
  };
}

/** A board in DFU mode without anything in its flash, whose switch is on RUN by now. */
function blank(): Bench {
  const made = bench('v3.6-56V+dfu,flash=blank');
  made.board.setSwitch('run');
  return made;
}

const notes = ({ events }: Bench) => events.flatMap((event) => (event.type === 'note' ? [event.code] : []));

describe('a started board that is not seen', () => {
  it('is the end where it may be hidden and nothing is owed to it', async () => {
    const made = blank();
    const report = await run(hiding(made, true), { image });
    expect(report).toMatchObject({ outcome: 'changed', board: 'verified' });
    expect(notes(made)).toContain('not-seen');
  });

  it('has not returned where nothing hides boards', async () => {
    const made = blank();
    expect(await failure(run(hiding(made, false), { image }))).toMatchObject({
      code: 'device-did-not-return',
      board: 'verified',
    });
    expect(notes(made)).not.toContain('not-seen');
  });

  it('has not returned where it ran before, and the next run still restores its configuration', async () => {
    const made = bench('v3.6-56V');
    expect(await failure(run(hiding(made, true), { image }))).toMatchObject({ code: 'device-did-not-return' });
    made.board.setSwitch('dfu');
    made.board.powerCycle();
    await made.clock.sleep(3_000);
    made.board.setSwitch('run');
    expect(await failure(run(hiding(made, true), { image }))).toMatchObject({ code: 'device-did-not-return' });
    expect(notes(made)).not.toContain('not-seen');
  });
});
