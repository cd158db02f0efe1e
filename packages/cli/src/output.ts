// Where everything goes that is said: data on stdout, prose and progress on stderr, JSON instead of data with --json,
// and all of it into the log file. Composes the renderers; knows no engine.

import { isSea } from 'node:sea';
import { FlasherError, type Log, type UpdateEvent } from '@odflash/core';
import type { Said } from '@odflash/core/messages';
import { printable } from '@odflash/core/printable';
import { commandMessage } from '@odflash/messages';
import { errorFields, errorLines } from './failure.ts';
import { openLogFile } from './log-file.ts';
import type { OutputOptions } from './options.ts';
import type { JsonFields, Outcome } from './outcome.ts';
import { type Color, type Colour, colorFor, noColor, speaksUnicode } from './render/color.ts';
import { jsonEvents, jsonLine } from './render/json.ts';
import { liveArea } from './render/live-area.ts';
import { plainRenderer } from './render/plain.ts';
import type { Renderer } from './render/renderer.ts';
import { say as said, worded } from './render/say.ts';
import { mark, shownWhole } from './render/shown.ts';
import { legible, signsOf } from './render/signs.ts';
import { ttyRenderer } from './render/tty.ts';
import { wrap } from './render/wrap.ts';
import { binaryName } from './shared/binary-name.ts';
import { programOf } from './shared/npx-name.ts';
import { type Invocation, selfOf, withCommandLines } from './shared/printed-command.ts';
import type { OutputStream } from './stream.ts';

export interface Output {
  /** Marks for the text of {@link data}; nothing else may colour it. */
  readonly color: Color;
  readonly log: Log;
  event(event: UpdateEvent): void;
  /** Prose for people. */
  say(text: string): void;
  /** What the command was called for: `text` on stdout, or an object of that type. */
  data(type: string, fields: JsonFields, text: string): void;
  /** The same again and again: on a terminal each takes the place of the one before. */
  redraw(type: string, fields: JsonFields, text: string): void;
  /** Room for {@link redraw} on a terminal; `undefined` where nothing is drawn over. */
  canvas(): { readonly columns: number; readonly rows: number } | undefined;
  /** Aborted when standard output cannot be written any more, mostly because its reader has seen enough. */
  readonly unread: AbortSignal;
  /** Standard output for the file that is named `-`; nothing else may be printed there. Throws `usage`. */
  outlet(file: { readonly isText: boolean }): (data: string | Uint8Array) => void;
  /** Rates and times left are counted by this clock from now on. */
  useClock(now: () => number): void;
  /** The file at that path is written no further, for that reason; the work continues. */
  lost(record: 'log' | 'trace', path: string, why: Said): void;
  /** The board on that USB port was chosen; commands that are printed from now on name it. */
  chosen(path: string): void;
  /** Takes the bar down for a question. */
  pause(): void;
  result(command: string, outcome: Outcome): void;
  error(error: FlasherError): void;
  /** A failure that ends nothing, in the lines of one that does. */
  failureLines(error: FlasherError): readonly string[];
  close(): void;
}

interface OutputParts {
  readonly options: OutputOptions;
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  /** The command line, the command first. */
  readonly words?: readonly string[] | undefined;
  readonly env?: NodeJS.ProcessEnv | undefined;
}

function ownProgram(env: NodeJS.ProcessEnv): string {
  const { platform, execPath } = process;
  return isSea() ? binaryName({ platform, execPath, cwd: process.cwd(), env }) : programOf(env);
}

