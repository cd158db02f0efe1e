// Reads that are asked for in the same moment go to the board together.

import type { PropertyValue } from '../../odrive/value.ts';

type ReadMany = (paths: readonly string[]) => Promise<readonly PropertyValue[]>;

interface Waiting {
  readonly path: string;
  readonly resolve: (value: PropertyValue) => void;
  readonly reject: (error: unknown) => void;
}

/** Single reads, sent by `flush`, or by themselves as soon as the code that asks for them has ended its turn. */
export interface BatchedReads {
  /** The value. Throws what reading throws. */
  read(path: string): Promise<PropertyValue>;
  /** Sends what waits, so that it is read before whatever is asked for next. */
  flush(): void;
}

export function batchedReads(readMany: ReadMany): BatchedReads {
  let waiting: Waiting[] = [];
  const flush = () => {
    const batch = waiting;
    waiting = [];
    if (batch.length === 0) return;
    readMany(batch.map(({ path }) => path)).then(
      (values) => {
        for (const [index, value] of values.entries()) batch[index]?.resolve(value);
      },
      (error: unknown) => {
        for (const { reject } of batch) reject(error);
      },
    );
  };
  return {
    flush,
    read: (path) =>
      new Promise((resolve, reject) => {
        waiting.push({ path, resolve, reject });
        if (waiting.length === 1) void Promise.resolve().then(flush);
      }),
  };
}
