// What a person does next: action codes. A front end words them for its own ways (a command to type, a button to press).

import type { SaidText } from './said.ts';

export interface ActionMessages {
  /** Nothing: the message says all there is to say. */
  'next.nothing': undefined;
  'next.confirm-warnings': undefined;
  /** `otherwise`: what to do instead of consenting. `consent`: as the command line takes it. */
  'next.consent': { readonly consent: string; readonly otherwise?: SaidText | undefined };
}
