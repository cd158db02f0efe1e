// Settings of other boards on this one: their files, and their raw sectors.

import { FlasherError, flash, isFlasherError, restoreConfiguration } from '@odflash/core';
import { configurationRange, firmwareSectors, sectors } from '@odflash/core/board';
import { parseBackup } from '@odflash/core/configuration';
import { quoted } from '@odflash/core/messages';
import type { Situation } from '../judge/situations.ts';
import { boardIn } from '../scenario/boards.ts';
import { imageOf } from '../scenario/firmware.ts';
import { type ForeignSettings, foreignSectors, foreignSettings } from '../scenario/foreign-settings.ts';
import type { Operation, OperationChoice, OperationContext } from '../types.ts';
import { requestOf } from './running.ts';

export function restoreForeign({ firmware }: OperationChoice, { testbed, profile }: OperationContext): Operation {
  const foreign = foreignSettings(firmware);
  const name = `foreign-${firmware}.json`;
  testbed.disk.place(new Map([[name, foreign.bytes]]));
  return {
    name: 'restore a file',
    detail: `${name} of ${foreign.board}, ${foreign.release}`,
    needs: 'running',
    wanted: [],
    coversVectors: false,
    savesUndo: false,
    scope: firmwareSectors,
    setsConfiguration: foreign.values,
    situations: situationsOf(foreign, boardIn({ board: profile })),
    perform: async (env, request) => {
      const bytes = await env.vault.get(name);
      if (!bytes) throw new FlasherError('file-unreadable', quoted(`${name} is gone`));
      const asked = { ...requestOf(request), backup: parseBackup(bytes), file: name };
      const { outcome, configuration: report } = await restoreConfiguration(env, asked);
      const board = outcome === 'changed' ? 'config-changed' : 'untouched';
      return { board, restored: { file: name, from: foreign, report } };
    },
  };
}

function situationsOf({ board, clone, told, absurd }: ForeignSettings, own: string): readonly Situation[] {
  const all: readonly (readonly [Situation, boolean])[] = [
    ['file of another variant', board !== own],
    ['file of another release', true],
    ['file of a clone', clone],
    ['file of odrivetool', !told],
    ['file with absurd values', absurd],
  ];
  return all.filter(([, isSo]) => isSo).map(([situation]) => situation);
}

/** Without consent they are refused: it ends well if the engine says so and nothing of the flash has changed. */
export function flashForeignSectors({ firmware }: OperationChoice): Operation {
  const image = imageOf([{ address: configurationRange.address, data: foreignSectors(firmware) }]);
  return {
    name: 'flash foreign sectors',
    needs: 'dfu',
    wanted: [],
    coversVectors: false,
    savesUndo: false,
    scope: sectors,
    situations: ['foreign sectors'],
    perform: async (env, request) => {
      try {
        const { board } = await flash(env, { ...request, image, partial: true });
        return { board, untrue: 'the sectors of another board were accepted' };
      } catch (thrown) {
        if (!isFlasherError(thrown) || thrown.code !== 'not-confirmed') throw thrown;
        return { board: thrown.board ?? 'untouched' };
      }
    },
  };
}
