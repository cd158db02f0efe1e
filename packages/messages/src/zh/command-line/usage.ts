import type { UsageMessages, UsageStepMessages } from '../../command-line/usage.ts';
import type { Texts } from '../../language.ts';
import { list } from '../words.ts';

export const usage: Texts<UsageMessages & UsageStepMessages> = {
  'usage.no-command': '缺少命令。',
  'usage.exclusive': ({ option, others }) => `${option} 不能与 ${others.join(' 或 ')} 同时使用。`,
  'usage.state-without-virtual': '--virtual-state 需要虚拟控制板。',
  'usage.unknown-board': ({ name }) => `未知的控制板版本：${name}。`,
  'usage.name-of-clone': ({ clone, major, minor }) =>
    `${clone} 是克隆板的名称：它与 ODrive v${major}.${minor} 兼容，但名称没有说明电压。`,
  'usage.cannot-listen': ({ address, port, reason }) =>
    `无法监听 ${address ?? (port === undefined ? 'USB/IP 端口 3240' : `127.0.0.1 的端口 ${port}`)}（${reason}）。`,
  'usage.no-probe-to-serve': '--stlink-server 需要带 ST-Link 的控制板。',
  'usage.outside-flash': ({ range }) => `${range} 不在主闪存之内。`,
  'usage.udev-on-linux-only': 'udev 规则只存在于 Linux。',
  'usage.no-message-given': '没有给出消息。',
  'usage.text-too-long': ({ mebibytes }) => `文本超过 ${mebibytes} MiB。`,
  'usage.one-file-twice': ({ path }) => `两个结果不能写入同一个文件：${path}`,
  'usage.script-and-eval': '脚本不能与 --eval 同时使用。',
  'usage.nothing-to-run': '没有可运行的内容：没有终端、脚本或表达式。',
  'usage.code-failed': ({ file, what }) => `${file ?? '表达式'} 失败：${what}`,
  'usage.needs-axis': '此操作需要一个轴，例如 odrv0.axis0。',
  'usage.needs-board': '此操作需要一块控制板，例如 odrv0。',
  'usage.no-motor-thermistor': '此固件没有电机热敏电阻。',
  'usage.armed-here': ({ axis }) => `${axis} 已在此使能，而此操作不会喂其看门狗。`,
  'usage.step-mode': ({ mode }) => `step_and_plot 只对位置或速度做阶跃，不支持控制模式 ${mode}。`,
  'usage.step-not-a-number': '阶跃及其时间必须是数值。',
  'usage.not-numbers': '要绘制的函数没有返回数值。',
  'usage.nothing-to-plot': '没有指定要绘制的内容。',
  'usage.oscilloscope-alone': '--oscilloscope 按原样读取缓冲区：不能指定路径、频率或时长。',
  'usage.not-to-be-saved': ({ path }) => `--save 保存配置的值，而 ${path} 是另一种值。`,
  'usage.clear-and-watch': '--clear 不能与 --watch 同时使用。',
  'usage.watch-and-all': '--watch 跟踪一块控制板，而 --all 表示所有控制板。',
  'usage.all-and-one': '--all 与选择某一块控制板相矛盾。',
  'usage.values-need-usb': '控制板没有通过 USB 连接，因此无法向其固件查询值：只能保存配置扇区。',

  'next.show-usage': ({ command, optionsFollow }) => {
    const usage = `odflash ${command === undefined ? '' : `${command} `}--help 显示用法。`;
    return optionsFollow ? `选项写在命令之后。${usage}` : usage;
  },
  'next.omit-one': '省略其中一个。',
  'next.omit-them': '省略它们。',
  'next.omit-save': '省略 --save。',
  'next.add-virtual': '同时指定 --virtual，例如 --virtual v3.6-56V+dfu。',
  'next.pass-board': ({ names }) => `指定控制板上印的版本：${list(names)}。`,
  'next.pass-board-of-clone': ({ boards }) =>
    `${boards.map(({ name, volts }) => `如果厂家标明 ${volts} V，指定 --board ${name}`).join('；')}。标签有时不正确：更新后 vbus_voltage 必须显示实际的供电电压。`,
  'next.choose-address': ({ option, example }) => `用 ${option} 选择其他地址，例如 ${option} ${example}。`,
  'next.check-server': '检查主机和端口，以及服务器是否在运行：odflash virtual --listen 或 usbipd。',
  'next.add-probe': '在配置名后加上 +stlink，例如 --profile v3.6-56V+stlink。',
  'next.flash-range': ({ range }) => `主闪存为 ${range}。`,
  'next.doctor-names-driver': '在 Windows 上：odflash doctor 会指出驱动程序。',
  'next.macos-needs-nothing': 'macOS 不需要任何设置。',
  'next.pass-message': '作为参数给出消息：odflash explain "MESSAGE"，或用管道把文件传给命令。',
  'next.pass-expression': "给出表达式，例如 odflash shell -e 'odrv0.vbus_voltage'。",
  'next.code-place': ({ place }) => `发生在 ${place}。`,
  'next.correct-code': '更正后重新运行。',
  'next.boards-of-shell': ({ names }) => (names.length === 0 ? '没有连接控制板。' : `已连接：${list(names)}。`),
  'next.thermistor-since': '它从固件 0.5.1 开始提供。',
  'next.set-idle-first': ({ axis }) => `请先设为 IDLE：${axis}.requested_state = AXIS_STATE_IDLE`,
  'next.pass-step-mode': '请传入 CONTROL_MODE_POSITION_CONTROL (3) 或 CONTROL_MODE_VELOCITY_CONTROL (2)。',
  'next.give-numbers': '给出返回数值的函数，例如 () => [odrv0.axis0.encoder.pos_estimate]。',
  'next.name-value': '指定一个值，例如 odflash plot vbus_voltage。odflash get "*" 显示所有的值。',
  'next.clear-first': '先清除，再监视。',
  'next.choose-by-serial': '用 --serial 选择一块。',
  'next.connect-usb-or-dfu': '同时连接 USB 电缆，或指定以 .dfu 结尾的文件名。',
  'next.write-differing-sectors': 'odflash flash FILE 写入不同的扇区。',
};
