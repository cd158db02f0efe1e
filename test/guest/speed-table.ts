// The figures of the speed test as people read them.

/** One program, once. */
export interface Timing {
  /** From the first to the last USB transfer that the board saw. */
  readonly wireMs: number;
  /** The part of it spent waiting for the board's answers. */
  readonly deviceMs: number;
  /** From starting the program to its end. */
  readonly processMs: number;
  readonly transfers: number;
}

export interface SpeedFigures {
  readonly dfuUtil: readonly Timing[];
  /** Every try; the shortest counts. */
  readonly odflash: readonly Timing[];
  /** odflash's time on USB as a part of dfu-util's. */
  readonly ratio: number;
}

/** A page with the two side by side. */
export function speedPage({ dfuUtil, odflash, ratio }: SpeedFigures): string {
  const [theirs, ours] = [quickest(dfuUtil), quickest(odflash)];
  const row = (name: string, show: (timing: Timing) => string) => `| ${name} | ${show(theirs)} | ${show(ours)} |`;
  return [
    '# odflash beside dfu-util',
    '',
    '256 KiB, every byte changed, onto a **virtual board in real time** that both programs reach through libusb and a Debian',
    'kernel in QEMU, in one run (`npm run test:guest -- speed`, which writes this page). The board takes the typical times of',
    'the data sheet and answers as the ROM bootloader does. Not silicon.',
    '',
    '| | dfu-util 0.11 | odflash |',
    '|---|---|---|',
    row('first to last USB transfer', ({ wireMs }) => seconds(wireMs)),
    row('… of it waiting for the board', ({ deviceMs }) => seconds(deviceMs)),
    row('whole process', ({ processMs }) => seconds(processMs)),
    row('USB transfers', ({ transfers }) => `${transfers}`),
    '| saves the previous flash contents | no | yes |',
    '| reads back what it wrote | no | yes |',
    '',
    `odflash takes ${ratio.toFixed(2)} of dfu-util's time on USB: it does not sleep where the bootloader answers when it is done,`,
    'and programs 32 bits at a time. The rest of its time is the emulated processor, on which every transfer costs 2 to 4 ms.',
    '',
  ].join('\n');
}

function quickest(timings: readonly Timing[]): Timing {
  return timings.reduce((best, timing) => (timing.wireMs < best.wireMs ? timing : best));
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
