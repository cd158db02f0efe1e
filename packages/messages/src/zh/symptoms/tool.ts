import type { ToolSymptomCode } from '@odflash/core/messages';
import type { SymptomText } from '../../language.ts';
import { switchToDfu, switchToRun, zadig } from './advice.ts';

const passVersion = '指定印在控制板上的版本：odflash update --board v3.6-56V';

export const toolSymptoms: Readonly<Record<ToolSymptomCode, SymptomText>> = {
  'no-backend': {
    causes: ['该 Python 工具在此计算机上找不到 libusb。原因不在控制板。'],
    remedies: [
      '为该工具安装 libusb（Linux：libusb-1.0-0；macOS：brew install libusb；Windows：libusb DLL），或使用自带 libusb 的 odflash。',
    ],
  },
  wsl: {
    causes: [
      'DFU 模式下的控制板（0483:df11）与运行中的 ODrive（1209:0d32）是不同的 USB 设备：附加到 WSL 或虚拟机的仍是已消失的那个设备。',
      'Windows 上的程序或驱动程序仍在使用该设备（busy）。',
      '连接时 WSL 没有运行，或其内核没有加载 vhci-hcd。',
    ],
    remedies: [
      '两个都要附加：对运行中的控制板执行 usbipd bind 和 usbipd attach --wsl --auto-attach，对引导程序再执行一次。',
      '关闭 Windows 上使用控制板的程序，或用 usbipd bind --force --busid BUSID 共享它。',
      '保持一个 WSL 窗口打开，在其中运行：sudo modprobe vhci-hcd。然后运行 usbipd attach --wsl --auto-attach --busid BUSID，对运行中的控制板和引导程序各一次。',
      '或直接在 Windows 上运行 odflash；odflash doctor 会说明它看到了什么。',
    ],
  },
  'dfu-suffix': {
    causes: ['没有问题：原始二进制文件没有 DFU 后缀，dfu-util 只是说明这一点。'],
    remedies: ['无需处理；使操作停止的原因在后文。'],
  },
  'backup-in-dfu': {
    causes: [
      '只有运行中的固件才能以值的形式读取其配置。在 DFU 模式下，配置仍在闪存的扇区 10 和 11 中，而 odrivetool 会擦除它们。',
    ],
    remedies: [
      `${switchToRun}然后运行 odflash backup，或运行会保存并恢复配置的 odflash update。`,
      'odflash flash 不触动扇区 10 和 11，并会保存它所覆盖的内容。',
    ],
  },
  'no-release': {
    causes: [
      '控制板所报告的版本没有官方固件：OTP 为空或是其他内容（克隆板）、从未发布过的型号，或该工具适用于更新的控制板。',
    ],
    remedies: [`${passVersion}；或指定固件文件。`, 'odflash catalogue 会列出发行版本。'],
  },
  'not-genuine': {
    causes: ['OTP 为空或是其他内容：克隆板，或更换过芯片的控制板。较新的 odrivetool 拒绝这样的控制板。'],
    remedies: [`${passVersion}。`],
  },
  'switch-left-on-dfu': {
    causes: [
      '固件已写入，但控制板没有启动它：拨码开关仍在 DFU（克隆板：BOOT 跳线已插上）。odrivetool 在等待运行中的 ODrive。',
    ],
    remedies: [switchToRun, '在控制板处于 DFU 模式时，odflash verify FILE 会说明固件是否完整。'],
  },
  'unknown-property': {
    causes: ['某个已保存的设置在现在运行的固件中名称不同，或不存在：该备份来自另一个发行版本。'],
    remedies: ['odflash restore FILE --dry-run 会列出将要写入、转换和跳过的内容。'],
  },
  'no-download': {
    causes: [
      '该工具无法获取版本列表或固件：没有网络、有代理，或来自该地址的请求过多（GitHub 每小时允许 60 次）。',
      'CERTIFICATE_VERIFY_FAILED：该 Python 没有根证书（macOS：运行 Install Certificates.command；Windows 和 Linux：pip install --upgrade certifi），或代理替换了证书。',
    ],
    remedies: [
      'odflash update 自行获取版本；odflash catalogue 列出它们。',
      '没有网络时：在别处下载固件并指定文件，odflash flash FILE。',
    ],
  },
  'wsl-rights': {
    causes: ['将设备共享给 WSL 会更改其驱动程序，只有管理员可以这样做。'],
    remedies: [
      '以管理员身份打开 PowerShell，每个设备一次：usbipd bind --busid BUSID。连接不需要管理员。',
      '或在 Windows 上直接运行 odflash；odflash doctor 会说明它看到了什么。',
    ],
  },
  'detach-refused': {
    causes: [
      'dfu-util 找到一个不在 DFU 模式的设备并请求它切换，但被拒绝。ODrive 的固件不接受这样的请求：dfu-util 遇到的是另一个设备，或控制板离开了总线。',
    ],
    remedies: [switchToDfu, 'odflash list 显示有哪些设备；dfu-util -d 0483:df11 会排除其他设备。'],
  },
  'file-for-other-device': {
    causes: ['该文件的后缀或前缀指定的设备与所连接的不同，或文件已损坏。'],
    remedies: [
      'odflash info FILE 说明该文件是什么，适用于哪种控制板。',
      'odflash flash FILE 接受 .hex、.elf、.bin 和 .dfu，并检查它们是否适合控制板；否则重新下载文件。',
    ],
  },
  'zadig-failed': {
    causes: ['Zadig 无法替换驱动程序：它没有管理员权限、设备正在使用，或另一个安装正在等待重启。'],
    remedies: ['关闭所有使用控制板的程序，重启 Windows，以管理员身份运行 Zadig。', zadig],
  },
};
