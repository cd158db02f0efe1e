// A virtual board that runs ODrive firmware and keeps what it holds, new firmware for it, and what is set on it.

import { readFileSync, writeFileSync } from 'node:fs';
import { boardVersion } from '@odflash/core';
import { parseBackup } from '@odflash/core/configuration';
import { factoryFirmware } from '@odflash/virtual';
import { odflash, type Scratch } from './command.ts';

export function firmwareFile(folder: Scratch, board: string, release: string): string {
  const path = folder.at(`firmware-${board}-${release}.bin`);
  writeFileSync(path, factoryFirmware(boardVersion(board)!, 7, 80 * 1024, release));
  return path;
}

/** The words that name a virtual board kept in that folder. */
export function kept(folder: Scratch, profile: string): readonly string[] {
  return ['--virtual', profile, '--virtual-state', folder.at('board')];
}

/** What is set on the board, by way of a backup of that name; `run` as the test asks the board otherwise. */
export async function configurationOf(folder: Scratch, words: readonly string[], name: string, run = odflash) {
  const file = folder.at(name);
  const { status, stderr } = await run(['backup', file, ...words]);
  if (status !== 0) throw new Error(stderr);
  return parseBackup(readFileSync(file));
}
