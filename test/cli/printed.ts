// Every command that a run prints to be copied, run on the same virtual board: it must be understood, find its files, and be
// right for what the board is then. The runs of all tests pass here.

import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { shellLine } from '../../packages/cli/src/complete/shell-line.ts';

interface Printed {
  readonly stdout: string;
  readonly stderr: string;
}

/** What a command that was printed must never end with: it was wrong when it was printed. */
const wrong: readonly string[] = [
  'usage',
  'internal',
  'no-device',
  'several-devices',
  'not-in-dfu-mode',
  'file-unreadable',
  'bad-file',
];

/** Commands alone on their lines, as words. What has escapes for the shell is left to tests of its own. */
function printedCommands({ stdout, stderr }: Printed): readonly (readonly string[])[] {
  return `${stderr}\n${stdout}`
    .split('\n')
    .flatMap((line) => /^ {2,}(?:npx )?(odflash .*)$/.exec(line)?.[1] ?? [])
    .filter((line) => !line.includes("$'") && !/\bFILE\b/.test(line))
    .map((line) => shellLine(line).slice(1));
}

const tried = new Set<string>();

/**
 * Runs what `run` printed on a copy of the board that `args` name, with every warning accepted. Each kind of command is run once
 * for each kind of situation. Throws for one that was wrong.
 */
export async function mustRun(
  args: readonly string[],
  run: Printed,
  odflash: (words: readonly string[]) => Promise<Printed>,
): Promise<void> {
  const folder = args[args.indexOf('--virtual-state') + 1];
  if (!args.includes('--virtual-state') || folder === undefined || args.includes('--help')) return;
  // What lies elsewhere could not be put into another place.
  const scratchOf = /^.*[\\/]odflash-cli-\w+/.exec(folder)?.[0];
  if (scratchOf === undefined) return;
  for (const words of printedCommands(run)) {
    const situation = `${shapeOf(args)} ${/E: ([a-z-]+)/.exec(run.stderr)?.[1]} ${runningIn(folder)} ${shapeOf(words)}`;
    if (tried.has(situation) || words[0] === 'virtual') continue;
    tried.add(situation);
    const copies = mkdtempSync(join(tmpdir(), 'odflash-printed-'));
    try {
      // Without a name a backup lies where the tests are run.
      const named = words[0] === 'backup' && !words[1]?.endsWith('.json') ? [join(copies, 'mine.json')] : [];
      const [command = '', ...rest] = copied(words, scratchOf, copies);
      const moved = [command, ...named, ...rest];
      const ended = await odflash([...moved, ...(moved.includes('--yes') ? [] : ['--yes'])]);
      const code = /E: ([a-z-]+)/.exec(ended.stderr)?.[1] ?? '';
      // The way through an ST-Link needs one, which a virtual board without a probe has not.
      const needsProbe = words.includes('stlink') && !args.some((word) => word.includes('stlink'));
      if (wrong.includes(code) && !(needsProbe && code === 'no-device'))
        throw new Error(
          `odflash ${args.join(' ')}\nprinted\n  odflash ${words.join(' ')}\nwhich ends with ${code}:\n${ended.stderr}\n---\n${run.stderr}`,
        );
    } finally {
      rmSync(copies, { recursive: true, force: true });
    }
  }
}

/** The command and its options, without their values. */
function shapeOf(words: readonly string[]): string {
  return words.filter((word, index) => index === 0 || word.startsWith('--')).join(' ');
}

function runningIn(folder: string): string {
  return JSON.parse(readFileSync(join(folder, 'state.jsonl'), 'utf8').trim().split('\n').at(-1) ?? '{}').running;
}

/** `words` with everything in the folder of the test in another place, which holds the same. */
function copied(words: readonly string[], from: string, to: string): readonly string[] {
  cpSync(from, to, { recursive: true });
  return words.map((word) => word.replaceAll(from, to));
}
