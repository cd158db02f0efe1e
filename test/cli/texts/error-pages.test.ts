// The codes, their table, their pages and their exit statuses say the same. A code without a page would be a dead end in
// the middle of a person's trouble.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ErrorCode, errorTable, FlasherError } from '@odflash/core';
import { english } from '@odflash/messages/en';
import { describe, expect, it } from 'vitest';
import { createProgram } from '../../../packages/cli/src/program.ts';
import { inEnglish, sentence } from '../../support/in-english.ts';
import { root } from '../command.ts';

const folder = join(root, 'docs/errors');
const codes = Object.keys(errorTable) as ErrorCode[];
const page = (code: string) => readFileSync(join(folder, `${code}.md`), 'utf8');

/** Options of udevadm and curl, and the misspelt one of the usage page. */
const others = ['--reload-rules', '--adress', '--help'];

/** A page without what other tools say. */
function ownWords(text: string): string {
  return text.split('## Other tools say')[0] ?? '';
}

describe('error codes', () => {
  it('have one page each, and there is no page without a code', () => {
    const pages = readdirSync(folder).filter((name) => name !== 'README.md');
    expect(pages.sort()).toEqual(codes.map((code) => `${code}.md`).sort());
  });

  it('are all those that the type knows', () => {
    // The table is a Record over the union, so the compiler holds union and keys together; the source must not cheat.
    const source = readFileSync(join(root, 'packages/core/src/errors.ts'), 'utf8');
    const union = /export type ErrorCode =([^;]+);/.exec(source)?.[1] ?? '';
    expect([...union.matchAll(/'([a-z-]+)'/g)].map(([, code]) => code).sort()).toEqual([...codes].sort());
  });

  it.each(codes)('%s: page, title and exit status agree', (code) => {
    const { exit } = errorTable[code];
    const title = english.errorTitles[code];
    expect(page(code)).toMatch(new RegExp(`^# ${code}\n\nExit status ${exit}: `));
    expect(page(code)).toContain(`Exit status ${exit}: ${title}.`);
    expect(new FlasherError(code, sentence('x')).exit).toBe(exit);
  });

  it.each(codes)('%s: its page names causes and steps, and presents no guess as a fact', (code) => {
    const text = page(code);
    const [, causes = '', steps = ''] = text.split(/^## (?:Likely causes|What to do|Other tools say)$/m);
    expect(causes.match(/^- /gm)?.length ?? 0).toBeGreaterThanOrEqual(1);
    expect(steps.match(/^\d+\. /gm)?.length ?? 0).toBeGreaterThanOrEqual(1);
    expect(text.length).toBeLessThan(3500);
  });

  it('link only to pages that exist', () => {
    for (const code of codes)
      for (const [, target] of page(code).matchAll(/\]\(([a-z-]+)\.md\)/g)) expect(codes).toContain(target);
  });

  it('mention only commands and options that exist, in the table and on the pages', () => {
    const { commands } = createProgram(
      async () => {},
      () => {},
    );
    const names = commands.map((command) => command.name());
    const options = commands.flatMap((command) => command.options.map(({ long }) => long ?? ''));
    const pages = codes.map((code) => ownWords(page(code))).join('\n');
    const steps = codes.map((code) => inEnglish(errorTable[code].next)).join('\n');
    const named = [...pages.matchAll(/`odflash ([a-z][a-z-]+)/g), ...steps.matchAll(/\bodflash ([a-z][a-z-]{2,})/g)];
    expect(named.length).toBeGreaterThan(10);
    for (const [, name] of named) expect(names).toContain(name);
    const own = `${pages}\n${steps}`;
    for (const [option] of own.matchAll(/(?<![\w-])--[a-z][\w-]+/g)) expect([...options, ...others]).toContain(option);
  });

  it('use the exit statuses that --help and the README document, all of them and no other', () => {
    let help = '';
    const program = createProgram(
      async () => {},
      (text) => {
        help += text;
      },
    );
    program.outputHelp();
    const sentence = /Exit status: ([^.]+)\./.exec(help)?.[1] ?? '';
    const documented = [...sentence.matchAll(/\b\d+\b/g)].map(([number]) => Number(number));
    // 9 is not a failure: a command looked and found a problem, or nothing.
    const used = new Set([0, 9, ...codes.map((code) => errorTable[code].exit)]);
    const all = [...used].sort((a, b) => a - b);
    expect(documented).toEqual(all);
    const inReadme =
      /Exit codes: ((?:\d+ [^·.]+[·.]\s*)+)/.exec(readFileSync(join(root, 'README.md'), 'utf8'))?.[1] ?? '';
    expect([...inReadme.matchAll(/(?:^|· ?\s*)(\d+) /g)].map(([, number]) => Number(number))).toEqual(all);
  });
});
