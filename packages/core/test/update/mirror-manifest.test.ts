// The manifest of a mirror of firmware files: what the command and the page accept of one.

import { expect, it } from 'vitest';
import { type MirrorFile, readMirrorManifest, writeMirrorManifest } from '../../src/update/firmware/mirror-manifest.ts';

const file: MirrorFile = {
  version: '0.5.6',
  prerelease: false,
  board: 'v3.5-24V',
  name: 'ODriveFirmware_v3.5-24V.hex',
  path: '0.5.6/ODriveFirmware_v3.5-24V.hex',
  size: 600_000,
  sha256: 'a'.repeat(64),
};
const read = (manifest: unknown) => readMirrorManifest(new TextEncoder().encode(JSON.stringify(manifest)));

it('a manifest is read as it was written', () => {
  expect(readMirrorManifest(writeMirrorManifest([file]))).toEqual({ files: [file], problem: undefined });
  expect(readMirrorManifest(new Uint8Array())).toMatchObject({ files: [], problem: 'not-json' });
});

it.each([
  ['another kind of file', { name: 'x', files: [] }, 'not-a-manifest'],
  ['a manifest of a later format', { format: 'odflash-mirror', version: 2, files: [] }, 'newer-manifest'],
  ['a manifest without files', { format: 'odflash-mirror', version: 1 }, 'no-files'],
])('%s is refused', (_, manifest, problem) => {
  expect(read(manifest)).toEqual({ files: [], problem });
});

it.each<[string, object]>([
  ['a path out of the mirror', { path: '../../etc/passwd' }],
  ['an indirect path out of the mirror', { path: '0.5.6/../../x' }],
  ['an absolute path', { path: '/etc/passwd' }],
  ['an address', { path: 'https://example.com/x.hex' }],
  ['an address without a scheme', { path: '//example.com/x.hex' }],
  ['a backslash in its path', { path: '0.5.6\\x.hex' }],
  ['an escaped path', { path: '0.5.6/%2e%2e/x.hex' }],
  ['a path that is not text', { path: 7 }],
  ['no digest', { sha256: undefined }],
  ['a truncated digest', { sha256: 'abcd' }],
  ['a board that does not exist', { board: 'v3.7-99V' }],
  ['an invalid version', { version: '../1.0.0' }],
  ['an invalid size', { size: 1.5 }],
  ['an invalid flag', { prerelease: 'no' }],
])('a file with %s is left out, and its number reported', (_, wrong) => {
  const { files, problem } = read({ format: 'odflash-mirror', version: 1, files: [file, { ...file, ...wrong }] });
  expect([files, problem]).toEqual([[file], { invalidFile: 2 }]);
});
