// odflash generate-types and generate-code: text made of what a board says of itself.

import { FlasherError } from '@odflash/core';
import { connect, templateVariables, typescriptTypes } from '@odflash/core/running';
import { commandMessage } from '@odflash/messages';
import type { Context } from '../../command-runner.ts';
import { claimOutput, readInput } from '../../files.ts';
import type { Outcome } from '../../outcome.ts';
import { worded } from '../../render/say.ts';
import { openEnvironment } from '../../shared/environment/environment.ts';
import { runningRequest } from '../../shared/running-request.ts';
import type { GenerateCodeOptions, GenerateOptions } from './options.ts';
import { renderTemplate, TemplateError } from './template.ts';

export function generateTypes(out: string | undefined, options: GenerateOptions, context: Context): Promise<Outcome> {
  return generate(out, options, context, ({ tree, release }) => typescriptTypes(tree, release));
}

export async function generateCode(options: GenerateCodeOptions, context: Context): Promise<Outcome> {
  const { template: file, output } = options;
  const template = new TextDecoder().decode(await readInput(file));
  return generate(output, options, context, ({ tree, release, serial }) => {
    const variables = { ...templateVariables(tree), output_name: output ?? '', firmware: release, serial };
    try {
      return renderTemplate(template, variables);
    } catch (thrown) {
      if (!(thrown instanceof TemplateError)) throw thrown;
      throw new FlasherError(
        'bad-file',
        commandMessage('file.template', { path: file, line: thrown.line, why: thrown.why }),
        {
          details: { path: file, line: thrown.line },
          next: commandMessage('next.name-in-template', { names: Object.keys(variables) }),
        },
      );
    }
  });
}

interface Source {
  readonly tree: Parameters<typeof templateVariables>[0];
  readonly release: string;
  readonly serial: string;
}

async function generate(
  out: string | undefined,
  options: GenerateOptions,
  context: Context,
  textOf: (source: Source) => string,
): Promise<Outcome> {
  const file =
    out === undefined ? undefined : await claimOutput(out, { force: options.force === true, output: context.output });
  const env = await openEnvironment(options, context);
  await using board = await connect(env, runningRequest(options, context));
  const { tree, release, device } = board.session;
  const text = textOf({ tree, release, serial: device.serial ?? '' });
  if (file) await file.write(new TextEncoder().encode(text));
  else context.output.data('text', { text }, text.replace(/\n$/, ''));
  return {
    board: 'untouched',
    fields: { device, release, file: file?.path },
    text: file && worded('record.written', { files: [file.path] }),
  };
}
