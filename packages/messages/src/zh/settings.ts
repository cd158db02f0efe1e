import type { SettingsMessages } from '@odflash/core/messages';
import { rounded } from '../decimal.ts';
import type { Say, Texts } from '../language.ts';
import { list as names } from './words.ts';

export const settings: Texts<SettingsMessages> = {
  'settings.change': ({ path, from, to }) => `${path} ${from === undefined ? '' : `${from} → `}${to}`,
  'settings.default-change': ({ path, from, to }) => `${path} 默认值 ${from} → ${to}`,
  'settings.becomes': ({ path, from, to }) => `${path}：${from} 变为 ${to}`,
  'settings.not-kept': ({ path, wanted, found }) => `${path}：控制板保留 ${found}，而不是 ${wanted}`,
  'settings.broken-rule': ({ path, value, ...rule }) => `${path} ${value} ${ruleText(rule)}`,
  'settings.refusal': ({ path, value, kept, keptBreaks, ...rule }) => {
    const own = kept === undefined ? '' : `；控制板保留 ${kept}`;
    const doubt = keptBreaks ? `（此值${ruleText(keptBreaks)}）` : '';
    return `${path} ${value} ${ruleText(rule)}${own}${doubt}`;
  },
  'settings.variant-value': ({ path, trait, inFile, kept, breaks }) => {
    const dependsOn = trait ? `（${traits[trait]}）` : '';
    const file = inFile === undefined ? '' : ` ${inFile}`;
    const rule = breaks ? ` ${ruleText(breaks)}` : '';
    return `${path}${dependsOn}${file}${rule}${kept === undefined ? '' : `，控制板保留 ${kept}`}`;
  },
  'settings.old-default': ({ path, value, since }) =>
    `${path} ${value}（自 ${since} 起的默认值，现已不是${effects[path] ?? ''}）`,
  'settings.repeat': ({ path, calibration }) => `${path}（请重做${calibrations[calibration]}）`,
  'settings.skipped': ({ paths, reason }) => `${names(paths)}：${reasons[reason]}`,
  'settings.skip-reason': ({ reason }) => reasons[reason],
  'settings.unmissed-reason': ({ reason }) =>
    reason === 'not-found' ? '为关闭、零或默认值，且此固件不认识' : reasons[reason],
  'settings.weaker': ({ values }, say) => `保护弱于控制板现有的保护：${said(values, say)}。`,
  'settings.not-written': ({ values, limit }, say) => `未写入${limitText(limit)}：${said(values, say)}。`,
  'settings.unusual': ({ values, limit }, say) => `不寻常${limitText(limit)}：${said(values, say)}。`,
  'settings.brake-stays-off':
    '在该文件的固件中，制动电阻始终启用；现在它保持停用。如果接有电阻：odflash set config.enable_brake_resistor true --save',
  'settings.from-other-board': ({ group, values }, say) => `${groups[group]}，来自另一块控制板：${said(values, say)}。`,
  'settings.other-identity': ({ values }, say) =>
    `控制板将得到另一块控制板的 ID：${said(values, say)}。两块 ID 相同的控制板会在总线上相互干扰。`,
  'settings.variant-skipped': ({ values, doubt, serial }, say) => {
    const why = doubt === 'not-told' ? '文件没有指明该型号' : '该型号未经证实';
    const most = `已跳过，因为它们取决于控制板型号，而${why}：${said(values, say)}。`;
    return serial === undefined ? most : `${most}--consent setting=${serial}:PATH=VALUE 会写入其中一个。`;
  },
  'settings.calibration-skipped': ({ paths, serial }) =>
    `已跳过，属于另一套电机和编码器的校准：${list(paths)}。--consent calibration=${serial} 会恢复它（仅限相同的电机、相同的编码器、相同的安装）。`,
  'settings.own-defaults': ({ paths }) => `文件中为默认值；控制板保留自己的值：${list(paths)}。`,
  'settings.unknown': ({ paths }) => `不是配置值，未写入：${list(paths)}。`,
  'settings.translated': ({ values }, say) => `该文件的固件的默认值，写为此固件的默认值：${said(values, say)}。`,
  'settings.old-defaults': ({ values }, say) =>
    `原样写入，因为它不是该文件的固件的默认值，只是更早固件的默认值：${said(values, say)}。`,
  'settings.startup-off': ({ paths }) => `启动标志写为关闭：${list(paths)}。`,
  'settings.incomplete-off': ({ paths }) => `写为关闭，因为相关的值被跳过：${list(paths)}。`,
  'settings.flags-off': ({ values }, say) => `校准标志写为关闭：${said(values, say)}。`,
  'settings.already-set': '控制板已是此值。',
  'settings.unnamed-value': ({ path, value, names }) =>
    `这一代 ODrive 固件的 ${path} 没有 ${value}，只有：${list(names)}。`,
  'settings.to-set': ({ values }, say) => `要设置的值：${values.map(say).join('；')}。`,
  'settings.left-out': ({ path, reason }) => `${path} 不写入：${reason}`,
  'settings.refused-afterwards': ({ refusal }, say) => `未写入：${say(refusal)}。`,
  'settings.repeat-afterwards': ({ path, calibration }) => `${path} 为关闭：请重做${calibrations[calibration]}。`,
  'settings.taken-back': ({ path }) =>
    `${path} 为关闭：编码器就绪之前，固件会将其复位。请重做${calibrations['encoder-offset']}。`,
  'settings.not-restored': ({ count, file, missed }, say) =>
    `${file} 中有 ${count} 个值无法恢复：${list(missed.map(say), 5)}。`,
  'settings.other-generation': ({ file, from, to }) =>
    `${file} 中的配置来自固件 ${from}，而控制板运行 ${to}：相同的名称使用不同的单位。`,
  'settings.not-switched-off': ({ paths }) => `控制板没有关闭 ${names(paths)}。`,
  'settings.axis-not-idle': ({ axis }) => `${axis} 不再空闲：恢复已停止。`,
  'settings.board-invalid': ({ limit }) => `对此控制板无效的设置${limitText(limit)}：`,
};

