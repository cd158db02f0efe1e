// Messages about questions and their answers.

import type { Said } from './said.ts';

/** Codes of messages about questions and their answers, each with its parameters. */
export interface AskingMessages {
  'asking.confirmed': { readonly finding: Said };
  /** A consent that was not given. */
  'asking.consent-open': { readonly consent: string };
  'asking.consent-wrong': { readonly typed: string; readonly named: 'serial' | 'port'; readonly expected: string };
  'asking.warnings-open': { readonly count: number };
  'asking.declined': undefined;
}
