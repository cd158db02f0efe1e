// Mutated inputs for every parser: whatever comes from a file, a device, a network or a person is accepted or refused as
// promised, in bounded time and memory. The same seed tries the same inputs. Exits 1 at the first broken promise, with the
// command that repeats it. Run `npm run build` first.
//
//   node bench/fuzz.mjs [--runs N] [--seed S] [--only NAME] [--from NUMBER] [--json] [--write]     (npm run bench:fuzz)
//
// --runs: inputs in all, in equal shares. --write: puts the table into docs/fuzz.md. --broken: tries parsers that break
// their promises, too, to show that it would be noticed.

import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { sound, subjects } from './fuzz/subjects.mjs';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '20000' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    from: { type: 'string', default: '0' },
    patience: { type: 'string', default: '10000' },
    json: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    broken: { type: 'boolean', default: false },
  },
});

const whole = (name) => {
  const number = Number(values[name]);
  if (!Number.isSafeInteger(number) || number < 0) throw new Error(`--${name} wants a whole number`);
  return number;
};
const runs = whole('runs');
const seed = whole('seed');
const from = whole('from');
/** One input may take this long, in ms: a thousand times what the slowest takes on a quiet machine. */
const patienceMs = whole('patience');
const limits = { memoryMiB: 512 };

const chosen = (values.broken ? subjects : sound).filter(
  ({ name }) => values.only === undefined || name === values.only,
);
if (chosen.length === 0) throw new Error(`--only: there are ${subjects.map(({ name }) => name).join(', ')}`);
const shares = chosen.map(({ name }, index) => ({
  name,
  count: Math.floor(runs / chosen.length) + (index < runs % chosen.length ? 1 : 0),
}));

/** Runs the thread; resolves with the results, and with the failure that ended it, if one did. */
function run() {
  const place = new SharedArrayBuffer(8);
  const at = new Int32Array(place);
  // No input yet: loading the parsers takes as long as it takes.
  at[1] = -1;
  const worker = new Worker(new URL('./fuzz/worker.mjs', import.meta.url), {
    workerData: { seed, shares, from, place, limits },
    resourceLimits: { maxOldGenerationSizeMb: 768 },
  });
  const results = [];
  const where = () => ({ name: shares[Atomics.load(at, 0)].name, number: Atomics.load(at, 1) });
  return new Promise((resolve) => {
    let failure;
    let last = '';
    let since = performance.now();
    const watch = setInterval(() => {
      const now = JSON.stringify(where());
      if (now !== last || at[1] === -1) since = performance.now();
      last = now;
      if (performance.now() - since < patienceMs) return;
      failure ??= { ...where(), text: `took longer than ${patienceMs} ms` };
      worker.terminate();
    }, 200);
    worker.on('message', (message) => {
      if (message.type === 'result') {
        results.push(message.result);
        if (!values.json) process.stderr.write(`${message.result.name}: ${message.result.inputs}\n`);
      } else failure ??= message;
    });
    worker.on('error', (error) => {
      failure ??= { ...where(), text: error.stack ?? String(error) };
    });
    worker.on('exit', () => {
      clearInterval(watch);
      resolve({ results, failure });
    });
  });
}

function table(results) {
  const total = results.reduce(
    (sum, { inputs, accepted, bytes, slowestMs, memoryMiB, ms }) => ({
      name: 'all',
      inputs: sum.inputs + inputs,
      accepted: sum.accepted + accepted,
      bytes: sum.bytes + bytes,
      slowestMs: Math.max(sum.slowestMs, slowestMs),
      memoryMiB: Math.max(sum.memoryMiB, memoryMiB),
      ms: sum.ms + ms,
    }),
    { name: 'all', inputs: 0, accepted: 0, bytes: 0, slowestMs: 0, memoryMiB: 0, ms: 0 },
  );
  const cells = [...results, total].map(({ name, inputs, accepted, bytes, slowestMs, memoryMiB, ms }) => [
    name,
    String(inputs),
    `${((100 * accepted) / Math.max(1, inputs)).toFixed(1)} %`,
    (bytes / 1e6).toFixed(1),
    slowestMs.toFixed(1),
    memoryMiB.toFixed(0),
    (ms / 1000).toFixed(1),
  ]);
  const head = ['parser', 'inputs', 'accepted', 'MB', 'slowest ms', 'memory MiB', 's'];
  const widths = head.map((name, column) => Math.max(name.length, ...cells.map((row) => row[column].length)));
  const row = (texts) =>
    `| ${texts.map((text, column) => (column === 0 ? text.padEnd(widths[column]) : text.padStart(widths[column]))).join(' | ')} |`;
  const rule = `|${widths.map((width, column) => (column === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`;
  return [row(head), rule, ...cells.map(row)].join('\n');
}

function page(results) {
  const inputs = results.reduce((sum, result) => sum + result.inputs, 0);
  return `# Mutated inputs

Written by \`npm run bench:fuzz -- --runs ${runs} --seed ${seed} --write\` with Node.js ${process.versions.node}.

${inputs} inputs, made from files, packets and texts that are right by one to four changes each: bits, bytes, cuts, pieces
doubled, dropped, turned round or taken from others, numbers at the edges of arithmetic, brackets without end. Where a
checksum guards a format, three of four inputs have theirs corrected, so that the damage reaches the parser behind it.

Every one was accepted or refused with the typed error that its parser promises; what was accepted was held against what
it means (an image is sorted and does not overlap, a restore writes configuration only, a packet encodes to the same bytes
again). Nothing else was thrown, nothing took longer than ${patienceMs / 1000} s, and no parser made the process grow by
${limits.memoryMiB} MiB; \`slowest\` and \`memory\` are the worst of one parser, on a machine that did other work meanwhile.

${table(results)}

The same seed tries the same inputs. A broken promise ends the run with the command that repeats that input alone.
`;
}

function tell({ name, number, text, bytes }) {
  const again = `node bench/fuzz.mjs --seed ${seed} --only ${JSON.stringify(name)} --from ${number} --runs 1${values.broken ? ' --broken' : ''}`;
  let kept;
  if (bytes) {
    const folder = fileURLToPath(new URL('../.cache/fuzz/', import.meta.url));
    mkdirSync(folder, { recursive: true });
    kept = `${folder}${name.replaceAll(/[^A-Za-z0-9]+/g, '-')}-${seed}-${number}.bin`;
    writeFileSync(kept, bytes);
  }
  process.stderr.write(`${name}, input ${number}: ${text}\n${kept ? `The input: ${kept}\n` : ''}Again: ${again}\n`);
  return { name, number, text: text.split('\n')[0], again };
}

const { results, failure } = await run();
const told = failure && tell(failure);
if (values.json)
  console.log(JSON.stringify({ v: 1, type: 'fuzz', seed, runs, results, ...(told && { failure: told }) }));
else console.log(table(results));
if (values.write && !failure) writeFileSync(new URL('../docs/fuzz.md', import.meta.url), page(results));
process.exitCode = failure ? 1 : 0;
