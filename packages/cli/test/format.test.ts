import { german } from '@odflash/messages/de';
import { chinese } from '@odflash/messages/zh';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { bytesText, count, numbersText, rangeText, rateText, shareText, timeText } from '../src/render/format.ts';
import { speak } from '../src/render/say.ts';
import { columns, table } from '../src/render/table.ts';

describe('quantities as people read them', () => {
  it.each([
    [0, '0 B'],
    [1023, '1023 B'],
    [1024, '1 KiB'],
    [1536, '1.50 KiB'],
    [35_840, '35 KiB'],
    [36_000, '35.2 KiB'],
    [258_700, '253 KiB'],
    [1024 * 1024, '1 MiB'],
  ])('%i bytes are %s', (bytes, text) => expect(bytesText(bytes)).toBe(text));

  it.each([
    [0, '0.0 s'],
    [949, '0.9 s'],
    [9949, '9.9 s'],
    [9951, '10 s'],
    [99_000, '99 s'],
    [125_000, '2 min 05 s'],
    [119_999, '2 min 00 s'],
  ])('%i ms are %s', (ms, text) => expect(timeText(ms)).toBe(text));

  it('gives a share in the unit of the whole', () => {
    expect(shareText(2048, 258_700)).toBe('2/253 KiB');
    expect(shareText(1024, 1024 * 1024)).toBe('0.00/1 MiB');
    expect(shareText(4, 8)).toBe('4/8 B');
  });

  it('gives no rate where there is nothing to divide', () => {
    expect(rateText(0, 100)).toBe('');
    expect(rateText(100, 0)).toBe('');
    expect(rateText(2048, 50)).toBe('40 KiB/s');
  });

  it('names both ends of a range', () => {
    expect(rangeText({ address: 0x0800_0000, length: 0x4000 })).toBe('0x08000000-0x08003FFF');
  });

  it('joins numbers that follow each other, and loses none', () => {
    expect(numbersText([])).toBe('');
    expect(numbersText([0, 1, 2, 5, 7, 8])).toBe('0-2, 5, 7-8');
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 30 })), (numbers) => {
        const sorted = numbers.sort((a, b) => a - b);
        const spelt = numbersText(sorted)
          .split(', ')
          .filter((run) => run !== '')
          .flatMap((run) => {
            const [first = 0, last = first] = run.split('-').map(Number);
            return Array.from({ length: last - first + 1 }, (_, index) => first + index);
          });
        expect(spelt).toEqual(sorted);
      }),
    );
  });

  it('counts in the plural where it should', () => {
    expect([count(0, 'sector'), count(1, 'sector'), count(2, 'sector')]).toEqual([
      '0 sectors',
      '1 sector',
      '2 sectors',
    ]);
  });
});

describe('tables', () => {
  it('writes a repeated name once and lines the values up', () => {
    expect(
      table([
        ['Size', '1'],
        ['Segment', 'a'],
        ['Segment', 'b'],
      ]),
    ).toBe('  Size     1\n  Segment  a\n           b');
  });

  it('pads every column but leaves no blanks at the end', () => {
    expect(
      columns(
        [
          ['a', 'bb', ''],
          ['ccc', 'd', 'e'],
        ],
        '',
      ),
    ).toBe('a    bb\nccc  d   e');
  });

  it('is empty without rows', () => expect(columns([])).toBe(''));
});

describe('the language that is spoken', () => {
  afterEach(() => speak(undefined));

  it('decides the decimal mark of durations, sizes and rates', () => {
    const shown = () => [timeText(1_460), bytesText(35 * 1024 + 512), rateText(1_500, 1_000)];
    expect(shown()).toEqual(['1.5 s', '35.5 KiB', '1.46 KiB/s']);
    speak(german);
    expect(shown()).toEqual(['1,5 s', '35,5 KiB', '1,46 KiB/s']);
    speak(chinese);
    expect(shown()).toEqual(['1.5 s', '35.5 KiB', '1.46 KiB/s']);
  });
});
