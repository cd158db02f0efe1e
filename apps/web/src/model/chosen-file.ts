// What was dropped or chosen, read as a firmware file: one file, of a size that a firmware file has, or why not.

import type { Context } from './context.ts';
import type { ChosenFirmware, FileProblem } from './state.ts';

/** The members of `File` that are used. */
export type ChosenFile = Pick<File, 'name' | 'size' | 'arrayBuffer'>;

/** Larger files are not even read. */
const maxBytes = 64 * 1024 * 1024;

/** `undefined` where nothing was chosen. */
export async function readChosen(
  [file, second]: readonly ChosenFile[],
  { engine, texts, failureOf }: Pick<Context, 'engine' | 'texts' | 'failureOf'>,
): Promise<{ readonly firmware: ChosenFirmware } | { readonly problem: FileProblem } | undefined> {
  if (!file) return undefined;
  const { name, size } = file;
  const refused = (text: string, next = '') => ({ problem: { name, text, next } });
  if (second) return refused(texts.oneFile);
  if (size > maxBytes) return refused(texts.fileTooLarge);
  // A folder, or a file that was replaced since it was chosen, cannot be read.
  const bytes = await file.arrayBuffer().catch(() => undefined);
  if (!bytes) return refused(texts.fileUnreadable);
  try {
    const { readFile } = await engine();
    return { firmware: { kind: 'file', name, size, ...(await readFile(name, new Uint8Array(bytes))) } };
  } catch (thrown) {
    const { text, next } = await failureOf(thrown);
    return refused(text, next);
  }
}
