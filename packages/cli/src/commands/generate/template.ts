// Templates in the part of Jinja's language that code generation needs: `{{ value | filter }}`, `{% for x in list %}`,
// `{% if value == 'text' %}`, `{% else %}`, `{% macro name(value) %}`, comments. What is not understood is an error with its line, never
// left out. Pure.

import type { Said } from '@odflash/core/messages';
import { type CommandLineCode, commandMessage, type ParametersOf } from '@odflash/messages';

export class TemplateError extends Error {
  override readonly name = 'TemplateError';
  readonly why: Said;
  /** From 1. */
  readonly line: number;
  constructor(why: Said, line: number) {
    super(why.code);
    this.why = why;
    this.line = line;
  }
}

function wrong<C extends CommandLineCode>(line: number, code: C, ...params: ParametersOf<C>): TemplateError {
  return new TemplateError(commandMessage(code, ...params), line);
}

/** A macro adds its name where it stands. */
type Scope = Record<string, unknown>;
type Piece = (scope: Scope) => string;

interface Token {
  readonly kind: 'text' | 'value' | 'tag';
  readonly text: string;
  readonly line: number;
}

/** The text with the variables in it. Throws {@link TemplateError}. */
export function renderTemplate(template: string, variables: object): string {
  const tokens = tokensOf(template);
  const pieces = readPieces(tokens, []);
  const [rest] = tokens;
  if (rest) throw wrong(rest.line, 'template.ends-nothing', { tag: rest.text });
  return joined(pieces, { ...variables });
}

const joined = (pieces: readonly Piece[], scope: Scope) => pieces.map((piece) => piece(scope)).join('');

