// One topic of the help: what it says, in order. A language fills all of them.

import type { TopicCode } from './help.ts';

export type Block =
  | { readonly text: string }
  /** One after the other. */
  | { readonly steps: readonly string[] }
  | { readonly points: readonly string[] }
  /** To be copied as it stands. */
  | { readonly command: string }
  /** Name of a drawing. */
  | { readonly picture: string };

export interface Topic {
  readonly title: string;
  readonly blocks: readonly Block[];
}

export type Topics = Readonly<Record<TopicCode, Topic>>;
