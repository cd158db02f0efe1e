import type { ReleaseListMessages } from '../../command-line/releases.ts';
import type { Texts } from '../../language.ts';

const digests = {
  publisher: 'SHA-256 veröffentlicht',
  mirror: 'SHA-256 in der Liste des Spiegels',
  'not-verified': 'kein SHA-256 veröffentlicht',
} as const;

const outcomes = { added: 'neu', kept: 'vorhanden' } as const;

export const releases: Texts<ReleaseListMessages> = {
  'releases.files': ({ count, place }) => `${count === 1 ? '1 Datei' : `${count} Dateien`} unter ${place}`,
  'releases.digest': ({ from }) => digests[from],
  'releases.mirror': ({ folder, files, added }) =>
    `${folder}: ${files === 1 ? '1 Datei' : `${files} Dateien`}, davon ${added} neu.`,
  'releases.use-mirror': ({ folder }, say) => `Verwenden: odflash update --release-url ${say.word(folder)}`,
  'releases.mirrored': ({ outcome }) => outcomes[outcome],
  'releases.skipped': ({ why }, say) => `Übersprungen: ${say(why)}`,
};
