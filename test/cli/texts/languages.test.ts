// The command line in German and in Chinese: each command is run in English first, and no sentence of that run appears in the
// others. Names of files, settings, options and what boards and other tools call themselves stay as they are.

import { stripVTControlCharacters } from 'node:util';
import { symptoms } from '@odflash/core/diagnosis';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { scratch } from '../command.ts';
import { odflashInProcess } from '../in-process.ts';
import { sample, smallFile } from '../samples.ts';

vi.setConfig({ testTimeout: 60_000 });

const folder = scratch();
const firmware = smallFile(folder, '2.0.0');
const dfu = ['--virtual', 'v3.6-56V+dfu'];
const running = ['--virtual', 'v3.6-56V'];

/** The words of a command; `{}` stands for a file that is not there yet. */
const runs: readonly (readonly string[])[] = [
  [],
  ['fash'],
  ['flash'],
  ['flash', firmware, '--adress', '1'],
  ['flash', firmware, 'more'],
  ['plot', 'vbus_voltage', '--rate', '-3'],
  ['list', ...dfu, ...running, '--virtual', 'v3.6-56V+stlink'],
  ['list', '--virtual', 'v3.6-56V,usb=off'],
  ['info', ...running],
  ['info', '--virtual', 'v3.6-56V,axis0.encoder.error=4'],
  ['info', ...dfu],
  ['info', '--virtual', 'v3.6-56V+dfu,rdp=1'],
  ['info', '--virtual', 'v3.6-56V+dfu,otp=blank'],
  ['info', firmware],
  ['info', sample('2.0.0', 'elf')],
  ['status', ...running],
  ['get', 'vbus_voltage', ...running],
  ['get', 'nothing_like_it', ...running],
  ['call', 'axis0.clear_errors', ...running],
  ['calibrate', '0', ...running],
  ['calibrate', '0', ...running, '--consent', 'move=522A33DC54A3:axis0'],
  ['calibrate', '7', ...running],
  ['flash', firmware, ...dfu, '--dry-run'],
  ['flash', firmware, ...dfu, '--yes'],
  ['flash', firmware, ...dfu],
  ['flash', firmware, '--virtual', 'v3.4-48V+dfu'],
  ['verify', firmware, ...dfu],
  ['erase', ...dfu, '--yes'],
  ['erase', '--only-config', ...running, '--yes'],
  ['unlock', '--virtual', 'v3.6-56V+dfu,rdp=1'],
  ['backup', '{}.json', ...running],
  ['convert', firmware, '{}.hex'],
  ['convert', sample('2.0.0', 'elf'), '{}.bin'],
  ['set', 'config.brake_resistance', '1.5', ...running],
  ['set', 'config.brake_resistance', '1.5', ...running, '--yes'],
  ['save', ...running, '--yes'],
  ['reset', ...running, '--yes'],
  ['enter-dfu', ...running, '--yes'],
  ['doctor', ...running],
  ['doctor', '--virtual', 'v3.4-48V', '--virtual', 'v3.6-56V+dfu,rdp=1', '--virtual', 'v3.6-56V,startup=calibration'],
  ['explain', 'unsafe-board'],
  ['explain', 'windows does not detect my ODrive in DFU mode'],
  ['explain', 'xyzzy'],
  ['catalogue', '--offline'],
  ['read', '/nowhere/to/be/found/out.bin', ...dfu],
  ['info', ...dfu, ...running, '--virtual', 'v3.5-48V+dfu'],
  ['rate-test', ...running, '--duration', '0.2'],
  ['plot', 'vbus_voltage', ...running, '--duration', '0.2'],
];

const locales = ['de_DE.UTF-8', 'zh_CN.UTF-8'];

let count = 0;

async function linesOf(words: readonly string[], locale: string): Promise<readonly string[]> {
  vi.stubEnv('LANG', locale);
  count++;
  const own = words.map((word) => word.replace('{}', folder.at(`out-${count}`)));
  const run = await odflashInProcess(own, { terminal: true, columns: 2000 });
  const text = stripVTControlCharacters(run.stdout + run.stderr);
  return text.replaceAll(folder.path, 'FOLDER').replaceAll(`out-${count}`, 'out').split('\n');
}

