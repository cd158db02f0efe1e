// Messages about the devices of a list.

import type { Said } from '@odflash/core/messages';

export interface ListedMessages {
  'listed.none': undefined;
  'listed.watching': undefined;
  'listed.no-serial': undefined;
  'listed.mode': { readonly mode: 'running' | 'other' | 'probe' };
  'listed.event': { readonly event: 'arrived' | 'left' };
  'listed.not-openable': { readonly name: string; readonly system: string };
  'listed.other-chip': { readonly chip: Said };
  'listed.probe': {
    readonly name: string;
    readonly firmware: string;
    readonly volts?: number | undefined;
    readonly chip?: string | undefined;
  };
  'listed.probe-problem': { readonly name: string; readonly problem: Said };
}
