// The configuration sectors as they lie in the flash, on the disk: what no firmware has loaded in this run cannot be saved in
// another way.

import { isErased } from '../../bytes.ts';
import { message } from '../../messages/message.ts';
import { keepRaw } from '../../records/kept-sectors.ts';
import type { Update } from '../context.ts';

/** Once, if there is anything in them. Throws `backup-failed`. */
export async function saveSectors({ env, board, ledger, emit, request }: Update, bytes: Uint8Array): Promise<void> {
  if (ledger.hasSavedSectors || isErased(bytes)) return;
  const { serial } = board.device;
  const location = await keepRaw(env.vault, { serial, date: env.clock.date(), bytes });
  ledger.hasSavedSectors = true;
  ledger.saved.push(location);
  const text = message('update.sectors-saved', { file: location, stays: !request.freshConfiguration });
  emit({ type: 'note', code: 'configuration-raw', text });
}
