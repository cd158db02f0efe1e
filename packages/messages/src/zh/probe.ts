import type { ProbeMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';

const feed = '断开直流电源，然后用单一电源以 3.3 V 或 5 V 给控制板供电。';
const danger = '停止时，制动晶体管的栅极处于悬空状态，直流电源可能被短路。';

export const probe: Texts<ProbeMessages> = {
  'flash.mass-erase': ({ seconds }) => `正在擦除整个芯片：最长需要 ${seconds} s。`,
  'probe.load-drops': '控制板会在首次更改前和结束时各复位一次：保持负载的电机会松开负载，之后启动标志可能使其转动。',
  'probe.reset-to-reach':
    '固件运行时芯片没有应答：为了连接它，将使其复位，结束时再复位一次。保持负载的电机会松开负载，之后启动标志可能使其转动。',
  'probe.feed-low-voltage': ({ board }) =>
    board === undefined
      ? `控制板版本未知。v3.4 及以下控制板的芯片${danger}如果是这种控制板：${feed}如果更新，请改用 --board 指定其版本。`
      : `ODrive ${board} 的芯片${danger}${feed}`,
  'probe.chip-silent': '芯片没有应答。检查控制板的供电、到 J2 的接线和调试器的线缆；芯片应答后 odflash 会继续。',
  'probe.power-cycle': '关闭控制板的电源，再打开：曾处于读保护的芯片此后才允许调试器访问其闪存。odflash 会自动继续。',
  'probe.axis-armed-meanwhile': '在 odflash 等待回答期间，有一个轴被使能。控制板未被停止。',
  'probe.axes-not-told':
    '在 odflash 等待回答期间，控制板不再通过 USB 应答：不知道是否有电机保持着负载。控制板未被停止。',
  'probe.not-seen': '固件已启动。控制板没有通过 USB 连接，因此未查询其固件。',
  'probe.update-through-it': ({ path }) => `改为通过 ${path} 上的 ST-Link 更新？`,
  'probe.update-through-it.use': '通过 ST-Link 更新',
  'probe.update-through-it.stop': '在此停止',
};
