// Processes that carry out orders, one at a time each. One that takes too long for a test, dies or stays busy with what it should have
// done with is replaced.

import { type ChildProcess, fork } from 'node:child_process';
import type { Answer, Order, ReachedFile, TestName } from './messages.ts';

/** What became of an order; `lost`: the process took too long or died, during this test. */
type Result =
  | { readonly what: 'reached'; readonly file: ReachedFile }
  | { readonly what: 'tried'; readonly killedBy?: string | undefined }
  | { readonly what: 'lost'; readonly test?: TestName | undefined; readonly timeout: boolean };

export interface CrewOptions {
  /** Script of the bundle, and how many mutants are in it. */
  readonly path: string;
  readonly count: number;
  readonly jobs: number;
  /** How long a test may take, in ms. */
  readonly limitOf: (test: TestName) => number;
}

export interface Crew extends AsyncDisposable {
  /** Carried out as soon as a process is free. */
  order(order: Order): Promise<Result>;
}

/** How long a process may take to be there, and to be fit again after an order, in ms. */
const startMs = 60_000;
const restMs = 5_000;
/** A whole file of tests on the unchanged code, in ms. */
const reachMs = 600_000;
/** A process is replaced after so many orders, before what they left behind in memory gets in the way. */
const mostOrders = 200;

interface Worker {
  readonly child: ChildProcess;
  orders: number;
}

export function createCrew({ path, count, jobs, limitOf }: CrewOptions): Crew {
  const idle: Worker[] = [];
  const all = new Set<Worker>();
  const waiting: ((worker: Worker) => void)[] = [];
  let closed = false;

  const release = (worker: Worker): void => {
    const next = waiting.shift();
    if (next) next(worker);
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
    if ((await answerOf(child, 'ready', startMs))?.what !== 'ready') {
      dismiss(worker);
      throw new Error('A process that runs tests did not start.');
    }
    return worker;
  };
  const replace = async (worker: Worker): Promise<void> => {
    dismiss(worker);
    if (!closed) release(await hire());
  };
  const acquire = async (): Promise<Worker> => {
    const free = idle.pop();
    if (free) return free;
    if (all.size < jobs) return hire();
    return new Promise((resolve) => waiting.push(resolve));
  };
  const rest = async (worker: Worker): Promise<void> => {
    const ready = await answerOf(worker.child, 'ready', restMs);
    const isFit = ready?.what === 'ready' && !ready.tired && worker.orders < mostOrders;
    if (isFit) release(worker);
    else await replace(worker);
  };
  return {
    async order(order) {
      const worker = await acquire();
      worker.orders += 1;
      const result = await carriedOut(worker.child, order, limitOf);
      // Whoever asked need not wait for that.
      const after = result.what === 'lost' ? replace(worker) : rest(worker);
      after.catch(() => undefined);
      return result;
    },
    async [Symbol.asyncDispose]() {
      closed = true;
      for (const worker of all) dismiss(worker);
    },
  };
}

/** The next answer of that kind; `undefined` if it does not come in time or the process dies. */
function answerOf(child: ChildProcess, what: Answer['what'], ms: number): Promise<Answer | undefined> {
  return new Promise((resolve) => {
    const end = (answer?: Answer) => {
      clearTimeout(timer);
      child.off('message', hear);
      child.off('exit', gone);
      resolve(answer);
    };
    const hear = (answer: unknown) => (answer as Answer).what === what && end(answer as Answer);
    const gone = () => end();
    const timer = setTimeout(gone, ms);
    child.on('message', hear);
    child.on('exit', gone);
  });
}

function carriedOut(child: ChildProcess, order: Order, limitOf: CrewOptions['limitOf']): Promise<Result> {
  return new Promise((resolve) => {
    let test: TestName | undefined;
    const end = (result: Result) => {
      clearTimeout(timer);
      child.off('message', hear);
      child.off('exit', died);
      resolve(result);
    };
    const late = () => end({ what: 'lost', test, timeout: true });
    const died = () => end({ what: 'lost', test, timeout: false });
    let timer = setTimeout(late, order.what === 'reach' ? reachMs : startMs);
    const hear = (message: unknown) => {
      const answer = message as Answer;
      if (answer.what === 'reached' || answer.what === 'tried') end(answer);
      if (answer.what !== 'begin') return;
      test = answer.test;
      clearTimeout(timer);
      timer = setTimeout(late, limitOf(test));
    };
    child.on('message', hear);
    child.on('exit', died);
    child.send(order);
  });
}
