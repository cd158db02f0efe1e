import type { CalibrationMessages } from '../../command-line/calibration.ts';
import type { Texts } from '../../language.ts';

export const calibration: Texts<CalibrationMessages> = {
  'calibration.planned': '试运行：没有任何运动。',
  'calibration.failed': ({ axis, step }, say) => `${axis} 已空闲：在步骤“${say(step)}”中失败。`,
  'calibration.done': ({ axis }) => `${axis} 已校准并空闲。`,
  'calibration.saved': '已保存。',
  'calibration.not-saved': '未保存：结果会在下次重新启动时丢失。用 --save 运行以保留它们。',
  'call.planned': ({ path }) => `试运行：没有调用 ${path}。`,
  'call.called': ({ path }) => `已调用 ${path}。`,
  'call.unknown': ({ path }) => `${path} 发送了一次，但应答丢失：不知道是否已执行。查看控制板：odflash status`,
};
