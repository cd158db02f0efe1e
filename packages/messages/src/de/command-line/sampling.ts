import type { SamplingMessages } from '../../command-line/sampling.ts';
import type { Texts } from '../../language.ts';

export const sampling: Texts<SamplingMessages> = {
  'sampling.board': ({ serial, path }) => `ODrive ${serial ?? `an ${path}`}`,
  'sampling.caption': ({ samples, rate, jitter, gaps }) =>
    `${samples} Messwerte, ${rate}/s, Jitter ${jitter} ms${gaps === 0 ? '' : gaps === 1 ? ', 1 Lücke' : `, ${gaps} Lücken`}`,
  'sampling.incomplete': 'unvollständig',
  'sampling.values': ({ count }) => `${count} Werte`,
  'sampling.summary': ({ samples, path, series, rate, requested }) =>
    `${samples} ${samples === 1 ? 'Messung' : 'Messungen'} von ${path ?? `${series} Werten`}: ${rate} pro Sekunde${requested === undefined ? '' : ` (${requested} angefordert)`}.`,
  'sampling.jitter': ({ jitter, longest }) => `Jitter ${jitter} ms, längster Abstand ${longest} ms.`,
  'sampling.gaps': ({ gaps }) =>
    `Das Board war ${gaps === 1 ? 'einmal' : `${gaps}-mal`} nicht verbunden; dort haben die Messwerte eine Lücke.`,
  'sampling.one-by-one': 'Die Werte wurden nacheinander gelesen: gemeinsames Lesen war hier nicht zuverlässig.',
  'sampling.oscilloscope': ({ values, time }) => `${values} Werte des Oszilloskops, gelesen in ${time}.`,
  'sampling.more-series': ({ count }) => `${count} weitere Reihen`,
  'sampling.no-answer': ({ seconds }) => `seit ${seconds} s keine Antwort`,
  'sampling.paused': 'angehalten',
  'sampling.shown-rate': ({ rate, requested }) =>
    `${rate}${requested === undefined ? '' : ` von ${requested}`} Messungen/s`,
  'sampling.shown-jitter': ({ jitter }) => `Jitter ${jitter} ms`,
  'sampling.extremes': ({ least, most, last }) => `min ${least}, max ${most}, zuletzt ${last}`,
  'sampling.least': 'min',
  'sampling.most': 'max',
  'sampling.key-pause': 'Leertaste Pause',
  'sampling.keys-paused': 'Leertaste weiter, ← → verschieben',
  'sampling.key-zoom': ({ window }) => `+ − Zoom (${window})`,
  'sampling.key-hide': ({ count }) => `1–${count} ausblenden`,
  'sampling.key-end': 'q beenden',
  'sampling.row-rate': 'Leserate',
  'sampling.row-loops': 'Regelzyklen',
  'sampling.row-latency': 'Latenz',
  'sampling.row-repeats': 'Wiederholungen',
  'sampling.rate': ({ rate, reads, path }) => `${rate} Lesevorgänge/s (${reads} von ${path})`,
  'sampling.loops': ({ loops }) => `${loops} zwischen zwei Lesevorgängen`,
  'sampling.latency': ({ least, median, p99, most }) =>
    `min ${least} ms, Median ${median} ms, 99 % ${p99} ms, max ${most} ms`,
  'sampling.sent-again': ({ count }) => `${count === 1 ? '1 Anfrage' : `${count} Anfragen`} erneut gesendet`,
  'sampling.bin': ({ from, to }) => (to === undefined ? `${from} ms und mehr` : `${from} bis ${to} ms`),
};
