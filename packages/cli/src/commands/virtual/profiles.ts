// odflash virtual --list: which virtual boards there are, and what can be said of them after a comma.

import { type BoardOption, faults, profileNames } from '@odflash/virtual';
import type { Context } from '../../command-runner.ts';
import type { Outcome } from '../../outcome.ts';
import type { Color } from '../../render/color.ts';
import { spokenLanguage, worded } from '../../render/say.ts';
import type { VirtualOptions } from './options.ts';

export function listProfiles({ json }: VirtualOptions, { output }: Context): Outcome {
  if (json) {
    for (const profile of profileNames) output.data('profile', { profile }, '');
    for (const { read: _, ...boardOption } of faults) output.data('knob', boardOption, '');
  } else {
    output.data(
      'profiles',
      {},
      [heading(), ...faults.map((boardOption) => optionText(boardOption, output.color))].join('\n\n'),
    );
  }
  return { board: 'untouched', fields: { profiles: profileNames.length, boardOptions: faults.length } };
}

function heading(): string {
  return [worded('server.profiles', { names: profileNames }), worded('server.profile-options')].join('\n');
}

function optionText({ name, value, default: usual, text, stands }: BoardOption, color: Color): string {
  const { boardOptions, optionForms } = spokenLanguage() ?? {};
  const [does, standsFor] = boardOptions?.[name] ?? [text, stands];
  const given = value.split(' | ');
  const without = String(usual);
  const inWords = given.includes(without) ? without : (optionForms?.byDefault[without] ?? without);
  return [
    `${color('bold', name)}=${given.map((form) => optionForms?.given[form] ?? form).join(' | ')}  ${worded('server.option-default', { value: inWords })}`,
    `    ${does}`,
    `    ${worded('server.option-models', { what: standsFor })}`,
  ].join('\n');
}
