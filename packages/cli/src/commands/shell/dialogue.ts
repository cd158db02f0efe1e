// odflash shell at a terminal: boards connected, those that come later, too, and a prompt.

import { isFlasherError } from '@odflash/core';
import { terminalPrompt } from '../../ask.ts';
import type { Context } from '../../command-runner.ts';
import { toFlasherError } from '../../failure.ts';
import { fileError } from '../../files.ts';
import type { Outcome } from '../../outcome.ts';
import { say, worded } from '../../render/say.ts';
import { askOf } from '../../shared/asking.ts';
import { openEnvironment } from '../../shared/environment/environment.ts';
import { runningRequest } from '../../shared/running-request.ts';
import { axisEndedText, released, releasedTexts } from '../../shell/axis-ended.ts';
import { atOneOf, openBoards, type ShellBoard } from '../../shell/boards.ts';
import type { Helpers } from '../../shell/helper-parts.ts';
import { createHelpers } from '../../shell/helpers.ts';
import { historyFileOfUser } from '../../shell/history-file.ts';
import { methodsOf } from '../../shell/methods.ts';
import { ownProcess } from '../../shell/own-process.ts';
import { startRepl } from '../../shell/repl.ts';
import { namesOf, quiet, sayLetGo } from './boards-in-scope.ts';
import type { ShellOptions } from './options.ts';

/** Resolves when the person has left. Throws FlasherError. */
export async function interact(options: ShellOptions, context: Context): Promise<Outcome> {
  const { output } = context;
  const env = await openEnvironment(options, context);
  let running = new AbortController();
  let isStarted = false;
  let hasMissed = false;
  const interrupt = () => {
    for (const released of releasedTexts(boards.all))
      void released.then((text) => {
        if (text !== undefined) server.note(text);
      });
    running.abort();
    running = new AbortController();
    boards.interrupt();
  };
  const prompt = (question: string) =>
    server.lend(() => {
      const { signal } = running;
      const ask = terminalPrompt(
        { input: process.stdin, output: process.stderr },
        { signal, interrupt, pause: output.pause },
      );
      return ask ? ask(question) : Promise.resolve('');
    });
  const { signal: _, ...request } = runningRequest(options, context);
  const ask = askOf(options.yes === true, { ...context, prompt });
  let helpers: Helpers | undefined;
  const boards = await openBoards(env, quiet({ ...request, ask }), {
    extras: methodsOf(() => helpers),
    onAxisEnded: (board, axis, how) => void axisEndedText(board, axis, how).then((text) => server.note(text)),
    watching: {
      onBoard: ({ name, root, session }) => {
        if (!isStarted) return;
        server.define({ [name]: root });
        server.note(boardText(name, session));
      },
      onChange: (name, change) => {
        if (isStarted) server.note(worded(change === 'left' ? 'shell.disconnected' : 'shell.reconnected', { name }));
      },
      onFailure: (device, error) => {
        hasMissed = true;
        const tell = isStarted ? server.note : output.say;
        tell(worded('status.unavailable', { device, why: toFlasherError(error, undefined).text }));
        tell(worded('shell.not-connected'));
      },
    },
  });
  await using _boards = boards;
  helpers = createHelpers({
    env,
    context,
    boards,
    signal: () => running.signal,
    interrupt,
    withKeyboard: (work) => server.lend(work),
  });
  for (const { name, session } of boards.all) output.say(boardText(name, session));
  if (boards.all.length === 0 && !hasMissed) output.say(worded('shell.no-board-yet'));
  output.say(worded('shell.keys'));
  const history = historyFileOfUser();
  if (history?.failure !== undefined)
    output.say(
      worded('shell.no-history', {
        why: toFlasherError(fileError(history.failure, history.path, 'file-unwritable'), undefined).text,
      }),
    );
  const server = startRepl({
    input: process.stdin,
    output: process.stdout,
    boards,
    names: { ...helpers, process: ownProcess(() => server.close()), ...namesOf(boards.all) },
    historyFile: history?.failure === undefined ? history?.path : undefined,
    interrupt,
    showError: (error) => {
      // A person who pressed Ctrl-C knows what to do next.
      if (isFlasherError(error) && error.code === 'aborted') return output.say(say(error.text));
      for (const line of output.failureLines(toFlasherError(atOneOf(boards, error), undefined))) output.say(line);
    },
  });
  isStarted = true;
  context.interrupt.signal.addEventListener('abort', server.close, { once: true });
  await server.closed;
  sayLetGo(boards, context);
  await released(boards);
  return { board: 'untouched', fields: { boards: boards.all.length } };
}

function boardText(name: string, { device, release }: ShellBoard['session']): string {
  return worded('shell.board', { name, device, firmware: release });
}
