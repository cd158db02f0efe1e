import type { HealthMessages } from '../../command-line/health.ts';
import type { Texts } from '../../language.ts';

export const health: Texts<HealthMessages> = {
  'health.row-cause': '原因',
  'health.row-remedy': '处理',
  'health.latched': ({ value }) => `${value}，轴上次转为空闲时`,
  'health.misconfigured': '固件报告其配置自相矛盾',
  'health.misconfigured-cause': '一个引脚有两个功能，或某个模式需要其他设置',
  'health.misconfigured-remedy': '检查 GPIO 模式和引脚，保存配置并重新启动',
  'health.problems': ({ count }) => (count === 0 ? '未发现问题。' : `${count} 个问题。`),
  'health.finding': ({ title, about }, say) =>
    `${say(title)}${about.length === 0 ? '' : `（${about.map(say).join('：')}）`}`,
};
