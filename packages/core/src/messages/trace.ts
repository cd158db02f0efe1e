// Messages about the file of a trace that cannot be read. `found`: as it stands there, a few characters of it.

interface Found {
  readonly found: string;
}

interface Limit {
  readonly bytes: number;
  readonly limit: number;
}

/** What a field of a line has to be. */
export type TraceField = 'time' | 'hex-pair' | 'setup-packet' | 'hex-digits' | 'outcome' | 'devices' | 'device';

/** Codes of messages about the file of a trace that cannot be read, each with its parameters. */
export interface TraceMessages {
  'trace.too-long': Limit;
  'trace.line-too-long': Limit;
  'trace.no-first-line': undefined;
  'trace.no-object': { readonly first: boolean };
  'trace.not-a-trace': undefined;
  /** `supported`: the version that is read. */
  'trace.other-version': Found & { readonly supported: number };
  'trace.after-end': undefined;
  'trace.end-without-reason': undefined;
  'trace.unknown-operation': Found;
  'trace.wrong-field': Found & { readonly field: string; readonly expected: TraceField };
  'trace.wrong-number': Found & { readonly field: string; readonly most: number };
  'trace.device-without-path': undefined;
  'trace.wrong-refusal': { readonly outcome: string };
}
