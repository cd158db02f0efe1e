// A second process on the same board, with the same folder: begun while the first one works, it must not touch the board as
// long as that one lives. Where it is still waiting when the first one has ended, it stands still until that one is judged;
// then it is an attempt like any other.

import { type HostProcess, hostProcess } from '../testbed/host-process.ts';
import type { Operation } from '../types.ts';
import { firstOf, perform } from './attempt.ts';
import type { Beside, Ending, PerformOptions, Watch } from './types.ts';

export interface SecondProcess extends Beside {
  readonly operation: Operation;
  /** What became of it while the first one lived; absent where it never began. */
  state(): SecondState | undefined;
  /** It continues alone, watched from here on. Resolves with how it ends. */
  goOn(watch: Watch, options: Pick<PerformOptions, 'operator'> & { readonly hangAfterMs: number }): Promise<Ending>;
  process(): HostProcess;
  kill(): void;
}

interface SecondState {
  /** How it has ended; absent where it still waits. */
  readonly ending: Ending | undefined;
  /** How often it opened a device. */
  readonly openings: number;
}

type Options = Omit<PerformOptions, 'watch' | 'operator'>;

/** `after`: the action of the first process at which it begins. */
export function secondProcess(options: Options, after: number): SecondProcess {
  const { clock, openBus, disk } = options.testbed;
  type Heard = Parameters<Watch['onEvent']>[0];
  const missed: Heard[] = [];
  let watch: Watch | undefined;
  let operator: PerformOptions['operator'];
  let ending: Ending | undefined;
  let openings = 0;
  let begun: { readonly process: HostProcess; readonly work: Promise<Ending> } | undefined;

  const onEvent = (event: Heard) => {
    if (!watch) missed.push(event);
    else watch.onEvent(event);
    operator?.(event);
  };
  const begin = () => {
    const process = hostProcess({ ...openBus(), clock, disk }, [], { beforeTransfer: () => watch?.look() });
    const work = perform(process, { ...options, watch: { onEvent } });
    begun = { process, work };
    void work.then((end) => {
      ending = end;
    });
  };
  return {
    operation: options.operation,
    onAction: (number) => {
      if (number === after) begin();
    },
    ended: () => {
      openings = begun?.process.openings() ?? 0;
      begun?.process.pause();
    },
    state: () => begun && { ending, openings },
    goOn: async (watched, { operator: attending, hangAfterMs }) => {
      if (!begun) throw new RangeError('the second process has not begun');
      watch = watched;
      operator = attending;
      for (const event of missed) watched.onEvent(event);
      begun.process.goOn();
      return await firstOf({ clock }, hangAfterMs, begun.work, begun.process);
    },
    process: () => {
      if (!begun) throw new RangeError('the second process has not begun');
      return begun.process;
    },
    kill: () => begun?.process.kill(),
  };
}
