// The archive as it is offered for download, unpacked into an empty folder by the system's own program.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export function setup(): () => void {
  const { ODFLASH_TEST_ARCHIVE: archive } = process.env;
  if (archive === undefined) throw new Error('Run "npm run binary", which builds what is tested here.');
  const folder = mkdtempSync(join(tmpdir(), 'odflash-binary-'));
  if (archive.endsWith('.zip')) execFileSync('unzip', ['-q', archive, '-d', folder]);
  else execFileSync('tar', ['-xzf', archive, '-C', folder]);
  process.env.ODFLASH_TEST_BINARY = join(folder, archive.endsWith('.zip') ? 'odflash.exe' : 'odflash');
  return () => rmSync(folder, { recursive: true, force: true });
}
