// Completion of paths that begin with the name of a board: `odrv0.axis0.enc` Tab.

import { completePath } from '@odflash/core/odrive';
import type { ShellBoards } from './boards.ts';
import { methodsAt } from './methods.ts';

/** `odrv0.dump_e`, `odrv0.axis0.step`: once something of it is typed, so that the list of what the board has stays short. */
function methodCandidates(name: string, path: string): readonly string[] {
  const dot = path.lastIndexOf('.');
  const begun = path.slice(dot + 1);
  if (begun === '') return [];
  const methods = methodsAt(path.slice(0, Math.max(dot, 0))).filter((one) => one.startsWith(begun));
  return methods.map((one) => `${name}.${path.slice(0, dot + 1)}${one}(`);
}

type Completion = [candidates: string[], of: string];

/** What continues from the end of the line; `undefined` where the end is no path of a board. */
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
  return [[...candidates, ...methodCandidates(name, path)], typed];
}
