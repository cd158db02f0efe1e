import { german } from '@odflash/messages/de';
import { english } from '@odflash/messages/en';
import { chinese } from '@odflash/messages/zh';
import { describe, expect, it } from 'vitest';
import { nextSteps as germanSteps } from '../src/text/next-de.ts';
import { nextSteps as englishSteps } from '../src/text/next-en.ts';
import { nextSteps as chineseSteps } from '../src/text/next-zh.ts';

/** An option, or a command with one of its verbs. */
const commandLine = /(^|[\s"'`(])--[a-z]|odflash [a-z]|same command|denselben Befehl|同一命令|Ctrl-C/;

const sources = import.meta.glob<string>(['../../../packages/core/src/**/*.ts', '!**/messages/**'], {
  query: '?raw',
  import: 'default',
  eager: true,
});
const core = Object.values(sources).join('\n');

/** What the engine says of live values, single settings and backups, none of which the page has. */
const ofCommandsOnly =
  /^next\.(calibrate|clear-errors|check-supply-voltage|call-|get-property|see-|use-command|list-|pass-|sample-instead|set-axis-idle|choose-backup|restore-same-units|omit-address|stop-motors-and-repeat|idle-axes-and-repeat|power-cycle-and-repeat-unsaved|choose-other-file)/;

describe.each([
  ['English', english, englishSteps],
  ['German', german, germanSteps],
  ['Chinese', chinese, chineseSteps],
] as const)('next steps on the page in %s', (_, language, nextSteps) => {
  it('never name an option of the command line', () => {
    const said = Object.entries({ ...language.texts, ...nextSteps })
      .filter(([code]) => code.startsWith('next.') && core.includes(`'${code}'`) && !ofCommandsOnly.test(code))
      // The words of a function stand in its source.
      .filter(([, text]) => commandLine.test(typeof text === 'string' ? text : String(text)))
      .map(([code]) => code);
    expect(said).toEqual([]);
  });

  it('replaces only what there is', () => {
    expect(Object.keys(nextSteps).filter((code) => !Object.hasOwn(language.texts, code))).toEqual([]);
    expect(Object.keys(nextSteps).sort()).toEqual(Object.keys(englishSteps).sort());
  });
});
