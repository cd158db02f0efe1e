// What goes wrong in a person's code: where it happened, and in which words it is said.

import { FlasherError, isFlasherError } from '@odflash/core';
import type { Said } from '@odflash/core/messages';
import { commandMessage } from '@odflash/messages';

/** FlasherError `usage` for any other error of the code, which is not an internal one. `file` is absent for an expression. */
export function ownFailure(thrown: unknown, file: string | undefined): FlasherError {
  if (isFlasherError(thrown)) return thrown;
  return new FlasherError('usage', commandMessage('usage.code-failed', { file, what: describeFailure(thrown) }), {
    cause: thrown,
    next: placeOfFailure(thrown) ?? commandMessage('next.correct-code'),
  });
}

/** An error of another realm is not an instance of our class. */
function describeFailure(thrown: unknown): string {
  if (typeof thrown !== 'object' || thrown === null || !('message' in thrown)) return String(thrown);
  return `${'name' in thrown ? String(thrown.name) : 'Error'}: ${String(thrown.message)}`;
}

/** Node writes the place of a syntax error into the first line, any other into the first that begins with `at` and is not of ours. */
function placeOfFailure(thrown: unknown): Said | undefined {
  const stack = typeof thrown === 'object' && thrown !== null && 'stack' in thrown ? String(thrown.stack) : '';
  const places = [...stack.matchAll(/^\s+at (?:.*\()?(.+?:\d+)(?::\d+)?\)?$/gm)].map(([, place = '']) => place);
  const place = /^(\S.*:\d+)$/m.exec(stack)?.[1] ?? places.find((one) => !isOurs(one)) ?? places[0];
  return place === undefined ? undefined : commandMessage('next.code-place', { place });
}

/** The bundle is one folder; sources are in one of several packages. */
const ownFolder = new URL(import.meta.url.endsWith('.ts') ? '../../../../' : '.', import.meta.url).href;

function isOurs(place: string): boolean {
  return place.startsWith('node:') || place.startsWith(ownFolder);
}
