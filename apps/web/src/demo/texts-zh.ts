// Simplified Chinese, in the words of docs/languages.md.

import { speaker } from '@odflash/messages';
import { boardOptions, virtualBoard } from '@odflash/messages/zh';
import type { DemoTexts } from './texts.ts';

/** Words what is wrong with a virtual board that a person puts together. */
export const say: ReturnType<typeof speaker> = speaker({ texts: virtualBoard });

export const texts: DemoTexts = {
  title: '虚拟控制板',
  switch: '拨码开关在 DFU',
  power: '断电再上电',
  unplug: '拔下 USB',
  plug: '插入 USB',
  pickerTitle: '虚拟浏览器请求连接',
  pickerNote: '在演示中，此列表代表您的浏览器的列表。',
  pickerCancel: '取消',

  storiesTitle: '其他情形',
  storiesHint: '每一项都会用一块发生某种情况的控制板重新开始演示。',
  stories: {
    update: '从 0.5.4 更新',
    'dead-board': '没有固件的控制板',
    'probe-only': '无法启动的控制板，带 ST-Link',
    'loose-cable': '线缆接触不良',
    'pulled-cable': '线缆被拔下',
    'power-cut': '供电短暂中断',
    'read-protected': '读保护',
    'write-protected': '写保护',
    clone: 'OTP 为空的克隆板',
    'other-board': '与所说型号不符的控制板',
    'old-board': 'DFU 模式下的 v3.4',
    'out-of-step': '应答错位',
    'bad-write': '一个未写入的位',
    'motor-runs': '正在转动的电机',
    'motor-error': '报告错误的控制板',
  },

  anotherTitle: '任意控制板，任意故障',
  board: '控制板',
  dfu: '处于 DFU 模式',
  probe: '接有 ST-Link',
  speed: '速度',
  times: (factor) => `${factor} 倍`,
  fault: '选项或故障',
  value: '值',
  add: '添加',
  remove: (option) => `移除 ${option}`,
  does: (what) => `作用：${what}。`,
  standsFor: (what) => `实际情形：${what}。`,
  catalogue: boardOptions,
  start: '用此控制板开始',

  comparisonTitle: '旧的故障与 odflash 对照',
  comparisonText:
    'odrivetool 0.4.1 先擦除控制板，遇到第一个错位的应答就停止。这里它和 odflash 烧录两块相同的虚拟控制板，故障也相同。',
  cause: '出了什么问题',
  causes: {
    'stale-abort': '扇区 0 之前有一个应答滞留',
    'later-sector': '扇区 1 之前有一个应答滞留',
    'port-reset': '其他程序复位了端口',
    'short-block': '一个数据块被截断',
    'before-erase': '每个应答都滞留',
  },
  run: '同时运行',
  phases: {
    otp: '读取 OTP',
    erase: '擦除',
    write: '写入',
    verify: '回读',
    leave: '启动',
  },
  ready: '就绪',
  verified: '校验通过',
  stoppedWith: '停止，信息为',
  holds: (held, total) => `控制板上有固件的 ${held} / ${total}。`,
};
