import type { UpdateMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';

export const update: Texts<UpdateMessages> = {
  'update.failed': ({ failure, configuration, held }, say) => {
    const said = say(failure);
    return [
      said,
      ...(configuration && !said.includes(configuration) ? [`The configuration is saved as ${configuration}.`] : []),
      ...(held.length > 0 ? [`These flags stay off: ${held.join(', ')}.`] : []),
    ].join(' ');
  },
  'update.configuration-owed': ({ failure }, say) =>
    `The firmware is on the board, but its configuration is not restored: ${say(failure)}`,
};
