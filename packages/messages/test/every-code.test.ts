import { describe, expect, it } from 'vitest';
import { speaker } from '../src/speaker.ts';
import { english, fixedParts, leftEnglish, lostParts, ownWords, stringsOf, translations } from './support/languages.ts';
import { sampleMessages } from './support/samples.ts';

const inEnglish = speaker(english);
const samples = sampleMessages();

it('no code is declared twice, by the engine and by the command line', () => {
  const codes = samples.filter(({ variant }) => variant === 0).map(({ code }) => code);
  expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([]);
});

/** Notation that reads the same in every language: these may be equal to the English text. */
const sameEverywhere = new Set([
  'evidence.boards',
  'image.format',
  'request.set-interface',
  'request.bootloader',
  'request.dfu',
  'request.dfu-block',
  'request.device-feature',
  'sampling.board',
  'sampling.least',
  'sampling.most',
  'mark.board',
  'mark.ok',
  'mark.problem',
  'inspected.row-board',
  'inspected.row-firmware',
  'inspected.row-format',
  'inspected.row-segment',
  'inspected.ok-because',
  'compared.title-group',
]);

function complaintsOf(text: string, code: string): string[] {
  // The name of the bootloader on USB has two blanks.
  const own = text.replaceAll('"STM32  BOOTLOADER"', 'it');
  return [
    // A function that a person types is no function that was left in a text.
    /\bundefined\b(?! status)|\bNaN\b|\[object|=>/.test(text.replaceAll('() => [odrv0', 'it')) &&
      'has a value that is no text',
    own !== own.replace(/ {2,}/g, ' ').trim() && 'has two blanks, or one at an end',
    text === '' && code !== 'next.nothing' && 'is empty',
  ].filter((why) => why !== false);
}

/** A question to the terminal ends with its answers. */
const isSentence = (text: string): boolean => /[.!?。！？](?:["”]| ?\[[yY]\/[nN]\])?$/.test(text);

/** What keeps its small letter at the beginning of a sentence: options, programs, what a device or a file is called. */
const smallName = /^(?:odflash|udev|libusb|text of|[a-z]+[\w.]*[._(/]\w*|macOS)/;

/** Titles of findings and of requests, names of formats, subjects and rows of tables. */
const titles =
  /^(?:doctor|request|[\w-]+\.(?:row|title)-|image\.format|flash\.record|evidence\.contradiction|progress\.(?:phase|board|running|firmware|reading|plan))/;

/** The end is a command, a path, a value or another message: after a colon, or a parameter. A full stop would be read as a part of it. */
const endsOpen = (text: string): boolean =>
  /:(?: [^.]*.*)?$/.test(text) || /text of [\w.-]+(?: [\w.-]+)*['")]*$/.test(text);

describe.each([english, ...translations].map((language) => [language.tag, language] as const))('%s', (_, language) => {
  const say = speaker(language);

  it('has a text for every code', () => {
    const wrong = samples.flatMap((sample) => {
      const text = say(sample);
      return complaintsOf(text, sample.code).map((why) => `${sample.code} ${sample.variant} ${why}: ${text}`);
    });
    expect(wrong).toEqual([]);
  });
});

describe('a text in English', () => {
  const said = samples.map((sample) => [sample.code, inEnglish(sample)] as const);

  it('that ends with a full stop begins with a capital, a number or a name that is written small', () => {
    expect(said.filter(([, text]) => isSentence(text) && /^[a-z]/.test(text) && !smallName.test(text))).toEqual([]);
  });

  it('that begins with a capital ends with a full stop, unless it is a title or its end is not ours', () => {
    const open = said.filter(([, text]) => / /.test(text) && /^[A-Z][a-z]/.test(text) && !isSentence(text));
    expect(open.filter(([code, text]) => !titles.test(code) && !endsOpen(text))).toEqual([]);
  });
});

describe.each(translations.map((language) => [language.tag, language] as const))('%s', (_, language) => {
  const say = speaker(language);

  it('has exactly the codes of English', () => {
    for (const part of ['texts', 'errorTitles', 'errorFlags', 'symptoms'] as const)
      expect(Object.keys(language[part]).sort()).toEqual(Object.keys(english[part]).sort());
  });

  it('loses no parameter, number, command, option or name of a setting', () => {
    const lost = samples.flatMap((sample) => {
      const parts = fixedParts(inEnglish(sample), stringsOf(sample.params));
      return lostParts(parts, say(sample)).map((part) => `${sample.code} ${sample.variant}: ${part}`);
    });
    expect(lost).toEqual([]);
    expect(
      textsBeside(english).flatMap(([name, text]) =>
        lostParts(fixedParts(text, []), beside.get(name) ?? '').map((part) => `${name}: ${part}`),
      ),
    ).toEqual([]);
  });

  it('ends a sentence where English does', () => {
    const differs = samples.filter((sample) => isSentence(say(sample)) !== isSentence(inEnglish(sample)));
    expect([...new Set(differs.map(({ code }) => code))]).toEqual([]);
  });

  it('has a sentence of its own where English has one', () => {
    const same = samples.filter((sample) => {
      const given = stringsOf(sample.params);
      const own = ownWords(say(sample), given);
      return /[a-z]{2}/i.test(own) && !sameEverywhere.has(sample.code) && own === ownWords(inEnglish(sample), given);
    });
    expect([...new Set(same.map(({ code }) => code))]).toEqual([]);
    expect(textsBeside(english).filter(([name, text]) => /[a-z]{2}/i.test(text) && beside.get(name) === text)).toEqual(
      [],
    );
  });

  it('leaves no English word in a sentence', () => {
    const pieces = samples
      .map((sample) => [sample.code, ownWords(say(sample), stringsOf(sample.params))] as const)
      .filter(([, own]) => leftEnglish.test(own));
    expect(pieces).toEqual([]);
    expect([...beside].filter(([, text]) => leftEnglish.test(text))).toEqual([]);
  });

  const beside = new Map(textsBeside(language));
});

/** What no message says: titles, error flags and symptoms, each with a name. */
function textsBeside({ errorTitles, errorFlags, symptoms }: typeof english): (readonly [string, string])[] {
  return [
    ...Object.entries(errorTitles),
    ...Object.entries(errorFlags).flatMap(([code, flag]) =>
      Object.entries(flag).map(([field, text]) => [`${code} ${field}`, text as string] as const),
    ),
    ...Object.entries(symptoms).flatMap(([code, { causes, remedies }]) => [
      [`${code} causes`, causes.join(' ')] as const,
      [`${code} remedies`, remedies.join(' ')] as const,
    ]),
  ];
}
