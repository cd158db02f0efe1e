// The completion script of PowerShell, which does not exist here: read as PowerShell's lexer would (about_Parsing, about_Quoting_Rules,
// about_Special_Characters), and what the command gives it, held against what CompletionResult takes.

import { describe, expect, it } from 'vitest';
import { scripts } from '../../../packages/cli/src/commands/completion/scripts.ts';
import { createProgram } from '../../../packages/cli/src/program.ts';
import { odflashInProcess } from '../in-process.ts';

interface Token {
  readonly kind: 'comment' | 'text' | 'variable' | 'word' | 'sign';
  readonly text: string;
}

const forms: readonly (readonly [Token['kind'], RegExp])[] = [
  ['comment', /#[^\n]*/y],
  // A single quote is doubled inside; nothing else means anything there.
  ['text', /'(?:[^']|'')*'/y],
  ['text', /"(?:[^"`]|""|`.)*"/y],
  ['variable', /\$(?:\w+|\{[^}]+\})/y],
  ['word', /\[[A-Z][\w.]*\]|(?:--?)?[A-Za-z][\w-]*|\d+/y],
  ['sign', />\$null|::|[(){}|;,.=+>-]/y],
];

/** Throws at what belongs to no form, such as a quote that is not closed. */
function tokensOf(script: string): readonly Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < script.length; ) {
    if (/\s/.test(script[at] ?? '')) {
      at += 1;
      continue;
    }
    const found = forms.flatMap(([kind, form]) => {
      form.lastIndex = at;
      const text = form.exec(script)?.[0];
      return text === undefined ? [] : [{ kind, text }];
    })[0];
    if (found === undefined) throw new Error(`not PowerShell: ${script.slice(at, at + 30)}`);
    tokens.push(found);
    at += found.text.length;
  }
  return tokens;
}

const closing: Readonly<Record<string, string>> = { '(': ')', '{': '}' };
/** What PowerShell itself sets. */
const automatic = ['$_', '$null', '$PROFILE'];
/** Of PowerShell 5.1 and 7, with the parameters that are used (their reference pages). */
const cmdlets: Readonly<Record<string, readonly string[]>> = {
  'Register-ArgumentCompleter': ['-Native', '-CommandName', '-ScriptBlock'],
  'ForEach-Object': [],
  'Get-ChildItem': ['-Path', '-ErrorAction'],
  'Resolve-Path': ['-Relative', '-LiteralPath'],
};
const operators = ['-eq', '-match', '-split', '-not'];

describe('the script of PowerShell', () => {
  const tokens = tokensOf(scripts.powershell);
  const texts = (kind: Token['kind']) => tokens.filter((token) => token.kind === kind).map(({ text }) => text);

  it('closes every quote and every bracket', () => {
    const open: string[] = [];
    for (const { kind, text } of tokens) {
      if (kind !== 'sign') continue;
      if (closing[text] !== undefined) open.push(closing[text]);
      else if (')}'.includes(text)) expect(open.pop()).toBe(text);
    }
    expect(open).toEqual([]);
    expect(() => tokensOf('"a')).toThrow('not PowerShell');
  });

  it('uses no variable that it has not set, in its texts neither', () => {
    const set = new Set(automatic);
    for (const [index, { kind, text }] of tokens.entries()) {
      const before = tokens.slice(Math.max(0, index - 6), index).map((token) => token.text);
      const isParameter = before.includes('param') && !before.includes(')');
      const next = tokens[index + 1]?.text;
      if (kind === 'variable') {
        if (isParameter || next === '=' || next === ',') set.add(text);
        expect([...set]).toContain(text);
      }
      if (kind === 'text' && text.startsWith('"'))
        for (const [used] of text.matchAll(/(?<!`)\$\w+/g)) expect([...set]).toContain(used);
    }
    expect([...set].length).toBeGreaterThan(8);
  });

  it('knows cmdlets, their parameters and operators only', () => {
    let cmdlet: readonly string[] = [];
    for (const text of texts('word')) {
      if (/^[A-Z]\w+-\w+$/.test(text)) {
        expect(Object.keys(cmdlets)).toContain(text);
        cmdlet = cmdlets[text] ?? [];
      } else if (/^-[A-Za-z]/.test(text)) expect([...cmdlet, ...operators]).toContain(text);
    }
    expect(texts('word')).toContain('Register-ArgumentCompleter');
    expect(scripts.powershell).toContain('Register-ArgumentCompleter -Native -CommandName odflash -ScriptBlock {');
  });

  it('asks for the line of this command up to the cursor, without what Windows PowerShell loses', () => {
    for (const words of ['$cursorPosition - $commandAst.Extent.StartOffset', `.Replace('"', "'").Replace('\\', '/')`])
      expect(scripts.powershell).toContain(words);
    expect(scripts.powershell).toContain('odflash --complete powershell $line 2>$null');
  });
});

describe('what it is given', () => {
  const { commands } = createProgram(
    async () => {},
    () => {},
  );
  const given = async (line: string) => {
    const { status, stdout } = await odflashInProcess(['--complete', 'powershell', line]);
    expect(status).toBe(0);
    return stdout.split('\n').filter((each) => each !== '');
  };
  /** As the script parts them. */
  const parted = (line: string) => {
    const [value = '', text] = line.split('\t', 2);
    return { value, text: text || value };
  };
  /** PowerShell takes such a word as it stands. */
  const plainWord = /^[\w:/.=+-]+$/;

  it('are all commands, and behind each all of its options, with a meaning and as words without quotes', async () => {
    const names = (await given('odflash ')).map(parted);
    expect(names.map(({ value }) => value)).toEqual(commands.map((command) => command.name()));
    for (const { value, text } of names) {
      expect(value).toMatch(plainWord);
      expect(text).not.toBe(value);
    }
    for (const command of commands) {
      const options = (await given(`odflash ${command.name()} --`)).map(parted);
      const wanted = command.options.filter(({ hidden, long }) => !hidden && long).map(({ long }) => long);
      if (command.commands.length === 0)
        expect(
          options.map(({ value }) => value),
          command.name(),
        ).toEqual(expect.arrayContaining(wanted));
      for (const { value, text } of options) {
        expect(value).toMatch(plainWord);
        // CompletionResult refuses an empty text.
        expect(text.trim()).not.toBe('');
      }
    }
  });

  it('is right for a line with quotes and paths as the script passes them on', async () => {
    expect((await given("odflash flash './my files/a.hex' --via ")).map((line) => parted(line).value)).toEqual([
      'dfu',
      'stlink',
    ]);
    expect(await given('odflash flash ./my/')).toEqual([':files']);
    expect(await given("odflash flash 'my f")).toEqual([':files']);
  });
});
