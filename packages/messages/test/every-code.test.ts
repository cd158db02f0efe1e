import { describe, expect, it } from 'vitest';
import { english } from '../src/en/index.ts';
import { speaker } from '../src/speaker.ts';
import { sampleMessages } from './support/samples.ts';

const say = speaker(english);
const samples = sampleMessages();

describe('every code, with parameters made from their types', () => {
  it.each(samples.map((sample) => [`${sample.code} ${sample.variant}`, sample] as const))(
    '%s is a text',
    (_, sample) => {
      const text = say(sample);
      expect(text).not.toMatch(/\bundefined\b(?! status)|\bNaN\b|\[object|=>/);
      // The name of the bootloader on USB has two blanks.
      const own = text.replaceAll('"STM32  BOOTLOADER"', 'it');
      expect(own, 'no two blanks, none at an end').toBe(own.replace(/ {2,}/g, ' ').trim());
      if (sample.code !== 'next.nothing') expect(text).not.toBe('');
    },
  );
});
