// Colour, where a person can see it: not into pipes and files, not with NO_COLOR, not on dumb terminals.

import { styleText } from 'node:util';
import type { OutputStream } from '../stream.ts';

export type Colour = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

export type Color = (colour: Colour, text: string) => string;

export const noColor: Color = (_colour, text) => text;

/** Paints for that stream, or not at all. `styleText` knows NO_COLOR, FORCE_COLOR and what is no terminal. */
export function colorFor(outputStream: OutputStream, env: NodeJS.ProcessEnv): Color {
  if (env.TERM === 'dumb' && !env.FORCE_COLOR) return noColor;
  return (colour, text) => styleText(colour, text, { stream: outputStream.stream });
}

/** Whether block characters will appear as such. */
export function speaksUnicode(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): boolean {
  if (platform === 'win32') return env.WT_SESSION !== undefined || env.TERM_PROGRAM !== undefined;
  if (env.TERM === 'linux' || env.TERM === 'dumb') return false;
  // An empty variable counts as unset (POSIX locale precedence: LC_ALL, LC_CTYPE, LANG).
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || '';
  return /utf-?8/i.test(locale);
}
