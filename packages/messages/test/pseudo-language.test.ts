import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { describe, expect, it } from 'vitest';
import type { Language } from '../src/language.ts';
import { speaker } from '../src/speaker.ts';
import { begin, writePseudoLanguage } from './support/pseudo-language.ts';
import { sampleMessages } from './support/samples.ts';

const tsc = fileURLToPath(new URL('../../../node_modules/typescript/bin/tsc', import.meta.url));

const compiled = (folder: string) => spawnSync(process.execPath, [tsc, '-p', folder], { encoding: 'utf8' });

async function languageIn(folder: string): Promise<Language> {
  const bundle = await rolldown({ input: join(folder, 'en/index.ts') });
  const { output } = await bundle.generate({ format: 'esm' });
  const { english } = await import(`data:text/javascript,${encodeURIComponent(output[0].code)}`);
  return english;
}

describe('a second language', () => {
  it('compiles, and has a sentence of its own for every code', async () => {
    const folder = writePseudoLanguage('marked');
    expect(compiled(folder)).toMatchObject({ status: 0 });
    const language = await languageIn(folder);
    const say = speaker(language);
    const english = sampleMessages().filter((sample) => {
      const text = say(sample);
      return text.includes(' ') && !text.includes(begin) && !text.startsWith('text of ');
    });
    expect(english.map(({ code }) => code)).toEqual([]);
    for (const { causes, remedies } of Object.values(language.symptoms))
      for (const text of [...causes, ...remedies]) expect(text).toContain(begin);
    for (const { meaning } of Object.values(language.errorFlags)) expect(meaning).not.toBe('');
  });

  it.each([
    ['a sentence that is missing', /^ {2}'asking\.declined'.*\n/m, '', /asking\.declined/],
    ['a parameter that the code does not have', /\{ finding \}/, '{ foundling }', /foundling/],
  ])('does not compile with %s', (_, from, to, complaint) => {
    const folder = writePseudoLanguage('incomplete', (path, text) => {
      const changed = path.endsWith('asking.ts') ? text.replace(from, to) : text;
      if (path.endsWith('asking.ts')) expect(changed).not.toBe(text);
      return changed;
    });
    const { status, stdout } = compiled(folder);
    expect(status).not.toBe(0);
    expect(stdout).toMatch(complaint);
  });
});
