/** A message inside the parameters of another one: any code, checked where the outer message is made. */
export interface Said {
  readonly code: string;
  readonly params: unknown;
}

/** What a sentence is made of, where a message may still be the sentence itself. */
export type SaidText = Said | string;
