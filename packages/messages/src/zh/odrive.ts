import type { OdriveMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';

const effects: Readonly<Record<OdriveMessages['firmware.combination']['effect'], string>> = {
  'hangs-with-blank-otp': '在 OTP 为空的控制板上不启动：它在 USB 上出现之前就停住',
  'hangs-with-second-record': '只读取第一条 OTP 记录，而此控制板上该记录已被第二条取代：它在 USB 上出现之前就停住',
  'hangs-with-foreign-otp': '会将 OTP 与为其构建的控制板比较，而这里的 OTP 中是其他内容：它在 USB 上出现之前就停住',
  'takes-its-own-word': '无法检查 OTP 为空的控制板：它认定为构建时所针对的版本',
  'does-not-check': '不检查控制板：它在任何控制板上都启动，在其他电压等级的控制板上会测出错误的供电电压',
  'older-than-board': '早于 ODrive v3.6：没有适用于它的构建，也没有适用于 56 V 的构建',
};

const checks = {
  none: '无：在任何控制板上都启动，即使电压等级不同',
  'needs-otp': '只有 OTP 与为其构建的控制板一致时才启动，OTP 为空时不启动',
  'trusts-blank-otp': '只有 OTP 与为其构建的控制板一致时才启动；OTP 为空时认定为该控制板',
} as const;

const owner = (path: string): string => (path === '' ? '描述符' : path);

export const odrive: Texts<OdriveMessages> = {
  'odrive.reply-length': ({ request, bytes }, say) => `控制板应答了 ${bytes} 字节（${say(request)}）`,
  'odrive.serial-invalid': '控制板的序列号不是 64 位数',
  'odrive.unknown-property': ({ path }) => `此固件没有 ${path}。`,
  'odrive.property-missing': ({ path }) => `此固件没有 ${path}`,
  'odrive.is-function': ({ path }) => `${path} 是函数：只能调用，不能读取。`,
  'descriptor.reads-differ': '多次读取的控制板描述符不一致',
  'descriptor.endless': '控制板描述符没有结尾',
  'descriptor.invalid': ({ reason }, say) => `控制板描述符无效：${say(reason)}`,
  'descriptor.not-utf-8': '不是 UTF-8 文本',
  'descriptor.too-many-members': ({ most }) => `成员超过 ${most} 个`,
  'descriptor.no-members': ({ path }) => `${owner(path)} 没有成员列表`,
  'descriptor.member-not-object': ({ path }) => `${owner(path)} 有一个成员不是对象`,
  'descriptor.member-without-name': ({ path }) => `${owner(path)} 有一个成员没有名称`,
  'descriptor.object-argument': ({ path }) => `${path} 以对象作为参数或返回值`,
  'descriptor.no-endpoint': ({ path }) => `${path} 没有端点号`,
  'firmware.combination': ({ release, reported, among, effect }) => {
    const who = reported === undefined ? `固件 ${release}` : `报告 ${reported} 的固件可能是 ${release}，它`;
    const which = among ? `按文件内容，它是固件 ${among.join(' 或 ')}。` : '';
    return `${which}${who}${reported === undefined ? ' ' : ''}${effects[effect]}。`;
  },
  'firmware.board-check': ({ check }) => checks[check],
};
