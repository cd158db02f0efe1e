import type { TraceField, TraceMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';

const fields: Readonly<Record<TraceField, string>> = {
  time: '时间',
  'hex-pair': '一对十六进制数字',
  'setup-packet': 'setup 包',
  'hex-digits': '十六进制数字串',
  outcome: '已知的结果',
  devices: '设备列表',
  device: '设备',
};

/** Each stands behind the line it is about. */
export const trace: Texts<TraceMessages> = {
  'trace.too-long': ({ bytes, limit }) => `跟踪文件最多 ${limit} 字节，此文件有 ${bytes} 字节`,
  'trace.line-too-long': ({ bytes, limit }) => `一行有 ${bytes} 字节；最长为 ${limit} 字节`,
  'trace.no-first-line': '不是 odflash 跟踪文件：没有首行',
  'trace.no-object': ({ first }) => (first ? '不是 odflash 跟踪文件：首行不是 JSON 对象' : '不是 JSON 对象'),
  'trace.not-a-trace': '不是 odflash 跟踪文件',
  'trace.other-version': ({ found, supported }) => `不支持跟踪版本 ${found}；此 odflash 读取版本 ${supported}`,
  'trace.after-end': '跟踪结束之后还有其他行',
  'trace.end-without-reason': '结束没有原因',
  'trace.unknown-operation': ({ found }) => `未知操作：${found}`,
  'trace.wrong-field': ({ field, expected, found }) => `“${field}”不是${fields[expected]}：${found}`,
  'trace.wrong-number': ({ field, most, found }) => `“${field}”不是不大于 ${most} 的数字：${found}`,
  'trace.device-without-path': '设备没有路径',
  'trace.wrong-refusal': ({ outcome }) => `${outcome} 不是已知的打开失败原因`,
};
