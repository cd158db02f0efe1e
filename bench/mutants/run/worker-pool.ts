// Processes that carry out orders, one at a time each. One that dies, because a test ran forever, or that stays busy with what it
// should have done with is replaced.

import { type ChildProcess, fork } from 'node:child_process';
import type { Answer, Order, ReachedFile, TestName } from './messages.ts';

/** What became of an order; `lost`: the process died, during this test. */
type Result =
  | { readonly what: 'reached'; readonly file: ReachedFile }
  | { readonly what: 'tried'; readonly killedBy?: string | undefined }
  | { readonly what: 'lost'; readonly test?: TestName | undefined };

export interface WorkerPoolOptions {
  /** Script of the bundle, and how many mutants are in it. */
  readonly path: string;
  readonly count: number;
  readonly jobs: number;
}

export interface WorkerPool extends AsyncDisposable {
  /** Carried out as soon as a process is free. Rejects if none can be started. */
  order(order: Order): Promise<Result>;
}

/** A process is replaced after so many orders, before what they left behind in memory gets in the way. */
const maxOrders = 200;

interface Worker {
  readonly child: ChildProcess;
  orders: number;
}

interface Waiting {
  readonly take: (worker: Worker) => void;
  readonly fail: (why: unknown) => void;
}

export function createWorkerPool({ path, count, jobs }: WorkerPoolOptions): WorkerPool {
  const idle: Worker[] = [];
  const all = new Set<Worker>();
  const waiting: Waiting[] = [];
  let closed = false;

  const release = (worker: Worker): void => {
    const next = waiting.shift();
    if (next) next.take(worker);
    else idle.push(worker);
  };
  const dismiss = (worker: Worker): void => {
    all.delete(worker);
    worker.child.kill('SIGKILL');
  };
  const hire = async (): Promise<Worker> => {
    const script = new URL('worker.js', import.meta.url);
    const child = fork(script, [path, String(count)], { execArgv: ['--max-old-space-size=2048'] });
    const worker: Worker = { child, orders: 0 };
    all.add(worker);
    if (await ready(child)) return worker;
    dismiss(worker);
    throw new Error('A process that runs tests did not start.');
  };
  const acquire = (): Worker | Promise<Worker> => {
    const free = idle.pop();
    if (free) return free;
    if (all.size < jobs) return hire();
    return new Promise((take, fail) => waiting.push({ take, fail }));
  };
  /** Makes room for the next order. */
  const settle = async (
    worker: Worker,
    rest: Promise<Extract<Answer, { what: 'ready' }> | undefined>,
  ): Promise<void> => {
    const answer = await rest;
    if (answer && !answer.tired && worker.orders < maxOrders) return release(worker);
    dismiss(worker);
    if (!closed) release(await hire());
  };
  return {
    async order(order) {
      const worker = await acquire();
      worker.orders += 1;
      const rest = ready(worker.child);
      const result = await carriedOut(worker.child, order);
      // The caller need not wait for that.
      settle(worker, rest).catch((why: unknown) => {
        for (const { fail } of waiting.splice(0)) fail(why);
      });
      return result;
    },
    async [Symbol.asyncDispose]() {
      closed = true;
      for (const worker of all) dismiss(worker);
    },
  };
}

/** The next time the process is fit; `undefined` if it dies. */
function ready(child: ChildProcess): Promise<Extract<Answer, { what: 'ready' }> | undefined> {
  return new Promise((resolve) => {
    const end = (answer?: Extract<Answer, { what: 'ready' }>) => {
      child.off('message', hear);
      child.off('exit', gone);
      resolve(answer);
    };
    const hear = (message: unknown) => {
      const answer = message as Answer;
      if (answer.what === 'ready') end(answer);
    };
    const gone = () => end();
    child.on('message', hear);
    child.on('exit', gone);
  });
}

function carriedOut(child: ChildProcess, order: Order): Promise<Result> {
  return new Promise((resolve) => {
    let test: TestName | undefined;
    const end = (result: Result) => {
      child.off('message', hear);
      child.off('exit', died);
      resolve(result);
    };
    const hear = (message: unknown) => {
      const answer = message as Answer;
      if (answer.what === 'reached' || answer.what === 'tried') end(answer);
      if (answer.what === 'begin') test = answer.test;
    };
    const died = () => end({ what: 'lost', test });
    child.on('message', hear);
    child.on('exit', died);
    child.send(order);
  });
}