/** Two English words in a row make a sentence; a name alone does not. */
const isProse = (line: string): boolean => /\b[a-z]{3,}\b[ ,:]+\b[a-z]{2,}\b/.test(line) && !isCommand(line);

const isCommand = (line: string): boolean => /^ +(?:sudo |npx )*(?:odflash|openocd|\S*node) /.test(line);

const commandsIn = (lines: readonly string[]): readonly string[] => lines.filter(isCommand).map((line) => line.trim());

/** Words that only English sentences have. */
const english = /(?<![\w"“„'./=-])(?:the|and|or|is|are|of|with|from|its|this|cannot|were|that)(?![\w-])/;

const tools = new Set(symptoms.flatMap(({ seen }) => seen.map(({ by }) => by)));

/** What another tool prints is quoted as it prints it, with its name behind. */
const isQuoted = (line: string): boolean => [...line.matchAll(/\(([^()]+)\)/g)].some(([, by = '']) => tools.has(by));

afterEach(() => vi.unstubAllEnvs());

describe.each(locales)('with LANG=%s', (locale) => {
  it.each(runs.map((words) => [words.join(' ').replaceAll(folder.path, '') || '(nothing)', words] as const))(
    'odflash %s leaves no English sentence',
    async (_, words) => {
      const inEnglish = await linesOf(words, 'en_US.UTF-8');
      const before = new Set(inEnglish);
      const all = await linesOf(words, locale);
      // What is printed to be copied does not depend on how it is worded.
      expect(commandsIn(all)).toEqual(commandsIn(inEnglish));
      const lines = all.filter((line) => !isQuoted(line));
      // Help and the pages of error codes are there in English only, and say so.
      const end = lines.findIndex((line) => /Englisch|英文/.test(line) || line.startsWith('Usage: '));
      const own = end === -1 ? lines : lines.slice(0, end);
      expect(own.filter((line) => before.has(line) && isProse(line))).toEqual([]);
      expect(own.filter((line) => english.test(line) && !isCommand(line))).toEqual([]);
      expect(lines.join('')).not.toBe('');
    },
  );

  it('the list of virtual boards explains every option in that language', async () => {
    const before = new Set(await linesOf(['virtual', '--list'], 'en_US.UTF-8'));
    const lines = await linesOf(['virtual', '--list'], locale);
    expect(lines.filter((line) => /^ {4}/.test(line) && before.has(line))).toEqual([]);
    // What is given for an option, and what counts without it, where that is said in words: "volts, 0 to 100", "from the seed".
    const form = /^[\w-]+=(.*?) {2}\(.*?: (.*)\)$/;
    const phrases = [...before].flatMap(
      (line) =>
        form
          .exec(line)
          ?.slice(1)
          .flatMap((part) => part.split(' | ')) ?? [],
    );
    const inWords = [...new Set(phrases)].filter((phrase) => / [a-z]/.test(phrase));
    expect(inWords.length).toBeGreaterThan(10);
    const heads = lines.filter((line) => /^[\w-]+=/.test(line));
    expect(heads.length).toBeGreaterThan(50);
    expect(heads.filter((line) => inWords.some((phrase) => line.includes(phrase)))).toEqual([]);
  });

  it('a success is as green as in English, and a failure as red', async () => {
    const colours = async (words: readonly string[], language: string) => {
      vi.stubEnv('LANG', language);
      const { stdout, stderr } = await odflashInProcess(words, { terminal: true });
      // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are ASCII
      return (stdout + stderr).match(/\x1b\[3[1-3]m/g) ?? [];
    };
    for (const words of [
      ['flash', firmware, ...dfu, '--yes', '--no-start'],
      ['doctor', '--virtual', 'v3.6-56V+dfu,rdp=1'],
      ['info', '--virtual', 'v3.6-56V,axis0.encoder.error=4'],
      ['info', ...dfu],
      ['fash'],
    ])
      expect(new Set(await colours(words, locale)), words.join(' ')).toEqual(new Set(await colours(words, 'C.UTF-8')));
  });
});
