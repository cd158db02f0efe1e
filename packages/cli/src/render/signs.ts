// Signs that a terminal without Unicode shows as rubbish, in letters it knows.

import type { OutputStream } from '../stream.ts';
import { speaksUnicode } from './paint.ts';

const letters: readonly (readonly [RegExp, string])[] = [
  [/[‘’]/g, "'"],
  [/[“”]/g, '"'],
  [/…/g, '...'],
  [/[·–—]/g, '-'],
  [/→/g, '->'],
  [/°C/g, 'C'],
  [/µ/g, 'u'],
  [/Ω/g, 'Ohm'],
  [/×/g, 'x'],
];

/** The stream, which writes plain signs where its terminal has no others. Files and pipes get what is meant. */
export function legible(output: OutputStream, env: NodeJS.ProcessEnv, platform: NodeJS.Platform): OutputStream {
  if (!output.isTTY || speaksUnicode(env, platform)) return output;
  return {
    stream: output.stream,
    write: (text) => output.write(plainSigns(text)),
    get isTTY() {
      return output.isTTY;
    },
    get columns() {
      return output.columns;
    },
    get failure() {
      return output.failure;
    },
  };
}

function plainSigns(text: string): string {
  return letters.reduce((plain, [sign, letter]) => plain.replace(sign, letter), text);
}
