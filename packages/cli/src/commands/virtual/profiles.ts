// odflash virtual --list: which virtual boards there are, and what can be said of them after a comma.

import { type BoardOption, faults, profileNames } from '@odflash/virtual';
import type { Context } from '../../command-runner.ts';
import type { Outcome } from '../../outcome.ts';
import type { Color } from '../../render/paint.ts';
import type { VirtualOptions } from './options.ts';

export function listProfiles({ json }: VirtualOptions, { output }: Context): Outcome {
  if (json) {
    for (const profile of profileNames) output.data('profile', { profile }, '');
    for (const { read: _, ...boardOption } of faults) output.data('knob', boardOption, '');
  } else {
    output.data(
      'profiles',
      {},
      [heading, ...faults.map((boardOption) => optionText(boardOption, output.color))].join('\n\n'),
    );
  }
  return { board: 'untouched', fields: { profiles: profileNames.length, boardOptions: faults.length } };
}

const heading = `Boards: ${profileNames.join(', ')}
+dfu has the DIP switch on DFU (v3.4: BOOT0 bridged), so the bootloader runs. Options after commas change the board or inject faults: --virtual v3.6-56V+dfu,otp=blank,stall-at=7`;

function optionText({ name, value, default: usual, text, stands }: BoardOption, color: Color): string {
  return [`${color('bold', name)}=${value}  (default: ${usual})`, `    ${text}`, `    models: ${stands}`].join('\n');
}
