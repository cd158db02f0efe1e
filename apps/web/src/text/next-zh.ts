// Chinese words of what a person does next, where the catalogue names an option of the command line.

import type { Language } from '@odflash/messages';

const again = '再次按下按钮；会从停止的地方继续';
const toDfu = '将拨码开关拨到 DFU（克隆板：按住 BOOT 或插上其跳线）';
const toRun = '将拨码开关拨到 RUN（克隆板：不按 BOOT，也不插其跳线）';
const dfuByHand = `v3.5 及以上：${toDfu}，给控制板断电再上电`;
const oldFirmware = '未作任何更改：拨码开关在 RUN 时，断电再上电会启动旧固件。';
const freeSpace = '释放一些磁盘空间，或允许此页面存储文件，然后重试。';

export const nextSteps: Partial<Language['texts']> = {
  'next.back-in-dfu-and-continue': `${dfuByHand}，然后${again}。`,
  'next.check-cable-and-continue': `检查线缆和供电，然后${again}。`,
  'next.check-file': '重新选择文件。',
  'next.check-network': '检查网络并重试，或拖放固件文件。',
  'next.check-selection': '在浏览器的列表中选择控制板。',
  'next.choose-board': '拔下其他控制板，或在浏览器的列表中选择一个。',
  'next.choose-by-path': '它们的序列号相同：只留下一块，拔下其余的。',
  'next.choose-complete-firmware': '选择含有完整固件的文件。固件的一部分要用命令行烧录。',
  'next.choose-firmware-or-address': '选择您的控制板的固件文件。',
  'next.choose-image-or-address': '选择您的控制板的固件文件。',
  'next.choose-other-board':
    '如果这是使用这种芯片的 ODrive 克隆板，请使用其制造商的工具和固件；如果是其他设备，请在浏览器的列表中选择另一个。',
  'next.choose-other-version': '选择其他发行版本，或拖放固件文件。',
  'next.clear-write-protection-over-stlink': '先用 ST-Link 清除写保护。',
  'next.check-bootloader-or-choose-board':
    '如果这是 ODrive v3，请在 DFU 模式下断电再上电，并换一根线缆：其引导程序没有正确描述其闪存。否则请在浏览器的列表中选择另一个设备。',
  'next.confirm': '阅读警告并接受；危险操作要通过输入序列号来确认。',
  'next.confirm-warnings': '阅读警告并接受。',
  'next.consent': ({ otherwise }, say) =>
    `${otherwise === undefined ? '' : say(otherwise)}要确认，请在询问时输入序列号。`,
  'next.continue-once-in-dfu': `${oldFirmware}如果控制板以 DFU 模式出现，请${again}。`,
  'next.enter-dfu-by-hand-and-repeat': `${toDfu}，给控制板断电再上电，然后重新连接。${oldFirmware}`,
  'next.enter-dfu-by-switch': `${dfuByHand}，然后重新连接：由固件启动的引导程序可能缺少该描述。（v3.4 及更早版本切勿这样做。）如果没有帮助，请换一根线缆。`,
  'next.enter-dfu-by-wire-or-stlink':
    '未作任何更改。使用 ST-Link；或将 BOOT0 接到 3.3 V，保持直流电源关闭，然后重新连接控制板。',
  'next.flash-a-firmware': '烧录一个固件。',
  'next.flash-old-board-over-stlink': '断开直流电源。v3.4 及以下的控制板用 ST-Link 烧录。',
  'next.flash-unsafe-over-stlink': ({ wrongFirmware }) => {
    const wiring =
      '用 ST-Link 烧录：GND、SWD 和 SWC 接到 J2 的同名引脚，控制板的 3.3 V 接到 ST-Link 的 VCC 引脚（由它测量）；只用一个电源给控制板供电（USB 不给它供电）。然后在此处连接 ST-Link。';
    return wrongFirmware
      ? `${wiring}如果控制板上标有 v3.5 或更高版本，它运行的是错误的固件：${toDfu}，给控制板断电再上电，然后重新连接。`
      : wiring;
  },
  'next.flash-writes-parts': '更新需要完整的固件；固件的一部分要用命令行烧录。',
  'next.free-disk-space': freeSpace,
  'next.free-space-for-undo': freeSpace,
  'next.idle-axes-and-continue': `将两个轴都设为 IDLE，然后${again}。`,
  'next.install-udev-rule': '在 Linux 上安装下面的规则，然后重新插入控制板。',
  'next.install-winusb': '在 Windows 上为“STM32  BOOTLOADER”安装 WinUSB，如下所示。',
  'next.name-board': '查看印在控制板上的版本和电压，并选择它们。',
  'next.name-board-of-firmware': ({ board, boards }) =>
    `它是为 ODrive ${board} 构建的。如果控制板正是这种（克隆板：以其制造商所述为准），请选择 ${boards.join(' 或 ')}。`,
  'next.name-old-board-and-consent': () =>
    '断开直流电源。v3.4 及以下的控制板用 ST-Link 烧录。要通过 USB 操作，请选择印在控制板上的版本并确认。',
  'next.name-printed-board': ({ boards }) =>
    `查看印在控制板上的版本和电压并选择：${boards.join('、')}。克隆板：选择与之兼容的版本。`,
  'next.name-printed-voltage': ({ boards }) => `查看印在控制板上的电压，并选择 ${boards.join(' 或 ')}。`,
  'next.choose-whose-configuration': '决定以哪份配置为准：控制板的，还是已保存的。',
  'next.back-in-dfu-and-repeat': `未作任何更改。${toDfu}，给控制板断电再上电，然后重新连接。`,
  'next.switch-to-run-or-go-back': ({ owes }) =>
    `${toRun}，给控制板断电再上电，然后${owes ? '再次按下按钮以恢复配置' : '检查它是否运行'}。如果它始终不出现，说明此固件在此控制板上不启动，例如因为它适用于另一种控制板版本：${toDfu}，断电再上电，并恢复旧固件。`,
  'next.name-right-board': '核对印在控制板上的版本，并选择它。',
  'next.other-cable-and-repeat': `换一根线缆，或换一个不经集线器的端口，然后${again}。`,
  'next.plug-in-stlink': '插入 ST-Link，并在浏览器的列表中选择它。',
  'next.power-cycle-and-repeat': '给控制板断电再上电，然后重试。',
  'next.power-cycle-in-dfu-and-check': '在 DFU 模式下给控制板断电再上电，然后重新连接。',
  'next.power-cycle-in-dfu-and-repeat': `在 DFU 模式下给控制板断电再上电，然后${again}。`,
  'next.repeat-for-configuration': '再次按下按钮：会从配置继续。',
  'next.repeat-or-check-supply': '重试；如果再次出现，请检查控制板的供电。',
  'next.repeat-or-distrust-download': '重试；如果再次出现，请不要使用该文件。',
  'next.repeat-or-other-cable': '重试；如果再次出现，请换一根线缆或换一个端口。',
  'next.repeat-or-other-port':
    '重试。如果再次出现，请在 DFU 模式下给控制板断电再上电，并换一个 USB 端口或使用 USB 2 集线器。',
  'next.repeat-or-power-cycle': '重试；如果再次出现，请先在 DFU 模式下给控制板断电再上电。',
  'next.repeat-to-finish': '再次按下按钮以完成操作。',
  'next.report-bug': '这种情况不应发生：请保存报告，并附上它提交 issue。',
  'next.restore-saved-configuration': '配置保存在此浏览器中，见下文。',
  'next.secure-load': '固定好负载并将两个轴都设为 IDLE。',
  'next.secure-load-and-repeat': '固定好负载，然后重试。',
  'next.shorter-wires-and-repeat': '检查插头和供电，使用更短的接线，然后重试。',
  'next.switch-into-dfu': `${dfuByHand}，然后重新连接。`,
  'next.switch-to-run-and-repeat': `${toRun}，给控制板断电再上电，然后${again}。`,
  'next.switch-to-run-or-start': `${toRun}，然后给控制板断电再上电。`,
  'next.unlock-and-erase': '解除保护会擦除芯片上的全部内容，包括配置。',
  'next.unlock-sectors': '请先解除控制板的写保护。',
  'next.use-machine-with-usb': '使用有 USB 的计算机，或试试演示。',
  'next.connect-original-board': `将调试器接到原来的控制板；${again}。`,
  'next.power-cycle-lost-chip': `检查控制板的供电和接线，给控制板断电再上电（失去 SWD 的芯片之后会重新应答），然后${again}。`,
  'next.restore-probe-connection': `插入调试器，给控制板供电，检查接线；${again}。`,
  'next.free-replug-and-repeat': '关闭使用调试器的其他程序，拔下调试器再插上，然后重试。',
  'next.wait-for-other-process': '完成或关闭另一个标签页或程序，然后重试。',
};
