/** A message inside the parameters of another one: any code, checked where the outer message is made. */
export interface Said {
  readonly code: string;
  readonly params: unknown;
}
