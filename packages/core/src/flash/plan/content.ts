// What a sector will hold and how that gets there: which runs are worth programming, which are worth reading back. Pure.

import { type Block, endOf } from '../../bytes.ts';
import { type DesiredSector, namedBytes } from './desired.ts';

/**
 * Runs closer than this are handled as one: addressing a new run costs about as much as moving 512 bytes (a SET_ADDRESS
 * with its polls, and a short last block with another one).
 */
const joinBelow = 1024;

/** Programs are whole words, so that any program width can do them. */
const wordLength = 4;

/**
 * The whole sector as it shall be. `held` is what it holds now; needed where gaps are kept.
 * Throws RangeError if gaps are to be kept and their contents are unknown.
 */
export function contentOf(wanted: DesiredSector, held: Uint8Array | undefined): Uint8Array {
  const { sector, named, gaps } = wanted;
  const content = new Uint8Array(sector.length).fill(0xff);
  if (gaps === 'keep' && namedBytes(wanted) < sector.length) {
    if (!held) throw new RangeError(`sector ${sector.index}: kept bytes are unknown`);
    content.set(held);
  }
  for (const block of named) content.set(block.data, block.address - sector.address);
  return content;
}

/** What of `content` has to be programmed after an erase: runs of words that are not all 0xFF. */
export function programRuns(content: Block): Block[] {
  const runs: Block[] = [];
  let start = 0;
  let end = 0;
  const close = () => {
    if (end > start) runs.push({ address: content.address + start, data: content.data.subarray(start, end) });
  };
  for (let at = 0; at < content.data.length; at += wordLength) {
    if (isErased(content.data, at, at + wordLength)) continue;
    if (end === 0 || at - end >= joinBelow) {
      close();
      start = at;
    }
    end = at + wordLength;
  }
  close();
  return runs;
}

/** What has to be read back: the named bytes, or all where gaps were kept, for those were written too. */
export function readBackRuns(wanted: DesiredSector, content: Block): Block[] {
  if (wanted.gaps === 'keep') return [content];
  const runs: Block[] = [];
  for (const block of wanted.named) {
    const last = runs.at(-1);
    const joined = last !== undefined && block.address - endOf(last) < joinBelow;
    const address = joined ? last.address : block.address;
    const data = content.data.subarray(address - content.address, endOf(block) - content.address);
    if (joined) runs.pop();
    runs.push({ address, data });
  }
  return runs;
}

function isErased(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (bytes[at] !== 0xff) return false;
  return true;
}
