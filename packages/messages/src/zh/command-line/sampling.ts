import type { SamplingMessages } from '../../command-line/sampling.ts';
import type { Texts } from '../../language.ts';

export const sampling: Texts<SamplingMessages> = {
  'sampling.board': ({ serial, path }) => `ODrive ${serial ?? `（${path}）`}`,
  'sampling.caption': ({ samples, rate, jitter, gaps }) =>
    `${samples} 次采样，${rate}/s，抖动 ${jitter} ms${gaps === 0 ? '' : `，${gaps} 处间隙`}`,
  'sampling.incomplete': '不完整',
  'sampling.values': ({ count }) => `${count} 个值`,
  'sampling.summary': ({ samples, path, series, rate, requested }) =>
    `${path === undefined ? `${series} 个值` : `${path} `}的 ${samples} 次采样：每秒 ${rate} 次${requested === undefined ? '' : `（要求 ${requested} 次）`}。`,
  'sampling.jitter': ({ jitter, longest }) => `抖动 ${jitter} ms，最长间隔 ${longest} ms。`,
  'sampling.gaps': ({ gaps }) => `控制板断开过 ${gaps} 次；采样在那里有间隙。`,
  'sampling.one-by-one': '各个值是逐个读取的：在这里一起读取不可靠。',
  'sampling.oscilloscope': ({ values, time }) => `示波器的 ${values} 个值，读取用时 ${time}。`,
  'sampling.more-series': ({ count }) => `另有 ${count} 条曲线`,
  'sampling.no-answer': ({ seconds }) => `${seconds} s 没有应答`,
  'sampling.paused': '已暂停',
  'sampling.shown-rate': ({ rate, requested }) => `${rate}${requested === undefined ? '' : ` / ${requested}`} 次/s`,
  'sampling.shown-jitter': ({ jitter }) => `抖动 ${jitter} ms`,
  'sampling.extremes': ({ least, most, last }) => `最小 ${least}，最大 ${most}，最后 ${last}`,
  'sampling.least': '最小',
  'sampling.most': '最大',
  'sampling.key-pause': '空格 暂停',
  'sampling.keys-paused': '空格 继续，← → 移动',
  'sampling.key-zoom': ({ window }) => `+ − 缩放（${window}）`,
  'sampling.key-hide': ({ count }) => `1–${count} 隐藏`,
  'sampling.key-end': 'q 结束',
  'sampling.row-rate': '速率',
  'sampling.row-loops': '控制周期',
  'sampling.row-latency': '延迟',
  'sampling.row-repeats': '重复',
  'sampling.rate': ({ rate, reads, path }) => `每秒 ${rate} 次读取（${path} 共 ${reads} 次）`,
  'sampling.loops': ({ loops }) => `两次读取之间 ${loops} 个`,
  'sampling.latency': ({ least, median, p99, most }) =>
    `最小 ${least} ms，中位数 ${median} ms，99 % ${p99} ms，最大 ${most} ms`,
  'sampling.sent-again': ({ count }) => `重新发送了 ${count} 个请求`,
  'sampling.bin': ({ from, to }) => (to === undefined ? `${from} ms 及以上` : `${from} 到 ${to} ms`),
};
