// What a file's name says of the board it is for. A second witness: people rename files, and browsers and mirrors change
// names. Names as releases of odriverobotics/ODrive have them (ODriveFirmware_v3.6-56V.hex, ODriveFirmware-v3.6-24V.hex,
// ODriveFirmware_v3.3.elf), and as people write them (odrive36_56v.bin, "ODriveFirmware_v3.6-56V (1).hex").

import { type BoardVersion, boardVersions, nominalVoltage, type Voltage } from '../../board/odrive-v3.ts';

/** A person's word for the maker: then `3.6` without a v is a board, too, and not a release of something else. */
const makers = /odrive|odesc/i;
/** `24V`, `56 v`, `48volt`, and the 24V of 3.5.24V; not the 24 of 124V or of 2.24V. */
const voltageForm = /(?:(?<![\d.,])|(?<=3[._,-][1-6]\.))(24|48|56)[\s_]?v(?:olts?)?(?![a-z0-9])/gi;
/** `v3.6`, `hw3_6`, `3-6`; not the 3.6 of 0.3.6, and not the 3.5 of 3.5.1 unless that is a voltage (3.5.24V). */
const versionForm = /(?<![\d.])(v|hw|rev)?[\s_]?3[._,-]([1-6])(?!\d)(?!\.(?!(?:24|48|56)\s?v)\d)/gi;
/** `v36`, `odrive36`, `odrive_35`. */
const compactForm = /(?:(?<![a-z0-9])v|odrive[\s_-]?v?)3([1-6])(?!\d)/gi;
/** What a version is believed with where nothing says ODrive: a voltage right behind it, or anywhere if it has its v. */
const voltageNext = /^[\s_.-]*(?:24|48|56)[\s_]?v/i;
const prefixed = /^(?:v|hw|rev)/i;

/**
 * The boards that a file of this name may be for: `undefined` if the name says nothing. One that names several boards or
 * voltages may be for any of them.
 */
export function boardsInName(name: string): readonly BoardVersion[] | undefined {
  const voltages = new Set([...name.matchAll(voltageForm)].map(([, digits]) => Number(digits) as Voltage));
  const minors = minorsIn(name, voltages.size > 0);
  if (minors.size === 0 && voltages.size === 0) return undefined;
  const family = boardVersions.filter(({ minor }) => minors.size === 0 || minors.has(minor));
  const exact = family.filter((board) => voltages.size === 0 || voltages.has(nominalVoltage(board)));
  if (exact.length > 0) return exact;
  // A v3.6 is also sold as one for 48 V: it has the same divider as one for 56 V.
  const similar = family.filter((board) => nominalVoltage(board) !== 24 && !voltages.has(24));
  return similar.length > 0 ? similar : undefined;
}

function minorsIn(name: string, saysVoltage: boolean): ReadonlySet<number> {
  const named = makers.test(name);
  const believed = ({ 0: text, index }: RegExpMatchArray): boolean =>
    named || (saysVoltage && prefixed.test(text)) || voltageNext.test(name.slice((index ?? 0) + text.length));
  const digits = [
    ...[...name.matchAll(versionForm)].filter(believed).map(({ 2: digit }) => digit),
    ...[...name.matchAll(compactForm)].filter(believed).map(({ 1: digit }) => digit),
  ];
  return new Set(digits.map(Number));
}
