import type { SerialMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';

export const serial: Texts<SerialMessages> = {
  'serial.library-missing': ({ library }) => `使用串口需要软件包 ${library}，但尚未安装。`,
  'serial.not-opened': ({ path, reason }) => `无法打开串口 ${path}：${reason}。`,
  'serial.release-unknown': ({ path, release }) =>
    `${path} 上的电路板只使用 ASCII 协议应答，运行固件 ${release}，其数值的名称未知。`,
  'serial.silent': ({ path }) => `${path} 上的控制板无应答：ASCII 协议和原生协议都没有回应。`,
  'serial.cannot-call': ({ path }) => `ASCII 协议无法调用 ${path}。`,
  'serial.no-dfu': '无法在进入 DFU 模式的过程中跟踪串口上的控制板。',
  'serial.no-uptime': '此固件不报告运行时间，因此无法在串口上验证重启。',
  'next.call-over-usb': '请为此通过 USB 连接控制板。',
  'next.install-serial-library': ({ library }) => `在 odflash 旁安装：npm install ${library}@13`,
  'next.check-serial-port': '请检查串口名称、是否被其他程序占用，以及您的权限（Linux：dialout 组）。',
  'next.check-serial-line':
    '请检查串口是否属于该控制板、控制板是否通电、波特率（--serial-port PORT@RATE）以及接线（TX 接 RX）。',
};
