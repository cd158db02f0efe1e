// What a person types to run the command again where npx has started it: by its name, or by the tarball or the place that was
// named instead.

import { readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { isListOf, isObject, isShortText } from '@odflash/core/checks';
import { ownWord } from '../render/own-word.ts';

/** npm sets these where npx has started a command (npm 7 and later, libnpmexec). */
export function programOf(env: NodeJS.ProcessEnv): string {
  const { npm_lifecycle_event: event, npm_lifecycle_script: script = '' } = env;
  if (event !== 'npx' || !/\bodflash\b/.test(script)) return 'odflash';
  const specs = packagesOf(env).filter((spec) => spec !== 'odflash');
  const words = specs.map((spec) => `--package=${ownWord(spec)}`);
  // Of a tarball npx asks each time whether it may be installed.
  const yes = specs.length > 0 && env.npm_config_yes === 'true' ? ['--yes'] : [];
  return ['npx', ...yes, ...words, 'odflash'].join(' ');
}

/** What npx was asked to install, as it was written: libnpmexec keeps it beside what it installed, whose commands come first in the path. */
function packagesOf({ PATH = '' }: NodeJS.ProcessEnv): readonly string[] {
  const [, folder] =
    /^(.*[\\/]_npx[\\/][0-9a-f]+)[\\/]node_modules[\\/]\.bin$/.exec(PATH.split(delimiter)[0] ?? '') ?? [];
  if (folder === undefined) return [];
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const npx = isObject(manifest) ? manifest._npx : undefined;
    return isObject(npx) && isListOf(npx.packages, isShortText) ? npx.packages : [];
  } catch {
    return [];
  }
}
