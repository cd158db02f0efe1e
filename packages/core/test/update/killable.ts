// A process that dies in the middle: whatever it was doing on the bus or on the disk arrives, the answer is lost, and
// everything it had open is closed, as the system does it.

import type { UpdateEnv, UsbLink } from '@odflash/core';

export interface Killable {
  readonly env: UpdateEnv;
  /** Resolves when the process has died. */
  readonly death: Promise<'dead'>;
  /** Transfers and writes to the disk so far. */
  readonly operations: () => number;
  /** Dies at its next operation. */
  readonly doom: () => void;
  /** Dies now, between two operations. */
  readonly die: () => void;
}

/** Dies at its `last` transfer or write to the disk. */
export function killable(env: UpdateEnv, last = Number.POSITIVE_INFINITY): Killable {
  let end = last;
  let operations = 0;
  let dead = false;
  let died: (word: 'dead') => void = () => {};
  const death = new Promise<'dead'>((resolve) => {
    died = resolve;
  });
  const links = new Set<UsbLink>();
  const never = new Promise<never>(() => {});
  const die = () => {
    dead = true;
    for (const link of links) Promise.resolve(link[Symbol.asyncDispose]()).catch(() => undefined);
    died('dead');
  };
  /** A dead process gets no answer. */
  const mute = <T>(answer: Promise<T>): Promise<T> =>
    answer.then(
      (value) => (dead ? never : value),
      (error) => (dead ? never : Promise.reject(error)),
    );
  const heard =
    <A extends readonly unknown[], T>(call: (...input: A) => Promise<T>) =>
    (...input: A): Promise<T> =>
      dead ? never : mute(call(...input));
  const operation =
    <A extends readonly unknown[], T>(call: (...input: A) => Promise<T>) =>
    (...input: A): Promise<T> => {
      if (dead) return never;
      operations += 1;
      const answer = call(...input);
      if (operations < end) return mute(answer);
      answer.then(die, die);
      return never;
    };
  const open = async (device: Parameters<UpdateEnv['bus']['open']>[0]): Promise<UsbLink> => {
    const link = await env.bus.open(device);
    links.add(link);
    return {
      ...link,
      controlIn: operation(link.controlIn),
      controlOut: operation(link.controlOut),
      bulkIn: operation(link.bulkIn),
      bulkOut: operation(link.bulkOut),
    };
  };
  return {
    env: {
      ...env,
      clock: { ...env.clock, sleep: heard(env.clock.sleep) },
      bus: { ...env.bus, list: heard(env.bus.list), open: heard(open) },
      vault: {
        ...env.vault,
        put: operation((name, bytes) => env.vault.put(name, bytes)),
        remove: operation(env.vault.remove),
      },
    },
    death,
    operations: () => operations,
    die,
    doom: () => {
      end = operations + 1;
    },
  };
}
