// The thread that does the trying. What it is at is in shared memory, so that the thread that watches can say at which input it got
// stuck or died.

import { parentPort, workerData } from 'node:worker_threads';
import { mutant } from './mutate.mjs';
import { rngFor } from './rng.mjs';
import { subjects } from './subjects.mjs';

const { seed, shares, from, place, limits } = workerData;
const at = new Int32Array(place);
const names = new Map(subjects.map((subject) => [subject.name, subject]));
const mebibyte = 1024 * 1024;
/** Asking for it takes longer than most inputs. */
const looksApart = 64;

/** Which input it is follows from seed, name and number alone. */
function inputOf({ name, seeds, repair }, number) {
  const below = rngFor(seed, name, number);
  const damaged = mutant(seeds, below);
  return { below, bytes: repair && below(4) > 0 ? repair(damaged, below) : damaged };
}

async function tryInput(subject, number) {
  const { below, bytes } = inputOf(subject, number);
  const before = performance.now();
  try {
    const accepted = await subject.feed(bytes, below);
    return { accepted, ms: performance.now() - before, size: bytes.length };
  } catch (error) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { failure: text, bytes, ms: performance.now() - before, size: bytes.length };
  }
}

async function trySubject(subject, count) {
  const result = {
    name: subject.name,
    inputs: 0,
    accepted: 0,
    bytes: 0,
    slowestMs: 0,
    slowest: 0,
    memoryMiB: 0,
    ms: 0,
  };
  const base = process.memoryUsage.rss();
  const begun = performance.now();
  for (let number = from; number < from + count; number += 1) {
    Atomics.store(at, 1, number);
    const tried = await tryInput(subject, number);
    if (tried.failure !== undefined) {
      parentPort.postMessage({ type: 'failure', name: subject.name, number, text: tried.failure, bytes: tried.bytes });
      return undefined;
    }
    result.inputs += 1;
    result.bytes += tried.size;
    if (tried.accepted) result.accepted += 1;
    if (tried.ms > result.slowestMs) Object.assign(result, { slowestMs: tried.ms, slowest: number });
    if (number % looksApart === 0) {
      result.memoryMiB = Math.max(result.memoryMiB, (process.memoryUsage.rss() - base) / mebibyte);
      if (result.memoryMiB > limits.memoryMiB) {
        const text = `took ${Math.round(result.memoryMiB)} MiB; the limit is ${limits.memoryMiB}`;
        parentPort.postMessage({ type: 'failure', name: subject.name, number, text });
        return undefined;
      }
    }
  }
  return { ...result, ms: performance.now() - begun };
}

for (const [index, { name, count }] of shares.entries()) {
  Atomics.store(at, 0, index);
  const result = await trySubject(names.get(name), count);
  if (!result) break;
  parentPort.postMessage({ type: 'result', result });
}
