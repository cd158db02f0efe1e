// What tools at an ST-Link came to: the table by kind of fault, every run, and the page that describes them.

import type { Attempt } from './outcome.ts';
import { rows, told } from './page.ts';
import { probeKinds } from './probe-cases.ts';
import type { ProbeTool } from './probe-tools.ts';

type Name = ProbeTool['name'];

export interface ProbeRun {
  readonly number: number;
  readonly kind: string;
  readonly percent: number;
  readonly attempts: Readonly<Record<Name, Attempt & { readonly fault: string }>>;
}

export interface ProbePage {
  readonly runs: readonly ProbeRun[];
  readonly seed: number;
  readonly versions: readonly string[];
}

const names: readonly Name[] = ['OpenOCD', 'st-flash', 'odflash'];

export function faultTable(runs: readonly ProbeRun[]): string {
  const struck = (some: readonly ProbeRun[], name: Name) =>
    some.flatMap(({ attempts }) => (attempts[name].struck ? [attempts[name].outcome] : []));
  const line = (title: string, some: readonly ProbeRun[]) => [
    title,
    ...names.map((name) => {
      const outcomes = struck(some, name);
      return `${outcomes.filter(({ kind }) => kind === 'survived').length}/${outcomes.length}`;
    }),
    names.map((name) => struck(some, name).filter(({ kind }) => kind === 'silent').length).join(' / '),
  ];
  const present = probeKinds.filter(({ name }) => runs.some(({ kind }) => kind === name));
  const of = (wanted: string) => runs.filter(({ kind }) => kind === wanted);
  return rows(
    ['fault', ...names.map((name) => `${name} survives`), `said success, flash wrong (${names.join(' / ')})`],
    [...present.map(({ name }) => line(name, of(name))), line('**all**', runs)],
  );
}

function runTable(runs: readonly ProbeRun[]): string {
  return rows(
    ['', 'fault', 'where', ...names],
    runs.map(({ number, kind, percent, attempts }) => [
      `${number}`,
      kind,
      `${percent} %`,
      ...names.map((name) => `\`${attempts[name].fault}\` ${told(attempts[name])}`),
    ]),
  );
}

export function probePage({ runs, seed, versions }: ProbePage): string {
  return `# OpenOCD, st-flash and odflash under the same faults of an ST-Link

Written by \`npm run bench:peers -- --via stlink --runs ${runs.length} --seed ${seed}\`: ${versions.join(', ')}.

The tools, unmodified, flash 24 KiB (two sectors) onto the same virtual board through the same virtual ST-Link (V2J37), exported over
USB/IP in real time. \`openocd -f interface/stlink.cfg -f target/stm32f4x.cfg -c "program image.bin verify reset exit 0x08000000"\` and
\`st-flash --reset write image.bin 0x8000000\` run in a Debian kernel in QEMU, which has the probe as a USB device; \`odflash flash image.bin
--via stlink --yes\` is a USB/IP client itself. This is not hardware.

Each run has one fault, and each tool meets it on a fresh board, equally far through its own session; odflash makes its undo backup in
it, too. Nothing is touched by hand; a tool that has not ended after a minute is killed. The flash is compared byte for byte from outside:
*survived* means exit status 0 **and** the image in the flash **and** every other sector as it was. A tool that gives up with an error does
no harm by itself: running it again often helps. Harm is in the last column.

${faultTable(runs)}

## The faults

${probeKinds.map(({ name, text }) => `* **${name}**: ${text}.`).join('\n')}

## Every run

*Where* is how far through the session of each tool; the option is the same place as an ordinal in that session.

${runTable(runs)}
`;
}
