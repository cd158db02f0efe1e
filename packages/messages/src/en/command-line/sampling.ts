import type { SamplingMessages } from '../../command-line/sampling.ts';
import type { Texts } from '../../language.ts';

export const sampling: Texts<SamplingMessages> = {
  'sampling.board': ({ serial, path }) => `ODrive ${serial ?? `at ${path}`}`,
  'sampling.caption': ({ samples, rate, jitter, gaps }) =>
    `${samples} samples, ${rate}/s, jitter ${jitter} ms${gaps === 0 ? '' : gaps === 1 ? ', 1 gap' : `, ${gaps} gaps`}`,
  'sampling.incomplete': 'incomplete',
  'sampling.values': ({ count }) => `${count} values`,
  'sampling.summary': ({ samples, path, series, rate, requested }) =>
    `${samples} ${samples === 1 ? 'sample' : 'samples'} of ${path ?? `${series} values`}: ${rate} per second${requested === undefined ? '' : ` (${requested} requested)`}.`,
  'sampling.jitter': ({ jitter, longest }) => `Jitter ${jitter} ms, longest interval ${longest} ms.`,
  'sampling.gaps': ({ gaps }) =>
    `The board was disconnected ${gaps === 1 ? 'once' : `${gaps} times`}; the samples have a gap there.`,
  'sampling.one-by-one': 'The values were read one after another: reading them together was not reliable here.',
  'sampling.oscilloscope': ({ values, time }) => `${values} values of the oscilloscope, read in ${time}.`,
  'sampling.more-series': ({ count }) => `${count} more series`,
  'sampling.no-answer': ({ seconds }) => `no answer for ${seconds} s`,
  'sampling.paused': 'paused',
  'sampling.shown-rate': ({ rate, requested }) =>
    `${rate}${requested === undefined ? '' : ` of ${requested}`} samples/s`,
  'sampling.shown-jitter': ({ jitter }) => `jitter ${jitter} ms`,
  'sampling.extremes': ({ least, most, last }) => `min ${least}, max ${most}, last ${last}`,
  'sampling.least': 'min',
  'sampling.most': 'max',
  'sampling.key-pause': 'space pause',
  'sampling.keys-paused': 'space continue, ← → move',
  'sampling.key-zoom': ({ window }) => `+ − zoom (${window})`,
  'sampling.key-hide': ({ count }) => `1–${count} hide`,
  'sampling.key-end': 'q end',
  'sampling.row-rate': 'Rate',
  'sampling.row-loops': 'Control loops',
  'sampling.row-latency': 'Latency',
  'sampling.row-repeats': 'Repeats',
  'sampling.rate': ({ rate, reads, path }) =>
    `${rate} reads/s (${reads === 1 ? '1 read' : `${reads} reads`} of ${path})`,
  'sampling.loops': ({ loops }) => `${loops} between two reads`,
  'sampling.latency': ({ least, median, p99, most }) =>
    `min ${least} ms, median ${median} ms, 99 % ${p99} ms, max ${most} ms`,
  'sampling.sent-again': ({ count }) => `${count === 1 ? '1 request' : `${count} requests`} sent again`,
  'sampling.bin': ({ from, to }) => (to === undefined ? `${from} ms and more` : `${from} to ${to} ms`),
};
