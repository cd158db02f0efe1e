import { english } from '@odflash/messages/en';
import { describe, expect, it } from 'vitest';
import { nextSteps } from '../src/text/next-en.ts';

/** An option, or a command with one of its verbs. */
const commandLine = /(^|[\s"'`(])--[a-z]|odflash [a-z]|same command|Ctrl-C/;

const sources = import.meta.glob<string>(['../../../packages/core/src/**/*.ts', '!**/messages/**'], {
  query: '?raw',
  import: 'default',
  eager: true,
});
const core = Object.values(sources).join('\n');

/** What the engine says of live values, single settings and backups, none of which the page has. */
const ofCommandsOnly =
  /^next\.(call-|get-property|see-|use-command|list-|pass-|sample-instead|set-axis-idle|choose-backup|restore-same-units|omit-address|stop-motors-and-repeat|idle-axes-and-repeat|power-cycle-and-repeat-unsaved|choose-other-file)/;

describe('next steps on the page', () => {
  it('never name an option of the command line', () => {
    const said = Object.entries({ ...english.texts, ...nextSteps })
      .filter(([code]) => code.startsWith('next.') && core.includes(`'${code}'`) && !ofCommandsOnly.test(code))
      // The words of a function stand in its source.
      .filter(([, text]) => commandLine.test(typeof text === 'string' ? text : String(text)))
      .map(([code]) => code);
    expect(said).toEqual([]);
  });

  it('replaces only what there is', () => {
    expect(Object.keys(nextSteps).filter((code) => !Object.hasOwn(english.texts, code))).toEqual([]);
  });
});
