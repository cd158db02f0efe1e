import type { ListedMessages } from '../../command-line/listed.ts';
import type { Texts } from '../../language.ts';
import { decimal } from '../words.ts';

const modes = { running: 'läuft', other: 'anderes', probe: 'Adapter' } as const;

const events = { arrived: 'verbunden', left: 'getrennt' } as const;

export const listed: Texts<ListedMessages> = {
  'listed.none': 'Kein Board gefunden. Im DFU-Modus erscheint es als 0483:df11. USB versorgt das Board nicht.',
  'listed.watching': 'Es wird beobachtet. Ctrl-C beendet.',
  'listed.no-serial': '(ohne Seriennummer)',
  'listed.mode': ({ mode }) => modes[mode],
  'listed.event': ({ event }) => events[event],
  'listed.not-openable': ({ name, system }) => `${name} (kann nicht geöffnet werden: ${system})`,
  'listed.other-chip': ({ chip }, say) => `${say(chip)}: kein STM32F405, nicht unterstützt`,
  'listed.probe': ({ name, firmware, volts, chip }) =>
    `${name} ${firmware}, ${volts === undefined ? 'Spannung nicht gemessen' : `misst ${decimal(volts, 2)} V`}, ${chip === undefined ? 'kein Chip antwortet' : `ein Chip antwortet (${chip})`}`,
  'listed.probe-problem': ({ name, problem }, say) => `${name} (${say(problem)})`,
};
