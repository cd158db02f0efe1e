// What `odflash virtual --list` shows beside an option, in Chinese.

import type { OptionFormTexts } from '../language.ts';

export const optionForms: OptionFormTexts = {
  given: {
    '12 hexadecimal digits': '12 个十六进制数字',
    'a board such as v3.5-48V': '一种控制板，如 v3.5-48V',
    'flags, decimal or 0x': '标志，十进制或 0x',
    'PATH:FLAGS, e.g. axis0.encoder.error:0x4': '路径:标志，如 axis0.encoder.error:0x4',
    'volts, 0 to 100': '伏特，0 至 100',
    '1 to 100': '1 至 100',
    '1 to 63': '1 至 63',
    'sectors, such as 0:5-7': '扇区，如 0:5-7',
    bytes: '字节数',
    status: '状态',
    'factor 1 to 100': '倍数，1 至 100',
    'percent, 0 to 100': '百分比，0 至 100',
    millivolts: '毫伏',
    milliseconds: '毫秒',
    'a word such as 0x10016413': '一个字，如 0x10016413',
  },
  byDefault: {
    'from the seed': '由 seed 得出',
    none: '无',
    never: '从不',
    no: '否',
    '24 on boards for 24 V, 36 on others': '24 V 控制板为 24，其他为 36',
    '11 on boards for 24 V, 19 on others': '24 V 控制板为 11，其他为 19',
    '100 or 104': '100 或 104',
    "the chip's own": '芯片自身的',
    'as the model has it': '与型号相同',
    'what is wired': '按接线而定',
  },
};
