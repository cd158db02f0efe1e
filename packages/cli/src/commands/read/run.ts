// odflash read: the place for the result is claimed before the board is opened, so that minutes of reading never end in
// "no such folder".

import { FlasherError, readFlash, writeImage } from '@odflash/core';
import { contains, mainFlash } from '@odflash/core/board';
import { commandMessage } from '@odflash/messages';
import type { Context } from '../../command-runner.ts';
import { claimOutput } from '../../files.ts';
import type { Outcome } from '../../outcome.ts';
import { bytesText, rangeText, timeText } from '../../render/format.ts';
import { visiblePart } from '../../render/shown.ts';
import { openEnvironment } from '../../shared/environment/environment.ts';
import { formatOf, isTextFormat } from '../../shared/file-format.ts';
import { patientRequest } from '../../shared/request.ts';
import type { ReadOptions } from './options.ts';

export async function readToFile(out: string, options: ReadOptions, context: Context): Promise<Outcome> {
  const { range } = options;
  if (range && !contains(mainFlash, range)) {
    throw new FlasherError('usage', commandMessage('usage.outside-flash', { range: rangeText(range) }), {
      next: commandMessage('next.flash-range', { range: rangeText(mainFlash) }),
    });
  }
  const format = formatOf(out, 'raw');
  const file = await claimOutput(out, {
    force: options.force === true,
    output: context.output,
    isText: isTextFormat(format),
  });
  const env = await openEnvironment(options, context);
  const report = await readFlash(env, { ...patientRequest(options, context), range });
  const { address, data, identity, ms, recoveries } = report;
  await file.write(writeImage({ segments: [{ address, data }] }, format));
  return {
    board: 'untouched',
    fields: { output: out, format, device: identity.device, address, bytes: data.length, ms, recoveries },
    text: `${visiblePart(file.path)}: ${bytesText(data.length)}, ${rangeText({ address, length: data.length })} (${timeText(ms)})`,
  };
}