/** Throws `file-unwritable` if there is to be a log file and it cannot be opened. */
export function openOutput({ options, words = [], env = process.env, ...streams }: OutputParts): Output {
  const stderr = legible(streams.stderr, env, process.platform);
  // Machines read every sign.
  const stdout = options.json ? streams.stdout : legible(streams.stdout, env, process.platform);
  let now = () => performance.now();
  let invocation: Invocation = { program: ownProgram(env), self: selfOf(process), words, options };
  const screen = screenRenderer(stderr, colorFor(stderr, env), () => now(), env);
  const file =
    options.logFile === undefined
      ? undefined
      : openLogFile(
          options.logFile,
          () => now(),
          (why) => lost('log', options.logFile ?? '', why),
        );
  const renderers: readonly Renderer[] = file ? [screen, file.renderer] : [screen];
  const dataPaint = colorFor(stdout, env);
  const json = options.json ? jsonEvents(stdout.write, () => now()) : undefined;
  const say = (text: string) => {
    for (const renderer of renderers) renderer.line(text);
  };
  const redrawn = canRedraw(stdout, env) ? liveArea(stdout.write, () => stdout.columns) : undefined;
  const dataSigns = signsOf(streams.stdout, env, process.platform);
  const seenText = (text: string) => {
    const seen = dataSigns(shownWhole(withCommandLines(text, invocation), dataPaint));
    return stdout.isTTY ? wrap(seen, stdout.columns) : seen;
  };
  const lost = (record: 'log' | 'trace', path: string, why: Said): void => {
    const text = worded('progress.record-ends', { record, path, why });
    if (options.json) stdout.write(jsonLine('note', { code: 'record-lost', text }));
    say(`${mark('yellow', worded('mark.note'))}  ${text}`);
  };
  const output: Output = {
    color: options.json ? noColor : mark,
    log: (entry) => {
      const text = `${entry.level} ${entry.scope}: ${printable(typeof entry.text === 'string' ? entry.text : said(entry.text))}`;
      file?.renderer.line(text);
      if (options.verbose || entry.level === 'warn') screen.line(mark('dim', text));
    },
    event(event) {
      // What is said comes below the drawing, which then cannot be drawn over any more.
      if (event.type !== 'step') redrawn?.keep();
      json?.event(event);
      for (const renderer of renderers) renderer.event(event);
    },
    say,
    data(type, fields, text) {
      // On one terminal a redraw would run over what was just printed.
      screen.close();
      if (options.json) stdout.write(jsonLine(type, fields));
      else stdout.write(`${seenText(text)}\n`);
    },
    redraw(type, fields, text) {
      if (options.json || !redrawn) return output.data(type, fields, text);
      screen.close();
      // A serial console and a terminal of script(1) say 0.
      redrawn.draw(fitting(seenText(text).split('\n'), stdout.stream.rows || undefined));
    },
    canvas: () =>
      options.json || !redrawn ? undefined : { columns: stdout.columns, rows: (stdout.stream.rows || 24) - 1 },
    outlet({ isText }) {
      if (options.json)
        throw new FlasherError('usage', commandMessage('usage.exclusive', { option: '--json', others: ['-'] }), {
          next: commandMessage('next.omit-one'),
        });
      if (!isText && stdout.isTTY)
        throw new FlasherError('usage', commandMessage('usage.bytes-on-terminal'), {
          next: commandMessage('next.redirect-output'),
        });
      return (data) => {
        screen.close();
        streams.stdout.write(data);
      };
    },
    unread: stdout.lost,
    useClock: (clock) => {
      now = clock;
    },
    lost,
    chosen(path) {
      const { options: called, words: given } = invocation;
      invocation = { ...invocation, options: { ...called, path }, words: [...given, '--path', path] };
    },
    pause: () => screen.pause(),
    result(command, { board, fields, text, exit = 0 }) {
      screen.finish();
      screen.close();
      const isDone = board === 'verified' && exit === 0;
      if (text !== undefined) say(withHeadIn(isDone ? 'green' : undefined, withCommandLines(text, invocation)));
      json?.flush();
      if (options.json) stdout.write(jsonLine('result', { ok: true, command, board, ...fields }));
    },
    failureLines: (error) => errorLines(error, mark, invocation),
    error(error) {
      screen.close();
      for (const line of errorLines(error, mark, invocation)) screen.line(line);
      for (const line of errorLines(error, noColor, invocation)) file?.renderer.line(line);
      json?.flush();
      if (options.json) stdout.write(jsonLine('error', errorFields(error)));
    },
    close() {
      screen.close();
      file?.close();
    },
  };
  return output;
}

/** What stands before the first colon, `Verified: …`, in a colour: as every `ok` before it. */
function withHeadIn(colour: Colour | undefined, text: string): string {
  return colour === undefined ? text : text.replace(/^[^:：.;。；\n]+(?=[:：])/, (head) => mark(colour, head));
}

function canRedraw({ isTTY }: OutputStream, { TERM, CI }: NodeJS.ProcessEnv): boolean {
  return isTTY && TERM !== 'dumb' && !CI;
}

/** What has scrolled off the top cannot be drawn over. */
function fitting(lines: readonly string[], rows = Number.POSITIVE_INFINITY): readonly string[] {
  return lines.length < rows ? lines : [...lines.slice(0, Math.max(rows - 2, 1)), '…'];
}

function screenRenderer(stderr: OutputStream, color: Color, now: () => number, env: NodeJS.ProcessEnv): Renderer {
  const write = stderr.write;
  const columns = stderr.isTTY ? () => stderr.columns : undefined;
  if (!columns || !canRedraw(stderr, env)) return plainRenderer({ write, color, now, columns });
  return ttyRenderer({ write, color, now, columns, unicode: speaksUnicode(env, process.platform) });
}
