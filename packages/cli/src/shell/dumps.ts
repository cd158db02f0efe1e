// What odrivetool prints of the firmware itself: gate driver, threads, interrupts, DMA, task timers.

import { placeOf } from '@odflash/core/running';
import { worded } from '../render/say.ts';
import { columns } from '../render/table.ts';
import { boardOf } from './boards.ts';
import type { HelperParts, Helpers } from './helper-parts.ts';

/** By our names and by odrivetool's. */
export function createDumps({ env, boards }: HelperParts, say: (text: string) => void): Helpers {
  const board = (root: unknown) => boardOf(boards, root);
  const read = async (root: unknown, paths: readonly string[]) => {
    const { session } = board(root);
    const known = paths.filter((path) => session.tree.nodes.get(path)?.kind === 'property');
    const values = await session.readMany(known);
    return known.map((path, index) => [path, String(values[index])]);
  };
  const below = (root: unknown, pattern: RegExp) =>
    [...board(root).session.tree.nodes.values()].flatMap(({ path, kind }) =>
      kind === 'property' && pattern.test(path) ? [path] : [],
    );
  const printDrvRegs = async (root: unknown) => {
    const owner = placeOf(root);
    const whole = boards.all.find(({ session }) => session === owner?.session)?.root ?? root;
    say(columns(await read(whole, below(whole, /drv_fault$/)), ''));
  };
  const dumpThreads = async (root: unknown) =>
    say(
      columns(await read(root, below(root, /^system_stats\.(max_stack_usage|stack_size|min_stack_space|prio)_/)), ''),
    );
  const dumpTable = async (
    root: unknown,
    call: string,
    numbers: readonly number[],
    row: (status: number) => string,
  ) => {
    const { session } = board(root);
    const rows: string[][] = [];
    for (const number of numbers) {
      const [status = 0] = await session.call(call, [number]);
      // Bit 31: enabled or configured.
      if (Number(status) >>> 31) rows.push([String(number), row(Number(status))]);
    }
    say(rows.length > 0 ? columns(rows, '') : worded('shell.none-in-use'));
  };
  const dumpInterrupts = (root: unknown) =>
    dumpTable(root, 'get_interrupt_status', range(-12, 103), (status) =>
      worded('shell.interrupt', { count: (status >>> 8) & 0x7f_ffff, priority: status & 0xff }),
    );
  const dumpDma = (root: unknown) =>
    dumpTable(root, 'get_dma_status', range(0, 15), (status) =>
      worded('shell.dma', { channel: (status >>> 2) & 7, priority: status & 3 }),
    );
  const dumpTiming = async (root: unknown) => {
    const { session } = board(root);
    await session.write('task_timers_armed', true);
    // The next control loop measures and takes the flag back; a firmware that does not must not be waited for forever.
    for (let look = 0; look < 20 && (await session.read('task_timers_armed')) === true; look++)
      await env.clock.sleep(50);
    say(columns(await read(root, below(root, /(^|\.)task_times\..*\.(length|max_length)$/)), ''));
  };
  return {
    printDrvRegs,
    print_drv_regs: printDrvRegs,
    dumpThreads,
    dump_threads: dumpThreads,
    dumpInterrupts,
    dump_interrupts: dumpInterrupts,
    dumpDma,
    dump_dma: dumpDma,
    dumpTiming,
    dump_timing: dumpTiming,
  };
}

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);
