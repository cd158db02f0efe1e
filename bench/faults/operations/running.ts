// Operations that begin with a board that runs ODrive firmware, or end with one.

import { basename } from 'node:path';
import { restoreConfiguration, type UpdateEvent, update } from '@odflash/core';
import { firmwareSectors, sectors } from '@odflash/core/board';
import { parseBackup } from '@odflash/core/configuration';
import { type RunningBoardRequest, restartBoard, switchToDfu } from '@odflash/core/running';
import { nextOdrive, odriveImage } from '../scenario/odrive-firmware.ts';
import { isConfigurationFile } from '../testbed/disk.ts';
import type { Operation, OperationChoice, OperationContext } from '../types.ts';

/** Shorter than in life; the operator never comes later than this. */
const humanMs = 30_000;

type Request = Parameters<Operation['perform']>[1];

/** What every one of them is given. */
export function requestOf({
  selection,
  board,
  signal,
  ask,
  onEvent,
}: Request): RunningBoardRequest & { onEvent(event: UpdateEvent): void } {
  return {
    humanMs,
    ask,
    onEvent: onEvent as (event: UpdateEvent) => void,
    ...(selection && { selection }),
    ...(board && { board }),
    ...(signal && { signal }),
  };
}

export function updateOdrive({ shape, firmware }: OperationChoice, { profile }: OperationContext): Operation {
  const next = nextOdrive(profile, shape, firmware);
  const image = odriveImage(next);
  return {
    name: 'update',
    builtFor: next.board,
    needs: 'either',
    wanted: image.segments,
    coversVectors: true,
    scope: firmwareSectors,
    savesUndo: true,
    perform: async (env, request) => {
      const { backup, x32 } = request;
      const { board, flash, configuration, human } = await update(env, {
        ...requestOf(request),
        firmware: { image, name: 'firmware.hex', version: next.release },
        ...(backup !== undefined && { backup }),
        ...(x32 !== undefined && { x32 }),
      });
      const restored = configuration && { file: basename(configuration.file), report: configuration };
      const unseen = configuration === undefined && human.includes('switch-to-run');
      return { board, undo: flash?.undo, restored, unseen };
    },
  };
}

const looking = { wanted: [], coversVectors: false, savesUndo: false, scope: sectors } as const;

/** The newest configuration on the disk. */
export function restoreSettings(_: OperationChoice, { testbed }: OperationContext): Operation | undefined {
  const [name, bytes] = [...testbed.disk.files].filter(([found]) => isConfigurationFile(found)).at(-1) ?? [];
  const backup = bytes && readable(bytes);
  if (name === undefined || !backup) return undefined;
  return {
    ...looking,
    name: 'restore settings',
    detail: name,
    needs: 'running',
    scope: firmwareSectors,
    setsConfiguration: backup.values,
    perform: async (env, request) => {
      const { outcome, configuration: report } = await restoreConfiguration(env, {
        ...requestOf(request),
        backup,
        file: name,
      });
      return { board: outcome === 'changed' ? 'config-changed' : 'untouched', restored: { file: name, report } };
    },
  };
}

function readable(bytes: Uint8Array): ReturnType<typeof parseBackup> | undefined {
  try {
    return parseBackup(bytes);
  } catch {
    return undefined;
  }
}

export function reset(): Operation {
  return {
    ...looking,
    name: 'reset',
    needs: 'either',
    perform: async (env, request) => {
      await restartBoard(env, requestOf(request));
      return { board: 'untouched' };
    },
  };
}

export function enterDfu(_: OperationChoice, { testbed }: OperationContext): Operation {
  return {
    ...looking,
    name: 'enter-dfu',
    needs: 'either',
    perform: async (env, request) => {
      await switchToDfu(env, requestOf(request));
      const running = testbed.board.running();
      return { board: 'untouched', untrue: running === 'rom' ? undefined : `the board runs ${running}` };
    },
  };
}
