// Signs that a terminal without Unicode shows as rubbish, in letters it knows.

import type { OutputStream } from '../stream.ts';
import { speaksUnicode } from './color.ts';

const letters: readonly (readonly [RegExp, string])[] = [
  [/[‘’]/g, "'"],
  [/[“”]/g, '"'],
  [/…/g, '...'],
  [/[·–—−]/g, '-'],
  [/→/g, '->'],
  [/°C/g, 'C'],
  [/µ/g, 'u'],
  [/Ω/g, 'Ohm'],
  [/×/g, 'x'],
];

/** Of a text, what a terminal has signs for. Files and pipes get what is meant. */
export type Signs = (text: string) => string;

/** Needed before lines are broken: a plain sign may be longer. */
export function signsOf({ isTTY }: OutputStream, env: NodeJS.ProcessEnv, platform: NodeJS.Platform): Signs {
  return !isTTY || speaksUnicode(env, platform) ? (text) => text : plainSigns;
}

/** The stream, which writes plain signs where its terminal has no others. */
export function legible(output: OutputStream, env: NodeJS.ProcessEnv, platform: NodeJS.Platform): OutputStream {
  const signs = signsOf(output, env, platform);
  return {
    stream: output.stream,
    write: (text) => output.write(typeof text === 'string' ? signs(text) : text),
    get isTTY() {
      return output.isTTY;
    },
    get columns() {
      return output.columns;
    },
    get failure() {
      return output.failure;
    },
    lost: output.lost,
  };
}

function plainSigns(text: string): string {
  return letters.reduce((plain, [sign, letter]) => plain.replace(sign, letter), text);
}
