// Packets of ODrive's native protocol in a line each. Endpoints stay numbers: their names are in a description that the
// trace may have only in part.

import { hexBytes } from '../bytes.ts';
import { decodeReply, decodeRequest } from '../odrive/protocol/packet.ts';

/** The request in words; `undefined` if these bytes are not one. */
export function nativeRequest(packet: Uint8Array): string | undefined {
  const request = decodeRequest(packet);
  if (!request) return undefined;
  const { endpoint, payload, replyLength, wantsReply } = request;
  const reply = wantsReply ? `, reply up to ${replyLength} bytes` : ', no reply';
  if (endpoint === 0 && payload.length === 4) {
    const offset = new DataView(payload.buffer, payload.byteOffset).getUint32(0, true);
    const what = offset === 0xffff_ffff ? 'version' : `text from ${offset}`;
    return `native ${numbered(request.sequence)} description: ${what}${reply}`;
  }
  const data = payload.length > 0 ? ` [${hexBytes(payload)}]` : '';
  return `native ${numbered(request.sequence)} endpoint ${endpoint}${data}${reply}`;
}

/** The reply in words; `undefined` if these bytes are not one. */
export function nativeAnswer(packet: Uint8Array): string | undefined {
  const reply = decodeReply(packet);
  if (!reply) return undefined;
  const { data, sequence } = reply;
  return `${numbered(sequence)}${data.length > 0 ? ` [${hexBytes(data)}]` : ''}`;
}

function numbered(sequence: number): string {
  return `#${sequence.toString(16).padStart(4, '0')}`;
}
