import type { ConfigurationFileMessages } from '../../command-line/configuration-files.ts';
import type { Texts } from '../../language.ts';

const groups = {
  variant: '与控制板型号有关的值',
  supply: '供电',
  wiring: '接线',
  machine: '机器',
  identity: '标识',
  startup: '启动',
  motor: '电机',
  encoder: '编码器',
  plain: '其他值',
} as const;

const becauses = {
  translated: '此固件的默认值',
  held: '关闭：启动标志',
  'set-incomplete': '关闭：跳过了相关的值',
  'not-calibrated': '关闭：请重新校准',
} as const;

export const configurationFiles: Texts<ConfigurationFileMessages> = {
  'saved.values': ({ path, values, firmware, time }) => `${path}：固件 ${firmware} 的 ${values} 个值（${time}）`,
  'saved.sectors': ({ path, size, time }) => `${path}：${size}，原样的扇区 10 和 11（${time}）`,
  'saved.sectors-limited': '只有布局相同的固件才能读取它们。如果同时连接 USB 电缆，backup 会按名称保存各个值。',
  'saved.image': ({ path, size }) => `${path}：${size}`,
  'saved.gaps-filled': ({ size, gaps }) => `原始二进制文件没有空隙；${gaps} 个空隙中的 ${size} 已用 0xFF 填充。`,
  'erased.planned': '试运行：配置将保存为文件并擦除。',
  'erased.configuration': '配置已擦除；控制板以其固件的默认值运行。',
  'compared.values': ({ changes, same, skipped }) => `将写入 ${changes} 个值，${same} 个未变，${skipped} 个将跳过。`,
  'compared.not-written': ({ reason }, say) => `不写入，${say(reason)}：`,
  'compared.title-group': ({ group }) => groups[group],
  'compared.value': ({ before, now, because }) =>
    `${before ?? '?'} → ${now}${because === undefined ? '' : `（${becauses[because]}）`}`,
};
