// Sessions of other people's tools, recorded against other bootloaders, replayed against this one: every answer must be
// the recorded one. The recordings are in fixtures/.

import { describe, expect, test } from 'vitest';
import { dfuUtilStep, lines, odrivetoolStep, replay, type Step, stepsOf } from './recorded.ts';

describe('odrivetool', () => {
  test('0.4.1: a whole update, every answer as recorded', async () => {
    const steps = stepsOf('odrivetool-0.4.1-dfu.txt', odrivetoolStep);
    expect(steps).toHaveLength(123);
    const made = await replay('v3.5-24V+dfu,poll=100,flash=blank', steps, withoutUploads);
    expect(made.board.flash.subarray(0, 8)).toEqual(Uint8Array.of(0, 7, 14, 21, 28, 35, 42, 49));
    expect(made.board.rom()?.state).toBe(7);
  });

  test('0.4.1: (0, 2, 0, 0), where the third ABORT puts the answers out of step', async () => {
    const steps = stepsOf('odrivetool-0.4.1-dfu-fails-0-2-0-0.txt', odrivetoolStep);
    expect(steps.at(-1)?.answer).toEqual([0, 0, 0, 0, 2, 0]);
    const made = await replay('v3.5-24V+dfu,poll=100,stale-abort=3', steps);
    // The block was taken all the same: the message is wrong.
    await made.clock.sleep(100);
    expect(made.board.recorder.operations.map(({ kind }) => kind)).toEqual(['erase', 'erase', 'program']);
  });

  test('0.4.12: no answer at "Verifying", where the sixth ABORT does it', async () => {
    const steps = stepsOf('odrivetool-0.4.12-dfu-fails-verify.txt', odrivetoolStep);
    await replay('v3.5-24V+dfu,poll=100,stale-abort=6', steps, withoutUploads);
  });

  test.each([
    ['all', 10],
    ['4', 60],
  ])('with stale-abort=%s the recorded session goes wrong', async (which, line) => {
    const steps = stepsOf('odrivetool-0.4.1-dfu.txt', odrivetoolStep);
    const failure = await replay(`v3.5-24V+dfu,poll=100,flash=blank,stale-abort=${which}`, steps, withoutUploads).then(
      () => undefined,
      (error: Error) => error.message,
    );
    expect(failure).toContain(`line ${line}`);
  });
});

describe('dfu-util 0.11', () => {
  // The recording's bootloader says other poll times, begins in dfuIDLE and holds other bytes; its serial is fixed.
  const profile = 'v3.6-56V+dfu,start=idle,serial=3766366E3000,flash=other';
  const withoutPolls = (step: Step, answer: readonly number[]): readonly number[] => {
    if (step.setup[0] === 0xa1 && step.setup[1] === 3) return [answer[0] ?? -1, answer[4] ?? -1];
    return step.setup[0] === 0xa1 && step.setup[1] === 2 ? [] : answer;
  };
  /** The stretches in which the bootloader was plugged in. */
  const sessions = () => {
    const all = lines('dfu-util-0.11.txt');
    const marks = (text: string) => all.flatMap((line, i) => (line.includes(text) ? [i + 1] : []));
    const ends = marks('# unplugged');
    const steps = stepsOf('dfu-util-0.11.txt', dfuUtilStep);
    return marks('# plugged dfu').map((from) => {
      const to = ends.find((end) => end > from) ?? 0;
      return steps.filter(({ line }) => line > from && line < to);
    });
  };

  test('list, download, upload, USB reset, mass erase, leave, download and leave: every answer as recorded', async () => {
    const [first = [], second = []] = sessions();
    expect([first.length, second.length]).toEqual([726, 332]);
    for (const steps of [first, second]) {
      const made = await replay(profile, steps, withoutPolls);
      await made.clock.sleep(50);
      expect(made.board.socket.port).toBeUndefined();
    }
  });
});

/** Uploaded bytes depend on blocks that were recorded only in part; lengths and everything else are compared. */
function withoutUploads(step: Step, answer: readonly number[]): readonly number[] {
  const isUpload = step.setup[1] === 2 && step.length === 2048;
  return isUpload ? answer.slice(0, 8) : answer;
}
