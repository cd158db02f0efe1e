import { hex32 } from '@odflash/core/bytes';
import type { FileWitness, PreflightMessages, WrongBoardEffect } from '@odflash/core/messages';
import type { Texts } from '../language.ts';
import { boardsText, list } from './words.ts';

const witnesses: Readonly<Record<FileWitness, string>> = {
  bytes: '其内容',
  digest: '其发行版本的哈希值',
  name: '其文件名',
};

const by = (kinds: readonly FileWitness[]): string =>
  kinds.length === 0 ? '' : `（依据${kinds.map((kind) => witnesses[kind]).join('和')}）`;

const volts = (voltages: readonly number[]): string => `${voltages.join(' 或 ')} V`;

const ownBackupText = '该文件是此控制板的备份。';

/** Of 24 V boards the divider of the bus voltage is 11, of 48 and 56 V boards 19. */
const scales = {
  low: '读到的供电电压只有真实值的 0.58 倍，因此过压保护动作过晚',
  high: '读到的供电电压是真实值的 1.73 倍',
  other: '按另一种控制板读取电流和电压',
} as const;

function effectText({ version, checks, scale }: WrongBoardEffect): string {
  if (version === undefined || checks === undefined)
    return `0.5.2 起的固件在其他控制板上不启动；更早的固件会运行，${scales[scale]}。`;
  if (checks) return `固件 ${version} 只在为其构建的控制板上启动。`;
  return `固件 ${version} 不检查控制板：它会运行，${scales[scale]}。`;
}

const notAnOdrive = {
  'not-an-f405': '其存储器与 STM32F405 不符',
  'layout-untold': '其引导程序没有描述其闪存',
  'otp-blank': '其 OTP 存储器为空',
  'otp-foreign': '其 OTP 存储器中是其他记录',
  'otp-unreadable': '无法读取其 OTP 存储器',
} as const;

const claimants = {
  running: '控制板上曾运行的固件',
  installed: '闪存中的固件',
} as const;

const openQuestions = {
  version: () => '控制板版本',
  voltage: volts,
} as const;

const ways = 'odflash update 会保存并恢复这些设置；--fresh-config 会擦除它们。';

const rawWhy =
  '映像中含有配置（扇区 10 和 11），不知道它是否来自使用此固件的这块控制板：其中的限值和校准在这里可能是错误的。';

type Unusable = PreflightMessages['preflight.records-unusable']['unusable'][number];

function unusableText({ location, why, program, begun, files }: Unusable): string {
  const author = program === undefined ? '更新版本的 odflash' : `更新版本的 odflash（${program}）`;
  const what = why === 'newer' ? `由${author}写入` : '已损坏';
  const when = begun === undefined ? '' : `（开始于 ${begun}）`;
  const named = files.length === 0 ? '' : `它引用了 ${list(files)}。`;
  return `中断操作的记录 ${location}${when}${what}，无法使用。${named}`;
}

