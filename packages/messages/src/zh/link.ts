import type { LinkMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';

const failures = {
  timeout: '未及时应答',
  disconnected: '设备已断开',
  access: '没有权限',
  busy: '另一个程序正在使用该设备',
  'no-driver': '设备没有可用的驱动程序',
  io: '传输失败',
} as const;

export const link: Texts<LinkMessages> = {
  'link.failed': ({ request, failure, detail }, say) => `${say(request)}：${failures[failure]}（${detail}）。`,
  'link.unexpected': ({ request, detail }, say) => `${say(request)}：${detail}`,
  'link.device-gone': '打开设备时设备断开了。',
  'link.interrupted': '已中断。',
  'reply.too-long': '字节数多于请求的数量',
  'reply.length': ({ bytes, expected }) => `${bytes} 字节，应为 ${expected} 字节`,
  'reply.accepted': ({ bytes, of }) => `接受了 ${of} 字节中的 ${bytes} 字节`,
  'reply.bytes': ({ bytes }) => bytes,
  'reply.remarks': ({ remarks }) => remarks.join('，'),
  'reply.unsteady': '没有两次应答一致',
  'reply.state': ({ state }) => state,
  'reply.state-ok': ({ state }) => `${state}，状态 OK`,
  'reply.states': ({ state, later }) => `${state}，随后 ${later}`,
  'reply.not-idle': ({ state }) => `${state}，引导程序不在空闲状态`,
  'reply.never-idle': '从未进入 dfuIDLE',
  'reply.other-device': ({ bytes }) => `${bytes} 字节，指向另一个设备`,
  'reply.mode': ({ mode }) => `模式 ${mode}`,
};
