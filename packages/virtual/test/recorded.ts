// Sessions of other people's tools as they were recorded (fixtures/), and a way to play them to a virtual board.

import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { bench } from './bench.ts';

/** One recorded transfer. */
export interface Step {
  readonly line: number;
  readonly setup: readonly [requestType: number, request: number, value: number, index: number];
  readonly length: number;
  /** What the host sent, as far as it was recorded; the rest is unknown and sent as 0xFF. */
  readonly sent: readonly number[];
  /** What the device answered, as far as it was recorded; `undefined` where nothing was. */
  readonly answer?: readonly number[];
  readonly stall?: true;
}

export function lines(name: string): string[] {
  return readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8').split('\n');
}

const hex = (text: string) => (text.match(/[0-9a-f]{2}/gi) ?? []).map((digits) => Number.parseInt(digits, 16));
const number = (text: string | undefined) => Number.parseInt(text ?? '', 16);

export function odrivetoolStep(text: string, line: number): Step | undefined {
  const configuration = /^SET_CONFIGURATION (\d+)/.exec(text);
  if (configuration) return { line, setup: [0x00, 9, Number(configuration[1]), 0], length: 0, sent: [] };
  const alternate = /^SET_INTERFACE intf=(\d+) alt=(\d+)/.exec(text);
  if (alternate) return { line, setup: [0x01, 11, Number(alternate[2]), Number(alternate[1])], length: 0, sent: [] };
  const pattern =
    /^(?:IN |OUT) +(\w\w) (\w\w) wValue=(\w+) wIndex=(\w+) wLength=(\d+)(?: \[([^\]]*)\])?(?: -> ([0-9a-f ]*))?/;
  const control = pattern.exec(text);
  if (!control) return undefined;
  const [, type, request, value, index, length, sent, answer] = control;
  return {
    line,
    setup: [number(type), number(request), number(value), number(index)],
    length: Number(length),
    sent: hex(sent ?? ''),
    ...(answer === undefined ? {} : { answer: hex(answer) }),
  };
}

export function dfuUtilStep(text: string, line: number): Step | undefined {
  const control = /CTRL (\w\w) (\w\w) (\w{4}) (\w{4}) (\w{4})\s+\S.*?len=\d+( STALL)?(?: (in|out)=([0-9a-f]*))?/.exec(
    text,
  );
  if (!control) return undefined;
  const [, type, request, value, index, length, end, direction, data] = control;
  return {
    line,
    setup: [number(type), number(request), number(value), number(index)],
    length: number(length),
    sent: direction === 'out' ? hex(data ?? '') : [],
    ...(direction === 'in' ? { answer: hex(data ?? '') } : {}),
    ...(end ? { stall: true as const } : {}),
  };
}

/** Replays `steps` and compares what returns, `masked` applied to both sides. */
export async function replay(
  profile: string,
  steps: readonly Step[],
  masked: (step: Step, answer: readonly number[]) => readonly number[] = (_step, answer) => answer,
) {
  const made = bench(profile);
  for (const step of steps) {
    if (!made.board.socket.port) await made.clock.sleep(1000);
    const [requestType, request, value, index] = step.setup;
    const isIn = (requestType & 0x80) !== 0;
    // A port reset has no message of its own: it shows as the enumeration that follows it.
    if (request === 6 && value === 0x0100 && step.length === 64) made.board.socket.port?.busReset();
    const data = new Uint8Array(step.length).fill(0xff);
    if (!isIn) data.set(step.sent.slice(0, step.length));
    const answer = await made.control(requestType, request, value, index, isIn ? step.length : data);
    const where = `line ${step.line}`;
    if (step.stall) expect(answer.status, where).toBe('stall');
    else if (step.answer) {
      const seen = [...answer.data].slice(0, step.answer.length);
      expect(masked(step, seen), where).toEqual(masked(step, step.answer));
    } else expect(answer.status, where).toBe('ok');
  }
  return made;
}

export function stepsOf(name: string, read: (text: string, line: number) => Step | undefined): Step[] {
  return lines(name).flatMap((text, i) => read(text, i + 1) ?? []);
}
