// odflash catalogue mirror: the releases into a folder, one line for each file as it arrives.

import { resolve } from 'node:path';
import { FlasherError } from '@odflash/core';
import { commandMessage } from '@odflash/messages';
import { type MirrorReport, makeMirror } from '@odflash/node';
import type { Context } from '../../command-runner.ts';
import type { Outcome } from '../../outcome.ts';
import { cellsOf, padded } from '../../render/cells.ts';
import { bytesText } from '../../render/format.ts';
import { worded } from '../../render/say.ts';
import { visiblePart } from '../../render/shown.ts';
import { openReleases } from '../../shared/catalogue-source.ts';
import type { ListReleasesOptions } from './options.ts';
import { wantedBoards } from './run.ts';

export async function mirrorReleases(dir: string, options: ListReleasesOptions, context: Context): Promise<Outcome> {
  const { output, log, interrupt } = context;
  const boards = wantedBoards(options);
  const counts = { added: 0, kept: 0 };
  const report = await makeMirror(openReleases(options, log), {
    folder: resolve(dir),
    signal: interrupt.signal,
    boards,
    prereleases: options.prereleases,
    onFile(file, outcome) {
      counts[outcome]++;
      output.data(
        'file',
        { ...file, outcome },
        `${outcomeText(outcome)}  ${visiblePart(file.path)}  ${bytesText(file.size)}`,
      );
    },
  });
  for (const { error } of report.failed) output.say(worded('releases.skipped', { why: error.text }));
  if (report.failed.length > 0) throw incomplete(report, dir);
  const { length: files } = report.files;
  return {
    board: 'untouched',
    fields: { dir, files, ...counts },
    text: [
      worded('releases.mirror', { folder: dir, files, added: counts.added }),
      worded('releases.use-mirror', { folder: dir }),
    ].join('\n'),
  };
}

const outcomes = ['added', 'kept'] as const;

/** Both of one width, so that the files stand below each other. */
function outcomeText(outcome: (typeof outcomes)[number]): string {
  const words = outcomes.map((one) => worded('releases.mirrored', { outcome: one }));
  return padded(worded('releases.mirrored', { outcome }), Math.max(...words.map(cellsOf)));
}

/** What is there can be used; that something is missing must not look like success. */
function incomplete({ files, failed }: MirrorReport, dir: string): FlasherError {
  const [first] = failed;
  const code = first?.error.code ?? 'internal';
  const text = commandMessage('end.mirror-incomplete', {
    failed: failed.length,
    files: files.length + failed.length,
    folder: dir,
  });
  return new FlasherError(code, text, {
    details: { files: files.length, failed: failed.map(({ entry }) => `${entry.version}/${entry.name}`) },
    next: first?.error.next,
    cause: first?.error,
  });
}
