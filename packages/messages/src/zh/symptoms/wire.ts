import type { WireSymptomCode } from '@odflash/core/messages';
import type { SymptomText } from '../../language.ts';
import { toDfu } from '../words.ts';
import { again, inRom, zadig } from './advice.ts';

export const wireSymptoms: Readonly<Record<WireSymptomCode, SymptomText>> = {
  'out-of-step': {
    causes: [
      '引导程序的应答落后了一个请求：odrivetool 发送 ABORT 时方向相反，某些主机因此会留下一个应答（ODrive #585，libusb #147）。该块已写入；应答属于先前的请求。',
      '有一个块在途中丢失，或控制板中途复位：odrivetool 不检查一个块被接受了多少。',
    ],
    remedies: [again, inRom],
  },
  'short-reply': {
    causes: ['与 (0, 2, 0, 0) 相同的失步：应为 1 或 512 字节时，收到了 0 或 6 字节的应答（ODrive #179、#508、#568）。'],
    remedies: [again],
  },
  'flag-after-power-on': {
    causes: ['没有问题：每个 STM32 上电后都会这样报告一次。'],
    remedies: ['无需处理：每个烧录程序都会清除它，odflash 也是。'],
  },
  'erase-status': {
    causes: ['该工具没有等到擦除完成，或控制板已断开。', '设备支持 DFU，但不支持 DfuSe。', '控制板或端口的供电不足。'],
    remedies: [again, '换一个端口，或使用带电源的集线器。'],
  },
  'refused-block': {
    causes: ['引导程序拒绝了在错误状态下到来的请求。', '克隆板或只接受较小块的其他 STM32。'],
    remedies: [again],
  },
  'no-answer': {
    causes: ['控制板没有在规定的时间内应答。Windows 给每个请求的时间不超过 5 s，较长的擦除需要其中的大部分时间。'],
    remedies: [again, '如果再次出现：在 DFU 模式下给控制板断电再上电，换一个端口。'],
  },
  'transfer-error': {
    causes: [
      '传输中断：线缆、集线器，或控制板自行复位。',
      '1.2.6 及以下的 libusb-win32 以及 libusbK 对每个不带数据的请求都会失败（libusb #382，libusb-win32 #21）。',
    ],
    remedies: ['换一根线缆，换一个端口，不经集线器。', zadig],
  },
  'left-the-bus': {
    causes: ['控制板离开了总线：线缆、供电，或它自行复位。'],
    remedies: ['检查线缆和供电，然后再次运行 odflash：它会从上次停止的地方继续。', inRom],
  },
  'end-of-download': {
    causes: ['在最后：控制板已启动固件并离开总线。这表示成功。'],
    remedies: ['在控制板处于 DFU 模式时，odflash verify FILE 会说明内容是否完整。'],
  },
  'stuck-busy': {
    causes: [
      '引导程序给出的全部擦除时间过短：它说 100 ms，实际最长需要半分钟。',
      '其他芯片的引导程序会一直忙碌，直到其状态被清除两次（STM32H743）。',
    ],
    remedies: [
      '用 odflash 烧录控制板：它逐个扇区擦除，并按数据手册允许的时间等待每个扇区。',
      '如果一直忙碌：在 DFU 模式下给控制板断电再上电。',
    ],
  },
  'json-hang': {
    causes: [
      '运行中的固件不再应答：它挂起或重启、被其配置停住、受引脚上的导线干扰（ODrive #509），或另一个程序正在与控制板通信。',
    ],
    remedies: [`拔掉 GPIO 引脚上的所有导线并重新插入 USB；否则，v3.5 及以上：${toDfu}，然后烧录。`],
  },
  'slow-port': {
    causes: ['该计算机的 USB 控制器与引导程序不兼容。'],
    remedies: ['换一个端口，或在中间加一个集线器。'],
  },
  slow: {
    causes: ['该工具在每个请求之后都等待引导程序要求的 104 ms；实际只需要几毫秒。'],
    remedies: ['odflash 查询而不是等待：256 KiB 约六秒。'],
  },
  gcd: {
    causes: ['0.5.1 及以下的 odrivetool 在 Python 3.9 或更新版本上：它擦除控制板，然后停止（ODrive #572）。'],
    remedies: [inRom],
  },
};
