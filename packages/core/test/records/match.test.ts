// What a record says of a chip whose flash can be read.

import { describe, expect, it } from 'vitest';
import { type ChipContent, configurationSince, knowsFirmware, matchOf, sameChip } from '../../src/records/match.ts';
import { chip, flashRecord, hash } from './records.ts';

const flash = flashRecord.flash!;

const holding = (texts: readonly string[], chipIs: Partial<ChipContent> = {}): ChipContent => ({
  hashOf: (index) => (texts[index] === undefined ? undefined : hash(texts[index])),
  startable: false,
  samePath: true,
  ...chipIs,
});

describe('a board in the port of the record', () => {
  it.each([
    ['untouched by the run', ['old 0', 'old 1', 'old 2'], 'interrupted'],
    ['half-way', ['zeros', 'next 1', 'anything'], 'interrupted'],
    ['half-way, with what an earlier run left', ['zeros', 'half 1', 'old 2'], 'interrupted'],
    ['finished, only the record was left', ['next 0', 'next 1', 'next 2'], 'finished'],
    ['with another firmware', ['zeros', 'something else', 'old 2'], 'unrelated'],
    ['with a sector that was not read', ['zeros', 'next 1'], 'unrelated'],
  ] as const)('%s', (_what, content, match) => {
    expect(matchOf(flash, holding(content))).toBe(match);
  });

  it.each([
    ['what it started before', ['old 0', 'old 1', 'old 2'], 'interrupted'],
    ['what it was to start', ['next 0', 'next 1', 'next 2'], 'finished'],
    ['something else in its first sector', ['something else', 'old 1', 'old 2'], 'unrelated'],
    ['something else in the sector in hand', ['next 0', 'next 1', 'anything'], 'unrelated'],
    ['what an earlier interrupted run was about to write', ['next 0', 'half 1', 'next 2'], 'unrelated'],
  ] as const)('that starts %s', (_what, content, match) => {
    expect(matchOf(flash, holding(content, { startable: true }))).toBe(match);
  });

  it('that was written and read back, and contains anything else now, was changed by other means', () => {
    const written = (content: readonly string[]) => matchOf(flash, holding(content, { written: true }));
    expect(written(['next 0', 'next 1', 'next 2'])).toBe('finished');
    expect(written(['old 0', 'old 1', 'old 2'])).toBe('unrelated');
    expect(written(['zeros', 'next 1', 'anything'])).toBe('unrelated');
  });

  it('is not known by its configuration alone', () => {
    const alone = { ...flash, sectors: [{ index: 10, old: hash('same'), next: hash('same'), other: [] }] };
    expect(knowsFirmware(alone)).toBe(false);
    expect(knowsFirmware(flash)).toBe(true);
    const chipOfIt = { ...holding([]), hashOf: () => hash('same') };
    expect(matchOf(alone, chipOfIt)).toBe('unrelated');
  });

  it('that starts all the time, because the run had nothing to do with its first sector, is continued', () => {
    const part = { ...flash, sectors: flash.sectors.slice(1), inProgress: [2] };
    expect(matchOf(part, holding(['any', 'next 1', 'anything'], { startable: true }))).toBe('interrupted');
  });
});

describe('a run whose record the disk did not take any more', () => {
  const sectors = [0, 1, 2, 3].map((index) => ({
    index,
    old: hash(`old ${index}`),
    next: hash(`next ${index}`),
    other: [],
  }));
  const late = { ...flash, sectors, inProgress: [0, 1] };

  it('is known by the order in which it went through the sectors', () => {
    expect(matchOf(late, holding(['zeros', 'next 1', 'anything', 'old 3']))).toBe('interrupted');
    expect(matchOf(late, holding(['zeros', 'next 1', 'next 2', 'anything']))).toBe('interrupted');
    expect(matchOf(late, holding(['zeros', 'old 1', 'anything', 'old 3']))).toBe('unrelated');
    expect(matchOf(late, holding(['zeros', 'next 1', 'anything', 'next 3']))).toBe('unrelated');
    expect(matchOf(late, holding(['zeros', 'next 1', 'anything', 'anything']))).toBe('unrelated');
    expect(matchOf({ ...late, inProgress: [] }, holding(['zeros', 'old 1', 'anything', 'old 3']))).toBe('unrelated');
    const short = { ...late, sectors: sectors.slice(0, 3) };
    expect(matchOf(short, holding(['zeros', 'next 1', 'anything']))).toBe('interrupted');
    const alone = { ...late, sectors: [sectors[2]!], inProgress: [] };
    expect(matchOf(alone, holding(['', '', 'anything']))).toBe('unrelated');
  });

  it('is believed neither of a board in another port nor of one that starts something', () => {
    const content = ['zeros', 'next 1', 'anything', 'old 3'];
    expect(matchOf(late, holding(content, { samePath: false }))).toBe('unrelated');
    expect(matchOf(late, holding(content, { startable: true }))).toBe('unrelated');
    const whole = ['next 0', 'next 1', 'anything', 'old 3'];
    expect(matchOf(late, holding(whole, { startable: true }))).toBe('unrelated');
  });
});

