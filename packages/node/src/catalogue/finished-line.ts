// The firmware ODrive Robotics published for v3.x boards, as a table: which release has a file for which board, and its
// address. The line is finished: 0.5.6 of 2023-05-02 is its last.
// Which files there are, and their names, are from the repository: .github/workflows/release.yaml (boards) and
// .github/actions/release-firmware (a .hex and an .elf for each) for 0.5.x, the release notes for 0.4.x. Seen in use by others:
// fw-v0.5.6/ODriveFirmware_v3.6-56V.elf. Not known, and therefore not here: sizes, digests (none was published), the files of
// 0.5.x for boards up to v3.4, pre-releases. Where an address is wrong, the publisher's own list is one option away (`--release-url`).

import type { CatalogueEntry } from './entry.ts';

/** The repository that published it. */
export const publisher: string = 'https://github.com/odriverobotics/ODrive';

const v3dot5and6: readonly string[] = ['v3.5-24V', 'v3.5-48V', 'v3.6-24V', 'v3.6-56V'];
const upTo3dot5: readonly string[] = ['v3.2', 'v3.3', 'v3.4-24V', 'v3.4-48V', 'v3.5-24V', 'v3.5-48V'];

/** v3.6 appeared with 0.4.9. */
const line: readonly { readonly versions: readonly string[]; readonly boards: readonly string[] }[] = [
  { versions: ['0.5.6', '0.5.5', '0.5.4', '0.5.3', '0.5.2', '0.5.1'], boards: v3dot5and6 },
  { versions: ['0.4.12', '0.4.11', '0.4.10', '0.4.9'], boards: [...upTo3dot5, 'v3.6-24V', 'v3.6-56V'] },
  {
    versions: ['0.4.8', '0.4.7', '0.4.6', '0.4.5', '0.4.4', '0.4.3', '0.4.2', '0.4.1', '0.4.0'],
    boards: upTo3dot5,
  },
];

/** Every version there is, the newest first. */
export const releaseVersions: readonly string[] = line.flatMap(({ versions }) => versions);

/** In the format that has a checksum on every line; the ELF beside it has none. */
export const finishedLine: readonly CatalogueEntry[] = line.flatMap(({ versions, boards }) =>
  versions.flatMap((version) =>
    boards.map((board) => {
      const name = `ODriveFirmware_${board}.hex`;
      const url = `${publisher}/releases/download/fw-v${version}/${name}`;
      return { version, name, prerelease: false, board, verified: 'not-verified', url };
    }),
  ),
);
