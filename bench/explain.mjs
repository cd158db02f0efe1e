// How long odflash explain thinks about 1 MB of a terminal in which nothing is known: the worst that can be pasted into it.
//
//   node bench/explain.mjs [--runs N] [--budget MS]
//
// Each run is a process of its own, so that nothing is warm. Prints the median of N runs (7) in processor time, which other
// programs do not stretch. With --budget: exit status 1 where it is more than that.

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { explainText } from '../packages/core/dist/diagnosis/index.js';

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '7' }, budget: { type: 'string' }, once: { type: 'boolean' } },
});
if (values.once) console.log(thinkingMs(noise(1_000_000)));
else measure();

function measure() {
  const runs = Number(values.runs);
  if (!Number.isInteger(runs) || runs < 1) throw new Error('--runs wants a whole number above 0');
  const times = Array.from({ length: runs }, () => {
    const { stdout, status } = spawnSync(process.execPath, [fileURLToPath(import.meta.url), '--once'], {
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error('a run failed');
    return Number(stdout);
  });
  const median = times.sort((a, b) => a - b)[times.length >> 1] ?? 0;
  console.log(`explain, 1 MB of noise: ${median.toFixed(0)} ms`);
  if (values.budget !== undefined && median > Number(values.budget)) {
    console.log(`over the budget of ${values.budget} ms`);
    process.exitCode = 1;
  }
}

function thinkingMs(text) {
  const before = process.cpuUsage();
  const found = explainText(text);
  const { user, system } = process.cpuUsage(before);
  if (found.length > 0) throw new Error(`noise was explained as ${found[0]?.symptom.id}`);
  return (user + system) / 1000;
}

/** Coloured lines of words that mean nothing, the same in each run (numbers of Numerical Recipes). */
function noise(length) {
  const lines = [];
  let state = 1;
  for (let size = 0; size < length; ) {
    const words = Array.from({ length: 12 }, () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return state.toString(36);
    });
    const line = `\u001b[32m${words.join(' ')}\u001b[0m\n`;
    lines.push(line);
    size += line.length;
  }
  return lines.join('');
}
