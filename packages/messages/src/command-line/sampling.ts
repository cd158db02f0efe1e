// Messages about sampled values: plots and rates. Rates, durations and numbers of samples are texts with as many digits as are shown.

export interface SamplingMessages {
  'sampling.board': { readonly serial?: string | undefined; readonly path: string };
  'sampling.caption': {
    readonly samples: number;
    readonly rate: string;
    readonly jitter: string;
    readonly gaps: number;
  };
  'sampling.incomplete': undefined;
  'sampling.values': { readonly count: number };
  'sampling.summary': {
    readonly samples: number;
    readonly path?: string | undefined;
    readonly series: number;
    readonly rate: string;
    readonly requested?: string | undefined;
  };
  'sampling.jitter': { readonly jitter: string; readonly longest: string };
  'sampling.gaps': { readonly gaps: number };
  'sampling.one-by-one': undefined;
  'sampling.oscilloscope': { readonly values: number; readonly time: string };
  'sampling.more-series': { readonly count: number };
  'sampling.no-answer': { readonly seconds: string };
  'sampling.paused': undefined;
  'sampling.shown-rate': { readonly rate: string; readonly requested?: string | undefined };
  'sampling.shown-jitter': { readonly jitter: string };
  'sampling.extremes': { readonly least: string; readonly most: string; readonly last: string };
  'sampling.least': undefined;
  'sampling.most': undefined;
  'sampling.key-pause': undefined;
  'sampling.keys-paused': undefined;
  'sampling.key-zoom': { readonly window: string };
  'sampling.key-hide': { readonly count: number };
  'sampling.key-end': undefined;
  'sampling.row-rate': undefined;
  'sampling.row-loops': undefined;
  'sampling.row-latency': undefined;
  'sampling.row-repeats': undefined;
  'sampling.rate': { readonly rate: string; readonly reads: number; readonly path: string };
  'sampling.loops': { readonly loops: string };
  'sampling.latency': { readonly least: string; readonly median: string; readonly p99: string; readonly most: string };
  'sampling.sent-again': { readonly count: number };
  'sampling.bin': { readonly from: number; readonly to?: number | undefined };
}
