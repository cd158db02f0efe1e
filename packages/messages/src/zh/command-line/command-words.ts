import type { ArgumentMessages } from '../../command-line/command-words.ts';
import type { Texts } from '../../language.ts';
import { list } from '../words.ts';

export const commandWords: Texts<ArgumentMessages> = {
  'argument.unknown-option': ({ option, meant }) =>
    `未知选项“${option}”。${meant.length === 0 ? '' : `您是指 ${meant.join(' 或 ')} 吗？`}`,
  'argument.unknown-command': ({ name, meant }) =>
    `未知命令“${name}”。${meant.length === 0 ? '' : `您是指 ${meant.join(' 或 ')} 吗？`}`,
  'argument.missing': ({ name }) => `缺少必需的参数“${name}”。`,
  'argument.too-many': ({ command, expected, given }) =>
    `${command === undefined ? '' : `“${command}”的`}参数过多：应为 ${expected} 个，给出了 ${given} 个。`,
  'argument.value-missing': ({ option }) => `选项“${option}”需要一个值。`,
  'argument.invalid': ({ name, value, why }, say) => `“${name}”的值“${value}”无效。${say(why)}`,
  'expected.once': '该选项给出了两次。',
  'expected.value': '缺少值。',
  'expected.no-stream': '此处不能使用标准输入或标准输出，只能用 ./- 作为文件名。',
  'expected.number': '应为小于 2^32 的数，例如 0x08000000 或 4096。',
  'expected.number-from-one': '应为从 1 开始的数。',
  'expected.port': '应为 0 到 65535 的端口。',
  'expected.duration': '应为秒数，例如 10、0.5、5m 或 1h；少于 24 天。',
  'expected.server': '应为 HOST 或 HOST:PORT，例如 raspberrypi.local 或 127.0.0.1:3240。',
  'expected.range': '应为 ADDRESS:LENGTH，例如 0x08000000:0x4000。',
  'expected.length': '长度不能为零。',
  'expected.one-of': ({ words }) => `应为其中之一：${list(words)}。`,
  'expected.rate': '应为每秒采样次数，例如 50、0.2 或 max。',
};