type Broken = Pick<SettingsMessages['settings.broken-rule'], 'rule' | 'bound'>;

const rules: Readonly<Record<Broken['rule'], (bound: string) => string>> = {
  'not-a-number': () => '不是数字',
  infinite: () => '为无穷大',
  'not-positive': () => '不大于零',
  negative: () => '为负',
  positive: () => '大于零',
  'above-limit': (bound) => `高于 ${bound} V，即此控制板的限值`,
  'above-default': (bound) => `高于 ${bound} V，即此控制板的默认值`,
  'ramp-below-bus': (bound) => `会在母线电压（${bound} V）或更低处开始：电阻将一直导通`,
  'ramp-reversed': () => '会在起点或更低处结束',
  'ramp-near-bus': (bound) => `高出母线电压（${bound} V）不足 5 %`,
  'ramp-not-judged': (bound) => `无法检查：母线电压不高于 ${bound} V`,
};

function ruleText({ rule, bound }: Broken): string {
  return rules[rule](bound === undefined ? '?' : rounded(bound, 4));
}

/** What the limit of a board is known by, where that is not OTP. */
function limitText({ by, rated }: SettingsMessages['settings.unusual']['limit']): string {
  if (by === 'firmware') return `（${rated} V 控制板的限值，由固件报告；OTP 为空）`;
  return by === 'assumed' ? '（控制板型号未知：按 24 V 检查）' : '';
}

const reasons: Readonly<Record<SettingsMessages['settings.skip-reason']['reason'], string>> = {
  'not-found': '此固件不认识',
  'other-type': '类型或范围错误',
  'other-unit': '在此固件中含义不同',
  'foreign-reference': '引用了此固件不认识的属性',
  'read-only': '由固件管理',
  'other-board': '另一块控制板的校准',
  'other-variant': '取决于控制板型号',
  'own-default': '为默认值；控制板保留自己的值',
  'no-switch': '该文件的固件不认识',
  refused: '被拒绝',
  renamed: '另一名称下的校准',
  'not-configuration': '不是配置值',
};

const groups = {
  variant: '与此控制板型号有关',
  supply: '与电源有关',
  wiring: '与接线有关',
  machine: '与电机和机械有关',
  motor: '电机校准（已确认）',
  encoder: '编码器校准（已确认）',
} as const;

const traits = { voltage: '电压', shunt: '分流电阻', minor: '版本' } as const;

/** What a person does to get a calibration again. */
const calibrations = {
  motor: '电机校准',
  'encoder-offset': '编码器偏移校准',
  'index-search': '索引搜索和编码器偏移校准',
  hall: '霍尔极性和编码器偏移校准',
  anticogging: '抗齿槽校准',
} as const;

/** What a value does on firmware that has another default. */
const effects: Readonly<Record<string, string>> = { 'can.config.protocol': '，在这里也不是 CAN 协议' };

/** The first of them, and how many there are beside. */
function list(texts: readonly string[], most = 8): string {
  const more = texts.length > most ? `；以及另外 ${texts.length - most} 个` : '';
  return `${texts.slice(0, most).join('；')}${more}`;
}

function said(values: SettingsMessages['settings.weaker']['values'], say: Say): string {
  return list(values.map(say));
}
