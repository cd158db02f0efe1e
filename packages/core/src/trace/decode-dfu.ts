// DFU requests and DfuSe commands in words: DFU 1.1 §6, AN3156 §4. What the bytes of a trace say, from any tool.

import { mainFlash } from '../board/stm32f405.ts';
import { hex32 } from '../bytes.ts';
import { commandBlock, firstDataBlock } from '../dfu/requests.ts';
import { dfuStatus, parseStatus, stateName, statusName } from '../dfu/status.ts';
import type { ControlSetup } from '../ports.ts';
import type { LinkEntry } from '../usb/trace.ts';
import { preview } from './preview.ts';

/** Where block 2 goes, and how far apart blocks are. */
export interface Pointer {
  readonly address: number;
  readonly transferSize: number;
}

/** After a reset of the STM32F405's ROM. */
export const startPointer: Pointer = { address: mainFlash.address, transferSize: 2048 };

/** bRequest of DFU 1.1 §3, table 3.2. */
const code = { detach: 0, download: 1, upload: 2, getStatus: 3, clearStatus: 4, getState: 5, abort: 6 } as const;

/** Names of the requests that carry nothing else. */
const plain: Readonly<Record<number, string>> = {
  [code.getStatus]: 'GETSTATUS',
  [code.clearStatus]: 'CLRSTATUS',
  [code.getState]: 'GETSTATE',
  [code.abort]: 'ABORT',
};

/** The request in words; `undefined` for what DFU does not have. */
export function dfuRequest(entry: LinkEntry, setup: ControlSetup, pointer: Pointer): string | undefined {
  const { request, value } = setup;
  if (request === code.detach) return `DETACH, ${value} ms`;
  if (request === code.download) return download(value, entry.data, pointer);
  if (request === code.upload) {
    if (value === commandBlock) return 'GET_COMMANDS';
    return `UPLOAD ${value}: ${entry.length} bytes${place('from', value, pointer)}`;
  }
  const name = plain[request];
  // ABORT and CLRSTATUS as IN requests leave replies behind that are not fetched (odrivetool's way).
  const inverted = entry.operation === 'control-in' && (request === code.abort || request === code.clearStatus);
  return name && inverted ? `${name} as an IN request` : name;
}

function download(block: number, data: Uint8Array, pointer: Pointer): string {
  if (data.length === 0) return `DNLOAD ${block}: leave, start at ${hex32(pointer.address)}`;
  if (block === commandBlock) return command(data);
  return `DNLOAD ${block}: ${data.length} bytes${place('to', block, pointer)}`;
}

function place(word: 'from' | 'to', block: number, { address, transferSize }: Pointer): string {
  if (block < firstDataBlock) return '';
  return ` ${word} ${hex32(address + (block - firstDataBlock) * transferSize)}`;
}

function command(data: Uint8Array): string {
  const address = data.length === 5 ? new DataView(data.buffer, data.byteOffset).getUint32(1, true) : undefined;
  if (data[0] === 0x21 && address !== undefined) return `SET_ADDRESS ${hex32(address)}`;
  if (data[0] === 0x41 && address !== undefined) return `ERASE ${hex32(address)}`;
  if (data[0] === 0x41 && data.length === 1) return 'MASS_ERASE';
  if (data[0] === 0x92 && data.length === 1) return 'READ_UNPROTECT';
  return `DNLOAD 0: unknown command ${preview(data)}`;
}

/** The answer in words, '' where there is nothing to say. */
export function dfuAnswer({ operation, data }: LinkEntry, { request, value }: ControlSetup): string {
  if (operation !== 'control-in') return '';
  if (request === code.getState) return data.length === 1 ? stateName(data[0] ?? 0) : preview(data);
  if (request === code.getStatus) return statusAnswer(data);
  if (request === code.upload && value === commandBlock) return preview(data);
  if (request === code.upload) return data.length > 0 ? preview(data, 8) : '';
  return data.length > 0 ? preview(data) : '';
}

/** False for a status that reports an error, beside the flag every STM32 carries after power-on, and for what is not one. */
export function dfuWell({ operation, data, outcome }: LinkEntry, { request }: ControlSetup): boolean {
  if (operation !== 'control-in' || outcome !== 'ok' || request !== code.getStatus) return true;
  const status = parseStatus(data)?.status;
  return status === dfuStatus.ok || status === dfuStatus.firmware;
}

function statusAnswer(data: Uint8Array): string {
  const status = parseStatus(data);
  if (!status) return `not a status: ${preview(data)}`;
  const wait = status.pollTimeoutMs > 0 ? `, asks for ${status.pollTimeoutMs} ms` : '';
  return `${statusName(status.status)}, ${stateName(status.state)}${wait}`;
}
