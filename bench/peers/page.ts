// What the runs came to: the table by kind of fault, every run, and the page that describes them.

import { kinds } from './cases.ts';
import type { Attempt, Outcome, Start } from './outcome.ts';
import type { Tool } from './tools.ts';

type ToolName = Tool['name'];

export interface Run {
  readonly number: number;
  readonly kind: string;
  readonly where: string;
  readonly attempts: Readonly<Record<ToolName, Attempt & { readonly fault: string }>>;
}

export interface PageInput {
  readonly runs: readonly Run[];
  readonly seed: number;
  readonly profile: string;
  readonly versions: readonly string[];
}

const toolNames: readonly ToolName[] = ['dfu-util', 'odflash'];
const starts: readonly Start[] = ['the old image', 'the new image', 'nothing', 'half an image'];

/** One attempt in a few words. */
export function told({ outcome, seconds, struck }: Attempt): string {
  return `${words[outcome.kind](outcome)}${struck ? '' : '; the fault did not come to pass'} (${seconds.toFixed(1)} s)`;
}

const words: Readonly<Record<Outcome['kind'], (outcome: Outcome) => string>> = {
  survived: () => 'survived',
  silent: (outcome) => `**said success, flash is wrong**: the board would start ${startOf(outcome)}`,
  failed: (outcome) =>
    `${outcome.kind === 'failed' && outcome.killed ? 'never ended' : 'failed'}: the board would start ${startOf(outcome)}`,
};

function startOf(outcome: Outcome): Start {
  return outcome.kind === 'survived' ? 'the new image' : outcome.starts;
}

function outcomesOf(runs: readonly Run[], tool: ToolName): readonly Outcome[] {
  return runs.flatMap(({ attempts }) => (attempts[tool].struck ? [attempts[tool].outcome] : []));
}

/** Survived of all that met their fault. */
function share(runs: readonly Run[], tool: ToolName): string {
  const outcomes = outcomesOf(runs, tool);
  return `${outcomes.filter(({ kind }) => kind === 'survived').length}/${outcomes.length}`;
}

function silent(runs: readonly Run[], tool: ToolName): number {
  return outcomesOf(runs, tool).filter(({ kind }) => kind === 'silent').length;
}

/** A table. */
export function rows(head: readonly string[], cells: readonly (readonly string[])[]): string {
  const row = (texts: readonly string[]) => `| ${texts.join(' | ')} |`;
  return [row(head), row(head.map(() => '---')), ...cells.map(row)].join('\n');
}

/** By kind of fault: what each tool survives. */
export function tableOf(runs: readonly Run[]): string {
  const line = (name: string, some: readonly Run[]) => [
    name,
    ...toolNames.map((tool) => share(some, tool)),
    toolNames.map((tool) => silent(some, tool)).join(' / '),
  ];
  const present = kinds.filter(({ name }) => runs.some(({ kind }) => kind === name));
  return rows(
    ['fault', ...toolNames.map((tool) => `${tool} survives`), `said success, flash wrong (${toolNames.join(' / ')})`],
    [
      ...present.map(({ name }) =>
        line(
          name,
          runs.filter(({ kind }) => kind === name),
        ),
      ),
      line('**all**', runs),
    ],
  );
}

/** What the boards of failed attempts would start. */
function startTable(runs: readonly Run[]): string {
  const count = (tool: ToolName, start: Start) =>
    outcomesOf(runs, tool).filter((outcome) => outcome.kind === 'failed' && outcome.starts === start).length;
  return rows(
    ['after a failure the board would start', ...toolNames],
    starts.map((start) => [start, ...toolNames.map((tool) => `${count(tool, start)}`)]),
  );
}

function runTable(runs: readonly Run[]): string {
  return rows(
    ['', 'fault', 'where', ...toolNames],
    runs.map(({ number, kind, where, attempts }) => [
      `${number}`,
      kind,
      where,
      ...toolNames.map((tool) => `\`${attempts[tool].fault}\` ${told(attempts[tool])}`),
    ]),
  );
}

export function page({ runs, seed, profile, versions }: PageInput): string {
  return `# dfu-util and odflash under the same faults

Written by \`npm run bench:peers -- --runs ${runs.length} --seed ${seed}\`: ${versions.join(', ')}.

Both tools, unmodified, flash 24 KiB (two sectors) onto the same virtual board (\`${profile}\`), which a Debian kernel in
QEMU attaches over USB/IP as a USB device, in real time: \`dfu-util -a 0 -s 0x08000000:leave -D image.bin\` and
\`odflash flash image.bin --yes\`, through libusb. Each run has one fault, and each tool meets it on a fresh board, at the
same step of its session and equally far through it. Nothing is touched by hand; a tool that has not ended after a minute is
killed. The flash is compared byte for byte from outside: *survived* means exit status 0 **and** the image in the flash
**and** every other sector as it was.

This is not hardware: that such faults happen to real boards is documented, how often they do is not. A tool that gives up with
an error does no harm by itself: the ROM bootloader is still there, and running the tool again often helps. Harm is in the
last column of the first table, success reported over a wrong flash, and in the last line of the second.

${tableOf(runs)}

${startTable(runs)}

*Half an image* is a vector table that starts with code behind it that is not whole.

## The faults

Those at a transfer strike at the steps of a session in turns.

${kinds.map(({ name, text }) => `* **${name}**: ${text}.`).join('\n')}

## Every run

*Where* is the step of a DfuSe session and how far through the session's steps of that kind; the option is the same place as an
ordinal in the session of that tool.

${runTable(runs)}
`;
}
