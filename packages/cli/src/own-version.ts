// The version in this package's own package.json.

import { readFileSync } from 'node:fs';

export function ownVersion(): string {
  const manifest: { version: string } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  return manifest.version;
}
