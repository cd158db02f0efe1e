import { PassThrough } from 'node:stream';
import type { Question } from '@odflash/core';
import type { ChoiceQuestion } from '@odflash/core/ask';
import { describe, expect, it, vi } from 'vitest';
import { saying, sentence } from '../../../test/support/in-english.ts';
import { terminalPrompt } from '../src/ask.ts';
import type { Context } from '../src/command-runner.ts';
import { askOf } from '../src/shared/asking.ts';

/** A person at a terminal: types what is given once the question is on the screen. */
function person(types: string, isTTY = true) {
  const input = Object.assign(new PassThrough(), { isTTY, setRawMode: () => input }) as unknown as NodeJS.ReadStream;
  const output = Object.assign(new PassThrough(), { isTTY: true, columns: 80 }) as unknown as NodeJS.WriteStream;
  let shown = '';
  const controller = new AbortController();
  const interrupt = vi.fn(() => controller.abort());
  const pause = vi.fn();
  (output as unknown as PassThrough).on('data', (text: Buffer) => {
    const before = shown;
    shown += text.toString();
    if (!before.includes('? ') && shown.includes('? ')) (input as unknown as PassThrough).write(types);
  });
  const prompt = terminalPrompt({ input, output }, { signal: controller.signal, interrupt, pause });
  return { prompt, interrupt, pause, shown: () => shown };
}

describe('a prompt', () => {
  it.each([
    ['y\r', 'y'],
    [' typed text \r', 'typed text'],
    ['\r', ''],
    ['\u0004', ''],
  ])('answered with %j is %j', async (types, line) => {
    const { prompt, shown, pause } = person(types);
    expect(await prompt?.('Continue?')).toBe(line);
    expect(shown()).toContain('Continue? ');
    expect(pause).toHaveBeenCalledOnce();
  });

  it('that is interrupted passes Ctrl-C on, and ends as every interruption does', async () => {
    const { prompt, interrupt } = person('\u0003');
    await expect(prompt?.('Continue?')).rejects.toMatchObject({
      code: 'aborted',
      exit: 130,
      text: saying('Interrupted.'),
    });
    expect(interrupt).toHaveBeenCalledOnce();
  });

  it('shows what came from outside as escapes, on one line', async () => {
    const { prompt, shown } = person('\r');
    await prompt?.('Erase a\u001b[2J\nFORGED\u202e?');
    expect(shown()).toContain('Erase a\\u001b[2J\\nFORGED\\u202e? ');
  });

  it('does not exist without a terminal', () => {
    expect(person('y\r', false).prompt).toBeUndefined();
  });
});

const serial = '356D38673332';
const warnings: Question = {
  type: 'warnings',
  findings: [{ code: 'startup', level: 'warn', text: sentence('A motor moves.') }],
};
const consent: Question = {
  type: 'consent',
  consent: { what: 'unlock', serial },
  named: 'serial',
  text: sentence('All is lost.'),
};
const yesOrNo: ChoiceQuestion = {
  type: 'choice',
  code: 'start-old-firmware',
  text: sentence('Start it?'),
  options: [
    { code: 'start', text: sentence('start it') },
    { code: 'skip', text: sentence('leave it') },
  ],
  default: 'skip',
  yes: 'start',
};
const { yes: _, ...byCode } = yesOrNo;

/** What comes of a question, what was shown, and what was said before. */
async function put(question: Question, { types, yes = false }: { types?: readonly string[]; yes?: boolean }) {
  const said: string[] = [];
  const lines = [...(types ?? [])];
  const prompt = async (text: string) => {
    said.push(text);
    return lines.shift() ?? '';
  };
  const context = { output: { say: (text: string) => said.push(text) }, ...(types && { prompt }) };
  const ask = askOf(yes, context as unknown as Context);
  return { answer: await ask?.(question), said, ask };
}

describe('a question of the engine', () => {
  it.each([
    [['y'], 'yes'],
    [['YES'], 'yes'],
    [[''], 'no'],
    [['n'], 'no'],
    [['yep'], 'no'],
  ])('about warnings that is answered %j is a %s', async (types, answer) => {
    expect((await put(warnings, { types })).answer).toBe(answer);
  });

  it('for a consent shows the danger, then asks for the serial number, and hands over what was typed', async () => {
    expect(await put(consent, { types: ['yes'] })).toMatchObject({
      answer: 'yes',
      said: ['All is lost.', `To confirm this for the board ${serial}, type its serial number:`],
    });
  });

  it('with two options of which one is a yes is a yes-or-no question', async () => {
    expect(await put(yesOrNo, { types: ['y'] })).toMatchObject({ answer: 'start', said: ['Start it? [y/N]'] });
    expect(await put(yesOrNo, { types: [''] })).toMatchObject({ answer: 'skip' });
    expect(await put({ ...yesOrNo, default: 'start' }, { types: [''] })).toMatchObject({
      answer: 'start',
      said: ['Start it? [Y/n]'],
    });
  });

  it('with other options lists them, and asks until one is chosen', async () => {
    const { answer, said } = await put(byCode, { types: ['what?', 'Start'] });
    expect(answer).toBe('start');
    expect(said.slice(0, 3)).toEqual(['Start it?', '  start  start it', '  skip  leave it']);
    expect(said.filter((text) => text.startsWith('Type one of'))).toHaveLength(2);
    expect(await put(byCode, { types: [''] })).toMatchObject({ answer: 'skip' });
  });

  it('is answered by --yes where that is an answer, and by the person where it is not', async () => {
    const options = { types: ['typed'], yes: true };
    expect(await put(warnings, options)).toMatchObject({ answer: 'yes', said: [] });
    expect(await put(yesOrNo, options)).toMatchObject({ answer: 'start', said: [] });
    expect(await put(consent, options)).toMatchObject({ answer: 'typed' });
  });

  it('without a terminal is answered by --yes alone, which gives no consent', async () => {
    expect(await put(warnings, { yes: true })).toMatchObject({ answer: 'yes' });
    expect(await put(consent, { yes: true })).toMatchObject({ answer: undefined });
    expect((await put(warnings, {})).ask).toBeUndefined();
  });
});
