// Messages about words of a command line that cannot be meant: what is wrong with an option or a value of it.

import type { Said } from '@odflash/core/messages';

export interface ArgumentMessages {
  'argument.unknown-option': { readonly option: string; readonly meant: readonly string[] };
  'argument.unknown-command': { readonly name: string; readonly meant: readonly string[] };
  'argument.missing': { readonly name: string };
  'argument.too-many': { readonly command?: string | undefined; readonly expected: number; readonly given: number };
  'argument.value-missing': { readonly option: string };
  'argument.invalid': { readonly name: string; readonly value: string; readonly why: Said };
  'expected.once': undefined;
  'expected.value': undefined;
  'expected.no-stream': undefined;
  'expected.number': undefined;
  'expected.number-from-one': undefined;
  'expected.port': undefined;
  'expected.duration': undefined;
  'expected.server': undefined;
  'expected.range': undefined;
  'expected.length': undefined;
  'expected.one-of': { readonly words: readonly string[] };
  'expected.rate': undefined;
}