describe('a record of a run without an undo backup', () => {
  const sectors = flash.sectors.map(({ old: _, ...sector }) => sector);
  const blind = { ...flash, sectors, inProgress: [0] };

  it('fits a board in its port that starts nothing, whatever is in the sectors it has not come to', () => {
    expect(matchOf(blind, holding(['zeros', 'next 1', 'anything']))).toBe('interrupted');
    expect(matchOf(blind, holding(['something', 'else', 'altogether'], { startable: true }))).toBe('unrelated');
  });

  it('fits one in another port only if it has written something there', () => {
    expect(matchOf(blind, holding(['zeros', 'next 1', 'anything'], { samePath: false }))).toBe('interrupted');
    expect(matchOf(blind, holding(['zeros', 'any', 'anything'], { samePath: false }))).toBe('unrelated');
  });
});

describe('a board in another port', () => {
  const elsewhere = (...content: string[]) => matchOf(flash, holding(content, { samePath: false }));

  it('passes only with the marks of an interruption', () => {
    expect(elsewhere('zeros', 'next 1', 'old 2')).toBe('interrupted');
    expect(elsewhere('zeros', 'old 1', 'old 2')).toBe('interrupted');
    expect(elsewhere('old 0', 'old 1', 'old 2')).toBe('unrelated');
    expect(elsewhere('next 0', 'next 1', 'next 2')).toBe('unrelated');
  });

  it('passes with the very configuration that the record knows', () => {
    const witness = { index: 10, old: hash('c'), next: hash('c'), other: [] };
    const known = { ...flash, sectors: [...flash.sectors, witness] };
    const at10 = (last: string) => ['next 0', 'next 1', 'next 2', '', '', '', '', '', '', '', last];
    expect(matchOf(known, holding(at10('c'), { samePath: false }))).toBe('finished');
    expect(matchOf(known, holding(at10('d'), { samePath: false }))).toBe('unrelated');
  });
});

describe('the configuration in the flash', () => {
  const witnesses = [10, 11].map((index) => ({ index, old: hash(`${index}`), next: hash(`${index}`), other: [] }));
  const known = { ...flash, sectors: [...flash.sectors, ...witnesses] };
  const chipWith = (texts: Readonly<Record<number, string>>): ChipContent => ({
    ...holding([]),
    hashOf: (index) => (texts[index] === undefined ? undefined : hash(texts[index])),
  });

  it('counts as unchanged only if both sectors are', () => {
    expect(configurationSince(known, chipWith({ 10: '10', 11: '11' }))).toBe('unchanged');
    expect(configurationSince(known, chipWith({ 10: '10', 11: 'new' }))).toBe('changed');
    expect(configurationSince(known, chipWith({ 10: '10' }))).toBe('untold');
    expect(configurationSince(flash, chipWith({ 10: '10', 11: '11' }))).toBe('untold');
  });

  it('alone says nothing of the firmware: a record that knows no more is of no board in particular', () => {
    expect(matchOf({ ...known, sectors: witnesses }, chipWith({ 10: '10', 11: '11' }))).toBe('unrelated');
  });

  it('may change without the board becoming another one', () => {
    const texts = { 0: 'next 0', 1: 'next 1', 2: 'next 2', 10: 'new', 11: 'new' };
    expect(matchOf(known, chipWith(texts))).toBe('finished');
  });

  it('that the run was going to change is a sector like any other', () => {
    const wanted = { ...known, sectors: [{ ...witnesses[0]!, next: hash('wanted') }], inProgress: [] };
    expect(matchOf(wanted, chipWith({ 10: 'wanted' }))).toBe('finished');
    expect(matchOf(wanted, chipWith({ 10: 'else' }))).toBe('unrelated');
  });
});

describe('the number of the chip', () => {
  it('tells boards apart only where both show it', () => {
    expect(sameChip(flashRecord, chip)).toBe('same');
    expect(sameChip(flashRecord, '000000000000')).toBe('other');
    expect(sameChip(flashRecord, undefined)).toBe('unknown');
    expect(sameChip({ ...flashRecord, chip: undefined }, chip)).toBe('unknown');
  });
});
