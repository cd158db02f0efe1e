// Boards of other makers that run ODrive v3 firmware, by the names they are sold under. Data. Labels prove no voltage:
// a public dump of an ODESC 4.2 is a 24 V build, firmware for 24 V runs on an ODESC 3.6 (ODrive #578), and an MKS ODrive-S
// with the 3.6-56V build reads a third of its supply (makerbase-mks/ODrive-MKS #6).

import { type BoardVersion, boardVersions } from './odrive-v3.ts';

/** A board that others sell under a name of their own, and the ODrive version it is built like. */
export interface Clone {
  /** As its maker writes it. */
  readonly name: string;
  /** Boards whose firmware it is made for; which of them, its label does not say. */
  readonly candidates: readonly BoardVersion[];
}

const v36 = boardVersions.filter(({ major, minor }) => major === 3 && minor === 6);

/** Names without blanks and signs, in small letters. */
const clones: readonly (Clone & { readonly words: RegExp })[] = [
  { name: 'MKS ODrive-S', words: /^(mks|makerbase)?odrives(v?36)?$/, candidates: v36 },
  { name: 'MKS XDrive Mini', words: /^(mks|makerbase)?xdrive(mini|s)?(v?\d+)?$/, candidates: v36 },
  { name: 'ODESC 3.6', words: /^(single|dual)?odescv?36(\d\dv)?$/, candidates: v36 },
  { name: 'ODESC 4.2', words: /^(single|dual)?odescv?42(\d\dv)?$/, candidates: v36 },
  { name: 'ODESC', words: /^(single|dual)?odesc$/, candidates: v36 },
  { name: 'MKS board', words: /^(mks|makerbase)$/, candidates: v36 },
];

/** The clone with that name, in any letter case, with any signs between the words. */
export function cloneNamed(name: string): Clone | undefined {
  const plain = name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  return clones.find(({ words }) => words.test(plain));
}
