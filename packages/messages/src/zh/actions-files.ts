import type { FileActionMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';

export const fileActions: Texts<FileActionMessages> = {
  'next.choose-image-or-address':
    '选择您的控制板的固件文件；如果是加载地址不同的原始二进制文件，请用 --address 指定该地址。',
  'next.omit-address': '省略地址：它只用于原始二进制文件。',
  'next.pass-address': '指定一个地址，例如 0x08000000。',
  'next.write-format-with-gaps': '改为写成 Intel HEX、S-record 或 DfuSe：这些格式保留地址和间隙。',
};
