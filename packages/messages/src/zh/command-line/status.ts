import type { StatusMessages } from '../../command-line/status.ts';
import type { Texts } from '../../language.ts';
import { deviceText, list } from '../words.ts';

const sensors = { fets: 'MOSFET', motor: '电机' } as const;

export const status: Texts<StatusMessages> = {
  'status.nothing-to-clear': '没有可清除的内容。',
  'status.no-errors': '没有错误。',
  'status.boards-with-errors': ({ count, of }) => `${of} 块控制板中有 ${count} 块有错误。`,
  'status.in-dfu': ({ device }) => `处于 DFU 模式，固件没有运行：${deviceText(device)}`,
  'status.unavailable': ({ device, why }, say) => `${deviceText(device)}：${say(why)}`,
  'status.firmware': ({ release }) => `固件 ${release}`,
  'status.row-bus': '母线',
  'status.row-uptime': '运行时间',
  'status.after-restart': ({ flags }) => `重新启动之后：${list(flags)}`,
  'status.temperature': ({ of, celsius }) => `${sensors[of]} ${celsius === undefined ? '未测量温度' : `${celsius} °C`}`,
};
