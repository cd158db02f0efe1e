import type { ProbeSymptomCode } from '@odflash/core/messages';
import type { SymptomText } from '../../language.ts';
import { powerCycle, toDfu } from '../words.ts';

const joinVcc = '将控制板的 3.3 V（J2 的 VCC）接到调试器的 VCC。J2 依次为 /RST、SWD、GND、SWC、VCC。';

const powered = '给控制板供电：直流电源，或只用一个电源供 3.3 V 或 5 V。ODrive v3 的 USB 接口不给它供电。';

const wiring = '检查接线：SWD 接 SWDIO，SWC 接 SWCLK，GND 接 GND；仿制调试器请看外壳上的引脚名称。';

const underReset = `将 J2 的 /RST 接到调试器的 NRST 并在复位状态下连接，或者，v3.5 及以上：${toDfu}，然后${powerCycle}。`;

const vcc =
  '正品 ST-Link 的 VCC（VAPP，20 针插头的第 1 脚）是输入：调试器在那里测量控制板的供电，并由此给电平转换器供电。';

const replug = '拔下调试器再插上。';

export const probeSymptoms: Readonly<Record<ProbeSymptomCode, SymptomText>> = {
  'probe-no-voltage': {
    causes: [`调试器检测不到控制板的供电。${vcc}`, '控制板没有供电，或调试器在 Nucleo 板上，测量的是那里的芯片。'],
    remedies: [joinVcc, powered, '引脚为输出的仿制调试器（没有控制板时显示约 3.2 V）不得与自带电源的控制板相连。'],
  },
  'probe-own-supply': {
    causes: [
      '调试器是仿制品，其 VCC 引脚为输出：它显示自身的 3.3 V，无论有没有控制板都约为 3.2 V，不能说明控制板的情况。',
    ],
    remedies: [
      '将控制板断电。读数不下降，就是调试器自身的供电：只有控制板没有其他电源时，才将其 VCC 接到控制板。',
      powered,
    ],
  },
  'probe-no-target': {
    causes: [
      '芯片在 SWD 上没有应答：控制板没有供电、SWD 与 SWC 接反或松动，或仿制调试器的引脚顺序不同。',
      `没有接 VCC 的正品调试器：${vcc}`,
      '仿制调试器把自身的供电显示为目标电压，无论有没有控制板都约为 3.2 V：该读数不能说明控制板的情况。',
      '固件在休眠，或把 SWD 引脚用于其他用途。',
    ],
    remedies: [
      powered,
      joinVcc,
      '控制板断电时仍不下降的约 3.2 V 读数是仿制调试器自身的供电：只有控制板没有其他电源时，才将其 VCC 接到控制板。',
      wiring,
      underReset,
    ],
  },
  'probe-wiring': {
    causes: ['ODrive v3 的 J2 依次为 /RST、SWD、GND、SWC、VCC；VCC 一端靠近 R2。'],
    remedies: [
      '先接 GND 到 GND，再将 SWD 接 SWDIO，SWC 接 SWCLK，/RST 接 NRST，VCC 接正品调试器的 VCC；没有控制板时显示 3.2 V 的仿制品：只有控制板没有其他电源时才接 VCC。',
      powered,
      'odflash list 显示调试器的读数以及芯片是否应答；odflash doctor --via stlink 检查得更细。',
    ],
  },
  'probe-old-board': {
    causes: ['v3.4 及以下的控制板用 ST-Link 烧录：在 DFU 模式下，其引导程序会导通制动电阻的两个晶体管。'],
    remedies: [
      '断开直流电源，然后只用一个电源以 3.3 V 或 5 V 给控制板供电：芯片停止期间，制动晶体管的栅极悬空。',
      '将 J2 的 /RST、SWD、GND、SWC、VCC 接到调试器的 NRST、SWDIO、GND、SWCLK、VCC。',
      'odflash update --via stlink 安装发行版并保留配置；odflash flash FILE --via stlink 烧录文件。',
    ],
  },
  'probe-held-in-reset': {
    causes: [
      '芯片的复位线被拉低：/RST 上的导线接到了错误的引脚或 GND，或有其他东西拉低它。',
      '供电低于选项字节的欠压复位阈值。',
    ],
    remedies: [
      '拔下 /RST 上的导线再试：SWD、SWC 和 GND 就够了。',
      powered,
      'odflash info --via stlink 显示欠压复位阈值。',
    ],
  },
  'probe-half-voltage': {
    causes: [
      '调试器的检测引脚悬空或接触不良：它读到的不是控制板的供电。st-flash 于是按字节写入，所需时间超过其等待时间（stlink #1335、#1340）。',
      vcc,
    ],
    remedies: [
      joinVcc,
      'odflash flash FILE --via stlink 不依据这样的读数：它按字写入，全部回读，不一致时改为按字节写入。',
    ],
  },
  'probe-stuck': {
    causes: [
      '被终止的程序使调试器停在一个命令的中途。',
      '调试器在等待新固件：更新被中断（此时 V3 显示为 0483:374d 或 0483:3755）。',
    ],
    remedies: [replug, '如果仍然如此，请用 ST 的 STSW-LINK007 或 STM32CubeProgrammer 重新运行调试器的更新。'],
  },
  'probe-verify-differs': {
    causes: ['回读的内容与写入的内容不同：接线对该时钟来说过长、芯片写入时供电下降，或写保护。'],
    remedies: [
      '缩短接线并使用更低的 SWD 时钟（950 kHz 或更低）；检查控制板的供电。',
      'odflash flash FILE --via stlink 会重写不一致的扇区，并自动降低时钟；odflash info --via stlink 会显示保护状态。',
    ],
  },
  'probe-no-bank': {
    causes: ['ODrive 的 ELF 文件含有位于 0x10000000 的内核耦合存储器（CCM）段，那是 RAM：OpenOCD 在那里找不到闪存。'],
    remedies: ['烧录 .hex 或 .bin 文件，或用 odflash 烧录 .elf 文件，它会略去 RAM 段并加以说明。'],
  },
  'probe-lost-target': {
    causes: [
      '中途失去了与芯片的连接：供电下降、导线松动或过长、仿制调试器无法给控制板供电。',
      '固件在被读取期间进入休眠、自行复位或改变了 SWD 引脚。',
    ],
    remedies: [
      `${powerCycle}：在加载程序运行时失去 SWD 的芯片，此后会重新应答。`,
      powered,
      '缩短接线并使用更低的 SWD 时钟（480 kHz 或更低）。',
      underReset,
    ],
  },
  'probe-write-refused': {
    causes: [
      '芯片拒绝写入：扇区写保护、读保护，或固件保存配置时断电而损坏的选项字节（ODrive 论坛 9178）。',
      '写入时芯片的供电下降。',
    ],
    remedies: [
      'odflash unlock --via stlink 解除保护，通过 DFU 时为 odflash unlock。解除读保护会擦除芯片上的全部内容，包括配置。',
      `之后${powerCycle}。`,
    ],
  },
  'probe-after-unlock': {
    causes: ['保护已解除；芯片在重新上电之后才向调试器显示其闪存。'],
    remedies: [
      '关闭控制板的电源再打开；仅复位是不够的。如果仿制调试器的 VCC 给控制板供电，也要拔下它。',
      '然后烧录控制板：解除读保护已擦除全部内容，包括配置。',
    ],
  },
  'probe-firmware': {
    causes: ['调试器的固件过旧或已损坏（调试器被转换为 J-Link 再转换回来之后，版本会全为零）。'],
    remedies: [
      'odflash 支持 J17 及以上的固件，旧的仿制品使用的就是这种固件：odflash flash FILE --via stlink。',
      '否则用 ST 的 STSW-LINK007 或 STM32CubeProgrammer 更新调试器；有些仿制调试器拒绝较新的固件。',
    ],
  },
  'probe-not-opened': {
    causes: [
      '没有插入 ST-Link，或此用户不能打开它：在 Linux 上缺少 udev 规则，在 Windows 上缺少 ST 的驱动程序。',
      '另一个程序占用了调试器：IDE、GDB 服务器、STM32CubeProgrammer、浏览器标签页。',
    ],
    remedies: [
      '关闭使用调试器的其他程序，然后拔下调试器再插上。',
      '在 Linux 上运行：sudo odflash udev-setup；其规则包含所有 ST-Link。在 Windows 上安装 ST 的驱动程序 STSW-LINK009。',
    ],
  },
  'probe-odd-serial': {
    causes: ['没有插入 ST-Link，或调试器的序列号无法读取：挂起的调试程序会留下异常的序列号，仿制品则发送原始字节。'],
    remedies: [replug, 'odflash list 显示所有调试器，不需要序列号：--path 从多个中选择一个。'],
  },
  'probe-busy': {
    causes: [
      '另一个程序占用了调试器：带调试服务器的 IDE、STM32CubeProgrammer、OpenOCD、浏览器标签页。',
      '被终止的调试程序使调试器挂起。',
      '在 Linux 上此用户不能打开调试器：STM32CubeProgrammer 这时给出同样的消息。',
    ],
    remedies: ['关闭另一个程序。', replug],
  },
  'probe-other-chip': {
    causes: [
      '应答的不是 ODrive v3 的 STM32F405：而是调试器仍与之相连的 Nucleo 或 Discovery 板上的芯片，或使用其他厂商芯片的克隆板。',
    ],
    remedies: [
      '将 Nucleo 或 Discovery 板的调试器与其自身的芯片断开（拔掉 CN2 或 CN3 的两个跳线），然后接到 ODrive 的 J2。',
      '对于使用其他芯片的克隆板，请使用其制造商的工具和固件。',
    ],
  },
  'probe-feeds-board': {
    causes: ['仿制调试器的 3.3 V 引脚通过 J2 的 VCC 给控制板供电，与控制板自身的供电相冲突。'],
    remedies: ['只有控制板没有其他电源时，才将 VCC 接到仿制调试器。否则 SWD、SWC 和 GND 就够了。'],
  },
  'probe-not-genuine': {
    causes: ['该程序要求使用 ST 制造的调试器和芯片，但发现了仿制品：仿制调试器，或使用其他厂商芯片的控制板。'],
    remedies: ['odflash flash FILE --via stlink 支持仿制调试器。对于不是 STM32F405 的芯片，它会拒绝并说明是什么芯片。'],
  },
  'probe-script': {
    causes: ['OpenOCD 找不到文件：此版本中脚本名称不同、固件文件在其他文件夹中，或没有用 -f 选择调试器。'],
    remedies: [
      'OpenOCD 0.11 及以上：openocd -f interface/stlink.cfg -f target/stm32f4x.cfg -c "program FILE verify reset exit"。',
      'odflash flash FILE --via stlink 不需要脚本。',
    ],
  },
  'probe-notice': {
    causes: [
      '没有问题：调试器只支持某些时钟频率；没有复位线时，工具通过调试端口使芯片复位；有些芯片不报告其闪存大小；OpenOCD 的脚本已改名。',
    ],
    remedies: ['无需处理。'],
  },
  'probe-not-blank': {
    causes: ['某个工具没有先擦除就写入，或擦除没有生效：扇区受写保护。'],
    remedies: [
      '用 odflash 烧录控制板：它擦除每个扇区，并读回全部内容。',
      '如果再次出现：odflash unlock --via stlink 解除保护。这会擦除全部内容，包括配置。',
    ],
  },
};
