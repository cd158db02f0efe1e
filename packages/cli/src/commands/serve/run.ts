// odflash serve: the page that comes with the command, and the firmware of a mirror beside it, until Ctrl-C.

import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { FlasherError } from '@odflash/core';
import { commandMessage } from '@odflash/messages';
import type { Context } from '../../command-runner.ts';
import type { Outcome } from '../../outcome.ts';
import { ownPage } from '../../own-files.ts';
import { worded } from '../../render/say.ts';
import { cannotListen } from '../../shared/cannot-listen.ts';
import { interrupted } from '../../shared/interrupted.ts';
import type { ServeOptions } from './options.ts';
import { type SiteFiles, serveFiles } from './site.ts';

/** The same every time: what a page has saved belongs to its address. */
const defaultPort = 8733;

export async function servePage(options: ServeOptions, { output, interrupt }: Context): Promise<Outcome> {
  const page = ownPage();
  if (!page)
    throw new FlasherError('file-unreadable', commandMessage('file.no-web-page'), {
      next: commandMessage('next.build-web-page'),
    });
  const { port: wanted = defaultPort } = options;
  const files = options.firmware === undefined ? page : withFirmware(page, options.firmware);
  await using site = await serveFiles(files, wanted).catch((cause) => {
    throw cannotListen({ port: wanted }, { option: '--port', example: '0', cause });
  });
  const { url, port } = site;
  output.data('site', { url, port }, url);
  output.say(worded('server.open-page'));
  await interrupted(interrupt.signal);
  return { board: 'untouched', fields: { url } };
}

/** The page, with the files of a mirror in its folder `firmware`. */
function withFirmware(page: SiteFiles, folder: string): SiteFiles {
  const prefix = 'firmware/';
  const names = mirrorNames(folder).map((name) => `${prefix}${name}`);
  return {
    names: [...page.names.filter((name) => !name.startsWith(prefix)), ...names],
    read: (name) => (name.startsWith(prefix) ? readFileSync(join(folder, name.slice(prefix.length))) : page.read(name)),
  };
}

function mirrorNames(folder: string): readonly string[] {
  let names: readonly string[];
  try {
    names = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'));
  } catch (cause) {
    throw new FlasherError('file-unreadable', commandMessage('file.folder-unreadable', { path: folder }), { cause });
  }
  if (names.includes('manifest.json')) return names;
  throw new FlasherError('file-unreadable', commandMessage('file.no-manifest', { path: folder }), {
    next: commandMessage('next.make-mirror', { path: folder }),
  });
}
