import type { ResultMessages } from '../../command-line/results.ts';
import type { Texts } from '../../language.ts';

const contents = {
  image: '此映像',
  firmware: '该固件',
  blank: '空白的固件区',
  'no-configuration': '没有配置的状态',
} as const;

const done = { written: '写入', compared: '比较' } as const;

export const results: Texts<ResultMessages> = {
  'result.dry-run-nothing': '试运行：无需操作。未作任何更改。',
  'result.dry-run': ({ time }) => `试运行：这将用时约 ${time}。未作任何更改。`,
  'result.part-unchanged': '无需操作：控制板已包含此部分。未检查其周围的固件。',
  'result.unchanged': ({ what, time }) => `无需操作：控制板已是${contents[what]}；每个字节都已读取并比较（${time}）。`,
  'result.unchanged-but': ({ what, time, leftOut }, say) =>
    `无需操作：控制板已是${contents[what]}（${time}）。${say(leftOut)}`,
  'result.part-written': ({ effort }, say) => `已写入并校验此部分；未检查其周围的固件。${say(effort)}`,
  'result.verified': ({ what, effort }, say) => `已校验：控制板现为${contents[what]}。${say(effort)}`,
  'result.effort': ({ erased, written, readBack, time }) =>
    `擦除 ${erased} 个扇区，${written === undefined ? '' : `写入 ${written.size}（每次 ${written.width} 位），`}回读 ${readBack}，用时 ${time}。`,
  'result.left-out': ({ sectors, count, size, action }) =>
    `${count === 0 ? '' : '扇区'} ${sectors} 没有${done[action]}：文件中有 ${size} 属于配置，控制板上的配置保持不变。`.trim(),
  'result.previous-saved': ({ path }, say) => `闪存先前的内容（不是完整的固件）已保存在 ${say.word(path)}`,
  'result.back-by-restore': ({ path }, say) => `恢复方法：odflash restore ${say.word(path)}`,
  'result.back-by-restore-in-dfu': ({ path }, say) =>
    `恢复方法（控制板处于 DFU 模式）：odflash restore ${say.word(path)}`,
  'result.back-by-update': ({ path, via }, say) =>
    `恢复方法：odflash update ${say.word(path)}${via === undefined ? '' : ` --via ${via}`}`,
  'result.no-way-back': '虚拟控制板及其备份现已删除；用 --virtual-state DIR 可以保留。',
  'result.continued': '已继续被中断的操作。',
  'result.rewritten': ({ sectors }) => `校验失败后重写：扇区 ${sectors}。`,
  'result.recovered': ({ connection, sectors }) =>
    `已恢复：${[...(connection > 0 ? [`${connection} 次连接错误`] : []), ...(sectors > 0 ? [`${sectors} 个扇区回读不一致`] : [])].join('和')}。`,
  'result.started': '固件已启动。如果拨码开关在 DFU，请在下次上电之前拨到 RUN。',
  'result.stays-in-dfu': '控制板保持在 DFU 模式。要启动它，请将拨码开关拨到 RUN 并断电再上电。',
  'result.start-not-confirmed':
    '固件没有启动（未确认；--yes 表示确认）。要启动它，请将拨码开关拨到 RUN 并给控制板断电再上电，或运行：odflash reset',
  'result.start-not-checked':
    '固件没有启动：控制板保持在 DFU 模式。要启动它，请将拨码开关拨到 RUN 并给控制板断电再上电。',
  'result.not-bootable': '控制板上没有可启动的固件：请烧录完整的固件。',
  'result.settings-not-checked': '写入的配置没有检查。控制板运行后，odflash doctor 会检查它。',
  'result.set-to-machine': '请设为您的机器所需的值。',
  'result.board-untouched': '未作任何更改',
  'result.board-config-changed': '固件未变；更改了设置',
  'result.board-unbootable': '固件仍在，但要等烧录完成才能启动',
  'result.board-partly-written': '要等烧录完成才能启动；引导程序在 ROM 中，始终可用',
  'result.board-written': '全部已写入，但未校验',
  'result.board-verified': '每个字节都已回读并一致',
  'result.board-unknown': '无法回读闪存；引导程序在 ROM 中，因此控制板可以重新烧录',
};
