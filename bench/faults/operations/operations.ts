// Every operation of the campaign by its name: the engine's entries with what each must leave behind.

import type { Operation, OperationChoice, OperationContext, OperationName } from '../types.ts';
import {
  eraseEverything,
  eraseFirmware,
  flashNoise,
  flashOdrive,
  readPart,
  restoreUndo,
  unlock,
  verifyNoise,
} from './flash.ts';
import { flashForeignSectors, restoreForeign } from './foreign.ts';
import { enterDfu, reset, restoreSettings, updateOdrive } from './running.ts';

type Make = (choice: OperationChoice, context: OperationContext) => Operation | undefined;

const makers: Readonly<Record<OperationName, Make>> = {
  flash: (choice, context) => (context.running ? flashOdrive(choice, context) : flashNoise(choice)),
  verify: verifyNoise,
  read: readPart,
  erase: eraseFirmware,
  'erase everything': eraseEverything,
  restore: restoreUndo,
  unlock,
  update: updateOdrive,
  'restore settings': restoreSettings,
  'restore a file': restoreForeign,
  'flash foreign sectors': flashForeignSectors,
  reset,
  'enter-dfu': enterDfu,
};

/** The operation; where the disk has nothing that it could restore, what the run is about in the first place. */
export function operationOf(choice: OperationChoice, context: OperationContext): Operation {
  const plain = context.running ? makers.update : makers.flash;
  const made = makers[choice.name](choice, context) ?? plain(choice, context);
  if (!made) throw new RangeError(`nothing can be made of ${choice.name}`);
  return made;
}