/** A minus at a bracket takes the blanks beside it away, as in Jinja. */
function tokensOf(template: string): Token[] {
  const tokens: Token[] = [];
  let line = 1;
  let trimNext = false;
  for (const piece of template.split(/(\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}|\{#[\s\S]*?#\})/)) {
    const begun = line;
    line += piece.split('\n').length - 1;
    const bracket = /^\{([{%#])(-?)([\s\S]*?)(-?)[}%#]\}$/.exec(piece);
    if (!bracket) {
      tokens.push({ kind: 'text', text: trimNext ? piece.replace(/^\s+/, '') : piece, line: begun });
      trimNext = false;
      continue;
    }
    const [, kind, trimBefore, inner = '', trimAfter] = bracket;
    const last = tokens.at(-1);
    if (trimBefore && last?.kind === 'text')
      tokens[tokens.length - 1] = { ...last, text: last.text.replace(/\s+$/, '') };
    trimNext = trimAfter === '-';
    if (kind !== '#') tokens.push({ kind: kind === '{' ? 'value' : 'tag', text: inner.trim(), line: begun });
  }
  return tokens;
}

/** Up to one of these tags, which is left in front. */
function readPieces(tokens: Token[], ends: readonly string[]): readonly Piece[] {
  const pieces: Piece[] = [];
  for (;;) {
    const [token] = tokens;
    if (!token || (token.kind === 'tag' && ends.includes(firstWord(token)))) return pieces;
    tokens.shift();
    if (token.kind === 'text') pieces.push(() => token.text);
    else if (token.kind === 'value') {
      const value = readExpression(token.text, token.line);
      pieces.push((scope) => textOf(value(scope), token));
    } else pieces.push(readTag(token, tokens));
  }
}

const firstWord = ({ text }: Token) => text.split(/\s+/, 1)[0] ?? '';

function readTag(token: Token, tokens: Token[]): Piece {
  const loop = /^for\s+(\w+)\s+in\s+(.+)$/s.exec(token.text);
  if (loop) {
    const [, name = '', list = ''] = loop;
    const items = readExpression(list, token.line);
    const body = readPieces(tokens, ['endfor']);
    close(tokens, 'endfor', token);
    return (scope) => {
      const values = items(scope);
      if (!Array.isArray(values)) throw wrong(token.line, 'template.not-a-list', { name: list });
      return values
        .map((value: unknown, index) =>
          joined(body, {
            ...scope,
            [name]: value,
            loop: { index: index + 1, index0: index, first: index === 0, last: index === values.length - 1 },
          }),
        )
        .join('');
    };
  }
  const macro = /^macro\s+(\w+)\s*\(([\w\s,]*)\)$/.exec(token.text);
  if (macro) {
    const [, name = '', list = ''] = macro;
    const body = readPieces(tokens, ['endmacro']);
    close(tokens, 'endmacro', token);
    const names = list.match(/\w+/g) ?? [];
    return (scope) => {
      const called: Macro = (inputs) =>
        joined(body, { ...scope, ...Object.fromEntries(names.map((one, index) => [one, inputs[index]])) });
      scope[name] = called;
      return '';
    };
  }
  const condition = /^(?:el)?if\s+(.+)$/s.exec(token.text)?.[1];
  if (/^(end|else)/.test(token.text)) throw wrong(token.line, 'template.ends-nothing', { tag: token.text });
  if (condition === undefined) throw wrong(token.line, 'template.unknown-tag', { tag: token.text });
  const test = readExpression(condition, token.line);
  const then = readPieces(tokens, ['elif', 'else', 'endif']);
  const [next] = tokens;
  let otherwise: readonly Piece[] = [];
  if (next && firstWord(next) === 'elif') {
    tokens.shift();
    otherwise = [readTag(next, tokens)];
    return (scope) => joined(isTrue(test(scope)) ? then : otherwise, scope);
  }
  if (next?.text === 'else') {
    tokens.shift();
    otherwise = readPieces(tokens, ['endif']);
  }
  close(tokens, 'endif', token);
  return (scope) => joined(isTrue(test(scope)) ? then : otherwise, scope);
}

function close(tokens: Token[], name: string, opened: Token): void {
  const end = tokens.shift();
  if (end?.text !== name) throw wrong(opened.line, 'template.unclosed', { tag: opened.text, end: name });
}

type Expression = (scope: Scope) => unknown;
type Macro = (inputs: readonly unknown[]) => string;

/** `not a`, `a == b`, `a != b`, `a and b`, `a or b`; operands with filters. */
function readExpression(text: string, line: number): Expression {
  for (const [word, combine] of [
    [
      ' or ',
      (a: Expression, b: Expression): Expression =>
        (scope) =>
          isTrue(a(scope)) ? a(scope) : b(scope),
    ],
    [
      ' and ',
      (a: Expression, b: Expression): Expression =>
        (scope) =>
          isTrue(a(scope)) ? b(scope) : a(scope),
    ],
    [
      '==',
      (a: Expression, b: Expression): Expression =>
        (scope) =>
          a(scope) === b(scope),
    ],
    [
      '!=',
      (a: Expression, b: Expression): Expression =>
        (scope) =>
          a(scope) !== b(scope),
    ],
  ] as const) {
    const at = outsideQuotes(text, word);
    if (at === -1) continue;
    const [left, right] = [text.slice(0, at), text.slice(at + word.length)];
    return combine(readExpression(left, line), readExpression(right, line));
  }
  const negated = /^\s*not\s+(.+)$/s.exec(text)?.[1];
  if (negated !== undefined) {
    const inner = readExpression(negated, line);
    return (scope) => !isTrue(inner(scope));
  }
  return readOperand(text.trim(), line);
}

function outsideQuotes(text: string, word: string): number {
  const hidden = text.replace(/'[^']*'|"[^"]*"/g, (quoted) => '\u0000'.repeat(quoted.length));
  return hidden.indexOf(word);
}

function readOperand(text: string, line: number): Expression {
  const parts = text.match(/(?:'[^']*'|"[^"]*"|[^|'"])+/g) ?? [];
  const [base = '', ...calls] = parts.map((part) => part.trim());
  const value = readBase(base, line);
  return calls.reduce<Expression>((inner, call) => {
    const [, name = '', list = ''] = /^(\w+)(?:\((.*)\))?$/s.exec(call) ?? [];
    const apply = Object.hasOwn(filters, name) ? filters[name] : undefined;
    if (!apply) throw wrong(line, 'template.unknown-filter', { name: call });
    const words = readInputs(list, line);
    return (scope) =>
      apply(
        inner(scope),
        words.map((word) => String(word(scope))),
      );
  }, value);
}

function readInputs(list: string, line: number): readonly Expression[] {
  return (list.match(/'[^']*'|"[^"]*"|[^,\s]+/g) ?? []).map((word) => readBase(word, line));
}

function readBase(text: string, line: number): Expression {
  const quoted = /^(?:'([^']*)'|"([^"]*)")$/.exec(text);
  if (quoted) return () => quoted[1] ?? quoted[2] ?? '';
  if (/^-?\d+(\.\d+)?$/.test(text)) return () => Number(text);
  if (text === 'true' || text === 'false') return () => text === 'true';
  const call = /^([A-Za-z_]\w*)\((.*)\)$/s.exec(text);
  if (call) {
    const [, name = '', list = ''] = call;
    const inputs = readInputs(list, line);
    return (scope) => {
      const macro = Object.hasOwn(scope, name) ? scope[name] : undefined;
      if (typeof macro !== 'function') throw wrong(line, 'template.unknown-name', { name });
      return (macro as Macro)(inputs.map((input) => input(scope)));
    };
  }
  if (!/^[A-Za-z_]\w*(\.\w+)*$/.test(text)) throw wrong(line, 'template.invalid-expression', { text });
  const names = text.split('.');
  return (scope) => {
    let value: unknown = scope;
    for (const name of names) {
      if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name))
        throw wrong(line, 'template.unknown-name', { name: text });
      value = (value as Scope)[name];
    }
    return value;
  };
}

const filters: Readonly<Record<string, (value: unknown, words: readonly string[]) => unknown>> = {
  upper: (value) => String(value).toUpperCase(),
  lower: (value) => String(value).toLowerCase(),
  replace: (value, [from = '', to = '']) => String(value).replaceAll(from, to),
  format: (value, words) => formatted(String(value), words),
  hex: (value) => `0x${Number(value).toString(16)}`,
  length: (value) => (Array.isArray(value) ? value.length : String(value).length),
};

/** The part of Python's formats that is about whole numbers and texts: `%d`, `%04x`, `%s`. */
function formatted(pattern: string, words: readonly string[]): string {
  let next = 0;
  return pattern.replace(/%(?:%|(-?)(0?)(\d*)([diuxXos]))/g, (whole, left, zeros, width, kind: string) => {
    if (kind === undefined) return '%';
    const word = words[next++] ?? whole;
    const base = { x: 16, X: 16, o: 8 }[kind];
    const digits = base === undefined || !/^-?\d+$/.test(word) ? word : BigInt(word).toString(base);
    const text = kind === 'X' ? digits.toUpperCase() : digits;
    return left ? text.padEnd(Number(width)) : text.padStart(Number(width), zeros && kind !== 's' ? '0' : ' ');
  });
}

const isTrue = (value: unknown) =>
  value !== undefined && value !== '' && value !== 0 && value !== false && value !== null;

function textOf(value: unknown, { text, line }: Token): string {
  if (typeof value === 'object') throw wrong(line, 'template.not-a-text', { name: text });
  return String(value);
}
