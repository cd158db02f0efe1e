import { hex32 } from '@odflash/core/bytes';
import type { RequestMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';

/** Each stands before a colon or between brackets. */
export const requests: Texts<RequestMessages> = {
  'request.list-devices': '列出 USB 设备',
  'request.open': ({ path }) => `打开 ${path}`,
  'request.open-board': '打开控制板',
  'request.open-probe': '打开调试器',
  'request.reconnect': '重新连接',
  'request.read-serial': '读取序列号',
  'request.read-serial-at': ({ path }) => `读取 ${path} 处设备的序列号`,
  'request.read-descriptors': '读取描述符',
  'request.read-languages': '读取语言',
  'request.read-string': ({ index }) => `读取字符串 ${index}`,
  'request.claim': ({ interfaceNumber }) => `占用接口 ${interfaceNumber}`,
  'request.set-interface': ({ alternate }) => `SET_INTERFACE ${alternate}`,

  'request.reopen-board': '重新打开控制板',
  'request.endpoint': ({ endpoint }) => `对运行中控制板的请求（端点 ${endpoint}）`,

  'request.bootloader': 'DFU',
  'request.dfu': ({ name }) => name,
  'request.dfu-block': ({ name, block }) => `${name} ${block}`,
  'request.set-address': ({ address }) => `地址 ${hex32(address)}`,
  'request.upload-at': ({ address }) => `UPLOAD，${hex32(address)}`,
  'request.read-unprotect': '解除读保护',
  'request.device-feature': 'Device Feature',
  'request.leave': '离开',

  'request.erase': ({ address }) => `擦除 ${hex32(address)}`,
  'request.read': ({ address }) => `读取 ${hex32(address)}`,
  'request.write': ({ address }) => `写入 ${hex32(address)}`,
  'request.rewrite-sector': ({ sector }) => `重写扇区 ${sector}`,
  'request.read-flash': '读取闪存',
  'request.start-firmware': '启动固件',
  'request.stop-firmware': '停止固件',
  'request.program-options': '编程选项字节',
  'request.checksum': '校验和',
  'request.earlier-operation': '先前的操作',

  'request.version': '版本',
  'request.mode': '模式',
  'request.end-mode': ({ mode }) => `退出 ${mode} 模式`,
  'request.end-debug': '退出调试模式',
  'request.clock': ({ kHz }) => `${kHz} kHz 时钟`,
  'request.clocks': '时钟列表',
  'request.voltage': '电压',
  'request.clear-flags': '清除错误标志',
  'request.read-register': ({ register }) => `读取寄存器 ${register}`,
  'request.write-register': ({ register }) => `写入寄存器 ${register}`,
  'request.connect-chip': '连接芯片',
  'request.open-port': '打开访问端口',
  'request.debug-port': '调试端口的标识',
  'request.reset': '复位',
  'request.end-reset': '结束复位',
  'request.reset-probe': '复位调试器',
};
