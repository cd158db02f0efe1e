// The version in this package's own package.json.

import { ownFile } from './own-files.ts';

export function ownVersion(): string {
  const manifest: { version: string } = JSON.parse(ownFile('package.json'));
  return manifest.version;
}
