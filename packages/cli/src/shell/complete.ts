// Completion of paths that begin with the name of a board: `odrv0.axis0.enc` Tab.

import { completePath } from '@odflash/core/odrive';
import type { ShellBoards } from './boards.ts';

type Completion = [candidates: string[], of: string];

/** What goes on from the end of the line; `undefined` where the end is no path of a board. */
export function completeBoardPath(line: string, { all }: Pick<ShellBoards, 'all'>): Completion | undefined {
  const [, typed = '', name = '', path] = /(?:^|[^\w.$])((odrv\d+)(?:\.([\w.]*))?)$/.exec(line) ?? [];
  const board = all.find((one) => one.name === name);
  if (!board || path === undefined) return undefined;
  const { tree } = board.session;
  const candidates = completePath(tree, path).map((one) => {
    const end = tree.nodes.get(one)?.kind === 'function' ? '(' : '';
    // An object is completed to its name first, so that what is in it is listed by the next dot.
    return `${name}.${one}${end}`;
  });
  return [candidates, typed];
}
