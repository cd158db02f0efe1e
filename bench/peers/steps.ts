// The steps every DfuSe session is made of (AN3156 §4 and §5), and where they are in the session of one tool, so that a
// fault can meet two tools at the same step though one of them needs more transfers.

import type { TraceEntry } from '../../test/guest/machine/trace.ts';

export const steps = ['erase command', 'address command', 'data block', 'status request'] as const;
export type Step = (typeof steps)[number];

/** Per step, the ordinals (from 1) of its transfers among the class requests of a session. */
export type Session = Readonly<Record<Step, readonly number[]>>;

const control = /CTRL ([0-9a-f]{2}) ([0-9a-f]{2}) ([0-9a-f]{4}) [0-9a-f]{4} ([0-9a-f]{4})(?:.* out=([0-9a-f]{2}))?/;

/** Reads the trace of a session without faults (test/guest/machine/trace.ts). */
export function sessionOf(trace: readonly TraceEntry[]): Session {
  const found: Record<Step, number[]> = {
    'erase command': [],
    'address command': [],
    'data block': [],
    'status request': [],
  };
  let ordinal = 0;
  for (const { text } of trace) {
    const [, requestType = '', request = '', value = '', length = '', first] = control.exec(text) ?? [];
    if (requestType === '' || (Number.parseInt(requestType, 16) & 0x60) === 0) continue;
    ordinal++;
    const step = stepOf(request, Number.parseInt(value, 16), Number.parseInt(length, 16), first);
    if (step) found[step].push(ordinal);
  }
  for (const step of steps) if (found[step].length === 0) throw new Error(`the session has no ${step}`);
  return found;
}

/** DFU_DNLOAD 1, DFU_GETSTATUS 3; block 0 is a command, blocks from 2 on are data (AN3156 §4.2, §4.3). */
function stepOf(request: string, block: number, length: number, first: string | undefined): Step | undefined {
  if (request === '03') return 'status request';
  if (request !== '01') return undefined;
  if (block >= 2) return length === 2048 ? 'data block' : undefined;
  if (first === '41') return 'erase command';
  return first === '21' ? 'address command' : undefined;
}

/** The transfer of that step, `at` (0 to just below 1) of the way through the session. */
export function transferAt(session: Session, step: Step, at: number): number {
  const ordinals = session[step];
  const ordinal = ordinals[Math.floor(at * ordinals.length)];
  if (ordinal === undefined) throw new RangeError(`${at} is not within the session`);
  return ordinal;
}
