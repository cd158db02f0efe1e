import type { ServerMessages } from '../../command-line/servers.ts';
import type { Texts } from '../../language.ts';
import { list } from '../words.ts';

const runs = {
  rom: '处于 DFU 模式',
  odrive: '正在运行 ODrive 固件',
  'other-firmware': '正在运行没有 USB 的固件',
  nothing: '没有固件在运行',
  debugged: '被调试器暂停',
  off: '没有供电',
} as const;

export const servers: Texts<ServerMessages> = {
  'server.open-page': '请在这台计算机的 Chrome、Edge 或 Opera 中打开此地址。按 Ctrl-C 停止。',
  'server.usbip': ({ server }) => `USB/IP 服务器在 ${server}。从另一个终端烧录控制板：`,
  'server.attach-on-linux': '或以 root 身份把它连接到这台 Linux 计算机（每次在 DFU 模式与运行之间切换后都要重做）：',
  'server.words': ({ port }) =>
    `输入 dfu、run 或 power（以及 USB 端口，例如 power ${port}），以设置拨码开关或给控制板断电再上电。按 Ctrl-C 停止。`,
  'server.no-password': '警告：USB/IP 没有密码。任何能访问此地址的人都能使用这些控制板。',
  'server.probe-of': ({ board }) => `ST-Link，接到 ${board} 中的控制板`,
  'server.board-runs': ({ running, isOnUsb }) => `${runs[running]}${isOnUsb ? '' : '（未连接 USB）'}`,
  'server.type-words': ({ words }) => `输入 ${words.join(', ')} 和一个 USB 端口。`,
  'server.power-cycled': ({ path }) => `${path}：已断电再上电。`,
  'server.switch-set': ({ path, position }) => `${path}：拨码开关已拨到 ${position}。`,
  'server.stlink': ({ address }) => `ST-Link 服务器在 ${address}`,
  'server.flash-with-openocd': '用 OpenOCD 通过它烧录控制板：',
  'server.profiles': ({ names }) => `控制板：${list(names)}`,
  'server.profile-options':
    '+dfu 把拨码开关拨到 DFU（v3.4：BOOT0 已短接），因此运行引导程序。逗号后的选项会改变控制板或注入故障：--virtual v3.6-56V+dfu,otp=blank,stall-at=7',
  'server.option-default': ({ value }) => `（默认：${value}）`,
  'server.option-models': ({ what }) => `模拟：${what}`,
  'server.rule-written': ({ path }) => `规则已写入 ${path}。请重新插拔控制板。`,
  'server.rule-written-not-loaded': ({ path }) =>
    `规则已写入 ${path}，但无法重新加载 udev。请重启计算机或重新插拔控制板。`,
  'server.rule-file': ({ path }) => `目标文件：${path}`,
};
