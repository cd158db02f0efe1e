// Bytes to PDUs, incrementally: chunks of any size go in, whole PDUs come out, what does not add up throws. Nothing is
// reserved because of a length field before it has been held against a limit. Knows no socket.

import { type ByteQueue, byteQueue } from './byte-queue.ts';
import { nextImport, nextImportRequest, nextList } from './decode-operations.ts';
import { type ExpectedReply, nextSubmit, nextSubmitReply, nextUnlink, nextUnlinkReply } from './decode-urbs.ts';
import {
  commands,
  defaultLimits,
  MalformedPdu,
  operationHeaderLength,
  operations,
  protocolVersion,
  type ReplyPdu,
  type RequestPdu,
  type WireLimits,
} from './wire.ts';

/** Takes a stream apart. After it has thrown {@link MalformedPdu} the stream is lost. */
export interface PduDecoder<P> {
  /** The PDUs that `chunk` completed. */
  push(chunk: Uint8Array): P[];
  /** Bytes of the PDU that is not complete yet; 0 between two PDUs. */
  readonly buffered: number;
}

/** Decoder for the server's side: OP_REQ_* and CMD_*. */
export function requestDecoder(limits: WireLimits = defaultLimits): PduDecoder<RequestPdu> {
  return decoder((queue) => nextRequest(queue, limits));
}

/**
 * Decoder for the client's side: OP_REP_* and RET_*. `expected` names the transfer of a sequence number, or `undefined`
 * if there is none under way, which is malformed.
 */
export function replyDecoder(
  expected: (seqnum: number) => ExpectedReply | undefined,
  limits: WireLimits = defaultLimits,
): PduDecoder<ReplyPdu> {
  return decoder((queue) => nextReply(queue, expected, limits));
}

/** `next` takes a PDU off the queue, or says how many bytes must wait there before asking again makes sense. */
function decoder<P extends object>(next: (queue: ByteQueue) => P | number): PduDecoder<P> {
  const queue = byteQueue();
  let needed = operationHeaderLength;
  return {
    get buffered() {
      return queue.length;
    },
    push(chunk) {
      queue.push(chunk);
      const complete: P[] = [];
      while (queue.length >= needed) {
        const result = next(queue);
        if (typeof result === 'number') {
          needed = result;
        } else {
          complete.push(result);
          needed = operationHeaderLength;
        }
      }
      return complete;
    },
  };
}

/** What stands at the head of the queue: the two phases cannot be confused, commands begin with two zero bytes. */
function headOf(queue: ByteQueue): { readonly operation: number } | { readonly command: number } {
  const head = queue.peek(operationHeaderLength);
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  return view.getUint16(0) === protocolVersion ? { operation: view.getUint16(2) } : { command: view.getUint32(0) };
}

function nextRequest(queue: ByteQueue, limits: WireLimits): RequestPdu | number {
  const head = headOf(queue);
  if ('operation' in head) {
    if (head.operation === operations.OP_REQ_IMPORT) return nextImportRequest(queue);
    if (head.operation !== operations.OP_REQ_DEVLIST) throw misplaced('operation', head.operation);
    queue.take(operationHeaderLength);
    return { type: 'OP_REQ_DEVLIST' };
  }
  if (head.command === commands.CMD_SUBMIT) return nextSubmit(queue, limits);
  if (head.command === commands.CMD_UNLINK) return nextUnlink(queue);
  throw misplaced('command', head.command);
}

function nextReply(
  queue: ByteQueue,
  expected: (seqnum: number) => ExpectedReply | undefined,
  limits: WireLimits,
): ReplyPdu | number {
  const head = headOf(queue);
  if ('operation' in head) {
    if (head.operation === operations.OP_REP_DEVLIST) return nextList(queue, limits);
    if (head.operation === operations.OP_REP_IMPORT) return nextImport(queue);
    throw misplaced('operation', head.operation);
  }
  if (head.command === commands.RET_SUBMIT) return nextSubmitReply(queue, expected, limits);
  if (head.command === commands.RET_UNLINK) return nextUnlinkReply(queue);
  throw misplaced('command', head.command);
}

function misplaced(what: string, code: number): MalformedPdu {
  return new MalformedPdu(`${what} 0x${code.toString(16)} has no place here`);
}