export const preflight: Texts<PreflightMessages> = {
  'preflight.image-in-flash': '映像位于闪存范围之内。',
  'preflight.image-outside-flash': ({ from, to }) =>
    `映像覆盖 ${hex32(from)} 至 ${hex32(to)}，超出闪存范围（0x08000000 至 0x080FFFFF）。`,
  'preflight.image-bytes': ({ bytes }) => `映像包含 ${bytes} 字节。`,
  'preflight.image-ends-early': ({ address }) =>
    `文件在固件结束之前就结束了：缺少自 ${hex32(address)} 起的数据。文件可能被截断。`,
  'preflight.image-without-data': '映像不含写入闪存的数据。',
  'preflight.image-all-erased': '映像只含 0xFF：没有数据。',
  'preflight.image-note': ({ note }, say) => `${say(note)}。`,
  'preflight.vectors-cut': '映像写入向量表所在的扇区，但不含向量表：控制板将无法启动。',
  'preflight.vectors-valid': ({ why }, say) => `向量表有效：${say(why)}。`,
  'preflight.may-not-start': ({ why }, say) => `固件可能无法启动：${say(why)}。`,
  'preflight.would-not-start': ({ why }, say) => `固件将无法启动：${say(why)}。`,
  'preflight.part': '映像没有向量表：它是固件的一部分，控制板上其余部分保持不变。',
  'preflight.only-part': '映像没有向量表：它只是固件的一部分。',
  'preflight.part-overwrites': ({ sectors }) =>
    `映像没有向量表，并会覆盖可启动固件的一部分（扇区 ${list(sectors.map(String))}）：其余部分保留，执行时会进入新写入的字节。`,
  'preflight.no-bootable-firmware': ({ why }, say) =>
    `控制板上没有可启动的固件：${say(why)}，如同空白控制板或操作被中断之后。这一部分不会改变这种情况。请烧录完整的固件，或被中断操作的撤销备份。`,

  'preflight.file-contradicts': ({ contradiction }, say) => `${say(contradiction)}。`,
  'preflight.file-of-product': ({ product, named, ownBackup }, say) => {
    const what = `该文件是另一种产品的固件：${say(product)}。`;
    if (named) return `${what}但依据${witnesses[named.by]}，它适用于 ${boardsText(named.boards)}。`;
    const text = `${what}它按另一种电路驱动引脚，可能损坏控制板的功率级以及与之相连的设备。`;
    return ownBackup ? `${text}${ownBackupText}` : text;
  },
  'preflight.installed-product': ({ product }, say) => `控制板上的固件属于另一种产品：${say(product)}。`,
  'preflight.installed-other': ({ board, boards }) =>
    `控制板上的固件适用于 ${boardsText(boards)}，而控制板是 ODrive ${board}。`,
  'preflight.installed-contradicts': ({ board }) => `控制板上的固件自相矛盾，控制板是 ODrive ${board}。`,
  'preflight.file-unidentified':
    '从文件内容无法认定它是适用于此控制板的 ODrive 固件：控制板可能无法用它启动，或不在 USB 上出现。',
  'preflight.file-board-open': ({ fileBoard, board, open, voltages }) =>
    `该文件适用于 ODrive ${fileBoard}，但没有指明${open.map((what) => openQuestions[what](voltages)).join('和')}；控制板是 ODrive ${board}。`,
  'preflight.board-voltage-open': ({ boards, voltages }) =>
    `该文件适用于 ${boardsText(boards)}；不知道控制板是否适用于 ${volts(voltages)}。`,
  'preflight.file-fits': (file) => `该文件适用于 ${boardsText(file.boards)}${by(file.by)}。`,
  'preflight.file-for-other-board': ({ board, effect, ownBackup, ...file }) => {
    const what = `该文件适用于 ${boardsText(file.boards)}${by(file.by)}，而控制板是 ODrive ${board}。`;
    return `${what}${effectText(effect)}${ownBackup ? ownBackupText : ''}`;
  },

  'preflight.read-protected': '芯片处于读保护状态：既不能读取也不能写入。',
  'preflight.not-read-protected': '芯片没有读保护。',
  'preflight.not-write-protected': '要写入的扇区都没有写保护。',
  'preflight.write-protected': ({ sectors }) =>
    `扇区 ${list(sectors.map(String))} 处于写保护状态：会忽略新写入的字节而不报错。`,
  'preflight.not-an-odrive': ({ why, maybeOld }) =>
    `无法确认处于 DFU 模式的设备是 ODrive：${notAnOdrive[why]}。${maybeOld ? '如果控制板上标有 v3.4 或更低版本，请立即断开直流电源。' : ''}`,
  'preflight.otp-contradicts': ({ board, named }) =>
    `OTP 表明控制板是 ODrive ${board}，而不是 --board 指定的 ${named}。`,
  'preflight.board': ({ board, evidence }) =>
    evidence === 'otp' ? `由 OTP 识别的控制板：ODrive ${board}。` : `ODrive ${board}（来自 --board）。`,
  'preflight.wrong-firmware': ({ firmware, claimed }) =>
    `${claimants[firmware]}是为 ODrive ${claimed} 构建的：对此控制板来说是错误的固件。`,
  'preflight.claims-differ': ({ firmware, claimed, named }) =>
    `${claimants[firmware]}是为 ODrive ${claimed} 构建的，--board 为 ${named}，OTP 对两者都不能证实。`,

  'preflight.erases-firmware': '固件将被擦除：重新烧录之前控制板无法启动。',
  'preflight.erases-configuration': '扇区 10 和 11 也将被擦除：配置会丢失。',
  'preflight.erases-configuration-to-defaults': '扇区 10 和 11 将被擦除：配置会丢失，固件以默认值启动。',
  'preflight.raw-confirmed': '映像中的配置将原样写入（已确认）。控制板运行后，odflash doctor 会检查它。',
  'preflight.raw-own': '映像中的配置是从使用此固件的这块控制板保存的；它将取代现有的配置。',
  'preflight.raw-foreign': rawWhy,
  'preflight.raw-skipped': ({ consent }) => `${rawWhy}它将被跳过；--consent ${consent} 会写入它。`,
  'preflight.settings-of-other-generation': ({ from, to }) =>
    `控制板上的设置保留，它们由固件 ${from.join(' 或 ')} 保存：${to.join(' 或 ')} 使用不同的单位和名称，可能无法读取，或作不同的解释。${ways}`,
  'preflight.settings-of-newer': ({ from, to }) =>
    `从 ${from.join(' 或 ')} 降级到 ${to.join(' 或 ')}：控制板上的设置保留，较旧的固件可能无法读取，或作不同的解释。${ways}`,
  'preflight.start-new-firmware': '校验后启动固件？电机可能转动。',
  'preflight.start-new-firmware.yes': '启动',
  'preflight.start-new-firmware.no': '让控制板留在 DFU 模式',

  'preflight.records-unusable': ({ failure, unusable, unread }) =>
    [
      ...(failure === undefined ? [] : [`无法读取先前操作的记录（${failure.replace(/\.$/, '')}）。`]),
      ...unusable.map(unusableText),
      ...(unread > 0 ? [`另有 ${unread} 条先前操作的记录未读取：记录过多。`] : []),
      '不知道此控制板上先前的操作是否曾被中断。',
    ].join(''),
};
