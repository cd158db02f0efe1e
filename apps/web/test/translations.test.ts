import { describe, expect, it } from 'vitest';
import index from '../index.html?raw';
import { dashboardIn } from '../src/dashboard/languages.ts';
import { demoIn } from '../src/demo/languages.ts';
import { topicsIn } from '../src/help/languages.ts';
import { languages } from '../src/text/languages.ts';

type Leaf = string | ((...values: string[]) => string);

/** Everything that a language of the page says, by where it stands. */
async function leavesOf(code: keyof typeof languages): Promise<ReadonlyMap<string, Leaf>> {
  const found = new Map<string, Leaf>();
  const visit = (path: string, value: unknown) => {
    if (typeof value === 'string' || typeof value === 'function') found.set(path, value as Leaf);
    else if (typeof value === 'object' && value !== null)
      for (const [name, member] of Object.entries(value)) visit(`${path}.${name}`, member);
  };
  visit('page', await languages[code].texts());
  visit('help', (await topicsIn[code]()).topics);
  visit('dashboard', (await dashboardIn[code]()).texts);
  visit('demo', (await demoIn[code]()).texts);
  return found;
}

/** Numbers, so that they suit what counts and what words. */
const given = ['41', '43', '47'];

const said = (text: Leaf): string => {
  if (typeof text === 'string') return text;
  const values = given.slice(0, text.length);
  // A list is given where a list is wanted.
  return String(text).includes('.join(') ? text(...values.slice(0, -1), [values.at(-1)] as never) : text(...values);
};

/** What is the same in every language: names, formats, units, commands, drawings. */
const isFormat = (path: string) =>
  /^page\.(bytes|rate|fileFormats|demo|levels\.ok|firmware|board|version|release)$|\.(command|picture|decimalMark)$/.test(
    path,
  ) || /^dashboard\.(title|board|sensors\.fets)$/.test(path);
const words = (text: string) => text.replace(/\d+/g, '').trim();

const english = await leavesOf('en');

describe.each(['de', 'zh'] as const)('the page in %s', (code) => {
  it('has every text of the English page, and no other', async () => {
    const own = await leavesOf(code);
    expect([...own.keys()].sort()).toEqual([...english.keys()].sort());
    for (const [path, text] of own) expect(said(text).trim(), path).not.toBe('');
  });

  it('has left no text in English', async () => {
    const own = await leavesOf(code);
    const left = [...english]
      .filter(([path, text]) => !isFormat(path) && words(said(text)) !== '' && said(own.get(path) ?? '') === said(text))
      // One word that is the same in German is a word of German.
      .filter(([path, text]) => code === 'zh' || said(own.get(path) ?? text).includes(' '));
    expect(left.map(([path]) => path)).toEqual([]);
  });

  it('says every parameter that the English text says', async () => {
    const own = await leavesOf(code);
    const lost = [...english].flatMap(([path, text]) => {
      if (typeof text === 'string') return [];
      const translated = said(own.get(path) ?? '');
      return given.filter((value) => said(text).includes(value) && !translated.includes(value)).map(() => path);
    });
    expect(lost).toEqual([]);
  });

  it('gives the same commands and drawings, and names every USB ID and product as the English help does', async () => {
    const own = await leavesOf(code);
    const names =
      /\b(?:v3\.\d|0\.5\.\d|0483 DF11|WinUSB|Zadig|zadig\.akeo\.ie|STM32|ST-Link|GPIO 6|OTG|OpenOCD|Interface \d)\b/g;
    for (const [path, text] of english) {
      if (!path.startsWith('help.') || typeof text !== 'string') continue;
      const translated = said(own.get(path) ?? '');
      if (isFormat(path)) expect(translated, path).toBe(text);
      else for (const name of text.match(names) ?? []) expect(translated, path).toContain(name);
    }
  });

  it('stands in the page without scripts', () => {
    const tag = { de: 'de', zh: 'zh-Hans' }[code];
    const [, text = ''] = new RegExp(`<p lang="${tag}">(.*?)</p>`).exec(index) ?? [];
    expect(text).toContain('npx odflash update');
    expect(text).toContain('JavaScript');
  });
});
