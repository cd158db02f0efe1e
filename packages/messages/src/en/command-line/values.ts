import type { ValueMessages } from '../../command-line/values.ts';
import type { Texts } from '../../language.ts';

export const values: Texts<ValueMessages> = {
  'value.set-planned': ({ path, before, value, also }, say) =>
    `Dry run: nothing was written. ${path} ${before} → ${value}${also.map((each) => `; also ${say(each)}`).join('')}.`,
  'value.set': ({ path, before, value, also }, say) =>
    `${path} ${before} → ${value}${also.map((each) => `; also ${say(each)}`).join('')}, read back.`,
  'value.unchanged': ({ path, value }) => `${path} is already ${value}.`,
  'value.differs': ({ path, value, found }) => `${path} was written as ${value}, but reads as ${found}.`,
  'value.saved': 'Saved.',
  'value.saved-and-restarted': 'Saved; the board has restarted.',
  'value.save-planned': 'Dry run: nothing was saved.',
  'value.not-saved': 'Not saved: the value is lost at the next restart. Use --save to keep it.',
  'value.axis-idle': ({ axis }) => `${axis} is idle. A load that its motor held may fall.`,
  'value.axis-stays-armed': ({ axis }) =>
    `${axis} is armed and stays armed. To stop it: odflash set ${axis}.requested_state IDLE`,
  'value.axis-idle-again': ({ axis }) => `${axis} is idle again.`,
  'value.axis-set-to-idle': ({ axis }) => `${axis} was set to IDLE. A load that its motor held may fall.`,
};
