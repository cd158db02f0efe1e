import { LinkError, type UsbLink } from '@odflash/core';
import type { InTransfer } from '@odflash/core/ports';
import { readConfiguration, readDeviceDescriptor, readLanguage, readString } from '@odflash/core/usb';
import { describe, expect, it } from 'vitest';
import { bytes, scriptedLink } from '../dfu/scripted-link.ts';

const device = '12 01 00 01 00 00 00 40 83 04 11 DF 00 22 01 02 03 01';
const configuration = '09 02 12 00 01 01 00 C0 32 09 04 00 00 00 FE 01 02 04';
const stm = '08 03 53 00 54 00 4d 00';
const other = '06 03 58 00 59 00';

/** A link that answers GET_DESCRIPTOR with these, in order; the requests it got are in `asked`. */
function answering(...answers: readonly (string | 'stall' | LinkError)[]) {
  const asked: string[] = [];
  const queue = [...answers];
  const link: UsbLink = {
    ...scriptedLink().link,
    controlIn: async ({ requestType, request, value, index }, length): Promise<InTransfer> => {
      asked.push([requestType, request, value, index, length].map((part) => part.toString(16)).join(' '));
      const answer = queue.shift();
      if (answer === undefined) throw new Error('asked once too often');
      if (answer instanceof LinkError) throw answer;
      return answer === 'stall'
        ? { status: 'stall', data: new Uint8Array(0) }
        : { status: 'ok', data: bytes(answer).subarray(0, length) };
    },
  };
  return { link, asked };
}

describe('reading descriptors', () => {
  it('requests everything as specified, twice', async () => {
    const { link, asked } = answering(
      device,
      device,
      configuration,
      configuration,
      configuration,
      configuration,
      stm,
      stm,
    );
    expect(await readDeviceDescriptor(link)).toMatchObject({ vendorId: 0x0483 });
    expect(await readConfiguration(link)).toMatchObject({ interfaces: [{ nameIndex: 4 }] });
    expect(await readString(link, 4, 0x0409)).toBe('STM');
    expect(asked).toEqual([
      '80 6 100 0 12',
      '80 6 100 0 12',
      '80 6 200 0 9',
      '80 6 200 0 9',
      '80 6 200 0 12',
      '80 6 200 0 12',
      '80 6 304 409 ff',
      '80 6 304 409 ff',
    ]);
  });

  it('does not accept a single stale or damaged reply', async () => {
    expect(await readString(answering(other, stm, stm).link, 4)).toBe('STM');
    expect(await readString(answering(stm, other, stm, stm).link, 4)).toBe('STM');
    expect(await readString(answering('', stm, stm).link, 4)).toBe('STM');
    expect(await readString(answering('stall', stm, stm).link, 4)).toBe('STM');
  });

  it('takes the last one where no two agree, and asks no more than five times', async () => {
    expect(await readString(answering(stm, other, stm, other, stm).link, 4)).toBe('STM');
  });

  it('does without', async () => {
    expect(await readString(answering().link, 0)).toBeUndefined();
    expect(await readString(answering('stall', 'stall').link, 4)).toBeUndefined();
    expect(await readLanguage(answering('stall', 'stall').link)).toBe(0x0409);
    expect(await readLanguage(answering('04 03 07 04', '04 03 07 04').link)).toBe(0x0407);
    expect(await readDeviceDescriptor(answering('stall', 'stall').link)).toBeUndefined();
    expect((await readConfiguration(answering('stall', 'stall').link)).interfaces).toEqual([]);
  });

  it('asks for no more than a device may say it has', async () => {
    const greedy = '09 02 ff ff 01 01 00 C0 32';
    const { link, asked } = answering(greedy, greedy);
    expect((await readConfiguration(link)).interfaces).toEqual([]);
    expect(asked).toHaveLength(2);
  });

  it('passes on what the link fails with', async () => {
    await expect(readString(answering(new LinkError('timeout', 'late')).link, 4)).rejects.toMatchObject({
      kind: 'timeout',
    });
  });
});
