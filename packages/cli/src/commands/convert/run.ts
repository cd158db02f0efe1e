// odflash convert: one image format into another, chosen by the ending of the second name.

import { writeImage } from '@odflash/core';
import { describeImage } from '@odflash/core/image';
import type { Context } from '../../command-runner.ts';
import { claimOutput } from '../../files.ts';
import type { Outcome } from '../../outcome.ts';
import { bytesText } from '../../render/format.ts';
import { worded } from '../../render/say.ts';
import { mark } from '../../render/shown.ts';
import { formatOf, isTextFormat } from '../../shared/file-format.ts';
import { loadImage } from '../../shared/load-image.ts';
import type { ConvertOptions } from './options.ts';

export async function convertFile(
  input: string,
  out: string,
  options: ConvertOptions,
  { output }: Context,
): Promise<Outcome> {
  const format = formatOf(out);
  const image = await loadImage(input, options);
  const file = await claimOutput(out, { force: options.force === true, output, isText: isTextFormat(format) });
  const bytes = writeImage(image, format);
  const { gaps, segments } = describeImage(image);
  if (format === 'raw' && gaps.length > 0) {
    const filled = gaps.reduce((sum, { length }) => sum + length, 0);
    const note = worded('saved.gaps-filled', { size: bytesText(filled), gaps: gaps.length });
    output.say(`${mark('cyan', worded('mark.note'))}  ${note}`);
  }
  await file.write(bytes);
  return {
    board: 'untouched',
    fields: { input, output: out, format, bytes: bytes.length, address: segments[0]?.address },
    text: worded('saved.image', { path: file.path, size: bytesText(bytes.length) }),
  };
}
