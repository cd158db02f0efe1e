import type { StatusMessages } from '../../command-line/status.ts';
import type { Texts } from '../../language.ts';
import { deviceText } from '../words.ts';

const sensors = { fets: 'FETs', motor: 'motor' } as const;

export const status: Texts<StatusMessages> = {
  'status.nothing-to-clear': 'There is nothing to clear.',
  'status.no-errors': 'No errors.',
  'status.boards-with-errors': ({ count, of }) => `${count} of ${of} boards with errors.`,
  'status.in-dfu': ({ device }) => `In DFU mode, firmware not running: ${deviceText(device)}`,
  'status.unavailable': ({ device, why }, say) => `${deviceText(device)}: ${say(why)}`,
  'status.firmware': ({ release }) => `firmware ${release}`,
  'status.row-bus': 'Bus',
  'status.row-uptime': 'Uptime',
  'status.after-restart': ({ flags }) => `after a restart: ${flags.join(', ')}`,
  'status.temperature': ({ of, celsius }) =>
    `${sensors[of]} ${celsius === undefined ? 'temperature not measured' : `${celsius} °C`}`,
};
