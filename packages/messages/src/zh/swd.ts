import type { SwdMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';
import { hex } from '../notation.ts';
import { probeText } from './stlink.ts';
import { deviceText, list } from './words.ts';

const coreText = (core: string | number): string => (typeof core === 'string' ? core : `内核 ${hex(core)}`);

const familyText = (family: string | number): string =>
  typeof family === 'string' ? family : `设备 ID 为 ${hex(family)} 的 STM32`;

const meanings = {
  unseen: '调试器没有检测到供电电压。其 VCC 引脚是输入：它在那里测量控制板，并由此给电平转换器供电。',
  low: '控制板的供电过低。',
  supplied: '控制板有供电，因此原因在于接线或固件。',
  'not-told': '调试器的固件不测量供电。',
} as const;

const cloneMeaning = '仿制调试器在那里测量的是自身的供电，因此控制板可能没有供电。';

const resets = { pin: '拉低 NRST', request: '请求复位' } as const;

export const swd: Texts<SwdMessages> = {
  'swd.chip-core': ({ core }) => `内核为 ${coreText(core)} 的芯片`,
  'swd.chip-copy': ({ family, core, revision }) =>
    `${familyText(family)} 的仿制品，如 GigaDevice 的产品（${coreText(core)}，修订版 ${revision}）`,
  'swd.chip-other': ({ family, core }) => `${familyText(family)}（${coreText(core)}）`,
  'swd.chip-f405': ({ family, revision, flashKiB }) =>
    `${familyText(family)} 修订版 ${revision}，${flashKiB === undefined ? '闪存大小未知' : `${flashKiB} KiB`}`,
  'swd.other-chip': ({ chip }, say) =>
    `ST-Link 上的芯片是${say(chip)}。ODrive 固件适用于 1024 KiB 的 STM32F405；odflash 不写入其他芯片的闪存。`,
  'swd.no-arm-core': ({ cpuid }) => `CPUID 读得 ${hex(cpuid)}，这不是 ARM 内核。`,
  'swd.no-reset': '已令芯片自行复位，但它没有复位。',
  'swd.no-halt': ({ by }) => `${resets[by]}之后，内核没有在复位处停住。`,
  'swd.sector-protected': ({ request }, say) => `芯片拒绝了请求（${say(request)}）：该扇区受保护。`,
  'swd.flash-error': ({ request, flashStatus }, say) =>
    `芯片报告了错误（${say(request)}）：FLASH_SR 读得 ${flashStatus}。`,
  'swd.still-busy': ({ request, ms }, say) => `${ms} ms 后芯片仍然忙碌（${say(request)}）。`,
  'swd.unsteady': '多次读取的存储器内容不一致。',
  'swd.power-cycle-after-unlock': '保护已解除，闪存已擦除。断电再上电之后，芯片才允许访问其闪存。',
  'swd.serial-not-found': ({ serial, others }) => {
    const found = others.map((other) => `${other.serial ?? '没有编号的芯片'}，在 ${probeText(other.probe)} 之后`);
    return `未找到序列号为 ${serial} 的芯片。找到的有：${list(found)}。`;
  },
  'swd.silent': ({ probe, firmware, volts, reading, clone }) => {
    const read = volts === undefined ? '' : `它读得 ${volts.toFixed(1)} V。`;
    const meaning = clone && reading === 'supplied' ? cloneMeaning : meanings[reading];
    return `${probe}（${firmware}）上没有芯片应答。${read}${meaning}`;
  },
  'swd.code-late': ({ request }, say) => `操作没有完成（${say(request)}）。`,
  'swd.code-stopped': ({ request }, say) => `芯片中的代码停住了（${say(request)}）。`,
  'swd.code-damaged': '芯片 SRAM 中的代码与写入的代码不同。',
  'swd.probe-disconnected': '调试器没有连接。',
  'swd.link-closed': '与调试器的连接已关闭。',
  'swd.probe-silent': ({ cause }, say) => `调试器没有应答：${say(cause)}`,
  'swd.chip-changed': ({ found, expected }, say) =>
    `调试器上应答的是另一个芯片：${say(found)}，而不是${expected === undefined ? '之前的那个' : ` ${expected}`}。`,
  'swd.probe-did-not-return': ({ device }) => `调试器 ${deviceText(device)} 已断开，没有重新连接。`,
  'swd.did-not-return': ({ device }) => `调试器 ${deviceText(device)} 上的控制板没有重新连接。`,
};
