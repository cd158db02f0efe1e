import type { ValueMessages } from '../../command-line/values.ts';
import type { Texts } from '../../language.ts';

export const values: Texts<ValueMessages> = {
  'value.set-planned': ({ path, before, value, also }, say) =>
    `试运行：没有写入任何内容。${path} ${before} → ${value}${also.map((each) => `；还有 ${say(each)}`).join('')}。`,
  'value.set': ({ path, before, value, also }, say) =>
    `${path} ${before} → ${value}${also.map((each) => `；还有 ${say(each)}`).join('')}，已回读。`,
  'value.unchanged': ({ path, value }) => `${path} 已是 ${value}。`,
  'value.differs': ({ path, value, found }) => `${path} 写入的是 ${value}，但读到的是 ${found}。`,
  'value.saved': '已保存。',
  'value.saved-and-restarted': '已保存；控制板已重新启动。',
  'value.save-planned': '试运行：没有保存任何内容。',
  'value.not-saved': '未保存：该值会在下次重新启动时丢失。用 --save 保留它。',
  'value.axis-idle': ({ axis }) => `${axis} 已空闲。其电机支撑的负载可能会落下。`,
  'value.axis-stays-armed': ({ axis }) =>
    `${axis} 已使能并保持使能。停止方法：odflash set ${axis}.requested_state IDLE`,
  'value.axis-idle-again': ({ axis }) => `${axis} 已恢复空闲。`,
  'value.axis-set-to-idle': ({ axis }) => `${axis} 已设为 IDLE。其电机支撑的负载可能会落下。`,
};
