// What a server offers for a board, in short.

import { boardVersion } from '@odflash/core';
import { listPath, open, type Server } from './bench.ts';

export const board = (name: string) => boardVersion(name)!;

export async function offered(server: Server, name: string) {
  const { catalogue } = open(server.base + listPath);
  return (await catalogue.releases(board(name))).map(({ version, name: file }) => `${version} ${file}`);
}

export const everyFormat = (stem: string) => ['hex', 'elf', 'bin'].map((ending) => `ODriveFirmware_${stem}.${ending}`);
