import type { UpdateMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';

export const update: Texts<UpdateMessages> = {
  'update.retrying': ({ failure }, say) => `${say(failure)} Retrying.`,
  'update.not-started': ({ failure }, say) => `The firmware could not be started: ${say(failure)}`,
  'update.old-firmware-not-started': ({ failure }, say) =>
    `The old firmware is untouched, but could not be started: ${say(failure).replace(/\.$/, '')}. With the DIP switch on RUN, a power cycle starts it.`,
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
