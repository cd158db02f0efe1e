// A program numbers its native requests as it likes (ours by the date): the same session has other numbers every time it
// is run. They are translated here, in both directions.

import { decodeReply, decodeRequest, encodeReply, nativeInterface } from '@odflash/core/odrive';
import type { LinkEntry } from '@odflash/core/usb';

export interface NativeNumbers {
  /** True if both are one native request but for its number, which is remembered. */
  isSameRequest(recorded: LinkEntry, found: LinkEntry): boolean;
  /** The entry with the number of the request that was really made. */
  reply(recorded: LinkEntry): LinkEntry;
}

export function nativeNumbers(): NativeNumbers {
  const found = new Map<number, number>();
  return {
    isSameRequest(recorded, asked) {
      if (recorded.endpoint !== nativeInterface.out) return false;
      const before = decodeRequest(recorded.data);
      const now = decodeRequest(asked.data);
      if (!before || !now) return false;
      const same = recorded.data.every((byte, index) => index < 2 || byte === asked.data[index]);
      if (same) found.set(before.sequence, now.sequence);
      return same;
    },
    reply(recorded) {
      const reply = recorded.endpoint === nativeInterface.in ? decodeReply(recorded.data) : undefined;
      const sequence = reply && found.get(reply.sequence);
      if (!reply || sequence === undefined) return recorded;
      return { ...recorded, data: encodeReply({ ...reply, sequence }) };
    },
  };
}
