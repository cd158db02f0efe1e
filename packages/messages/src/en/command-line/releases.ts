import type { ReleaseListMessages } from '../../command-line/releases.ts';
import type { Texts } from '../../language.ts';

const digests = {
  publisher: 'SHA-256 published',
  mirror: "SHA-256 in the mirror's list",
  'not-verified': 'no SHA-256 published',
} as const;

const outcomes = { added: 'added', kept: 'kept' } as const;

export const releases: Texts<ReleaseListMessages> = {
  'releases.files': ({ count, place }) => `${count === 1 ? '1 file' : `${count} files`} at ${place}`,
  'releases.digest': ({ from }) => digests[from],
  'releases.mirror': ({ folder, files, added }) =>
    `${folder}: ${files === 1 ? '1 file' : `${files} files`}, ${added} of them new.`,
  'releases.use-mirror': ({ folder }, say) => `To use it: odflash update --release-url ${say.word(folder)}`,
  'releases.mirrored': ({ outcome }) => outcomes[outcome],
  'releases.skipped': ({ why }, say) => `Skipped: ${say(why)}`,
};
