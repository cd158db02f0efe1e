// Which chip it is and how it is reached, apart from each other: a probe has a serial number of its own, and one chip is seen
// behind several wires.

/** Where a chip is reached, as a person finds it. A UsbDeviceInfo is one. */
export interface Connection {
  /** Which socket, probe or file; the same as long as nothing is plugged elsewhere. */
  readonly path: string;
  /** The platform reports no ports: the path gives no information about where it is at another time. See `UsbDeviceInfo.nameOnly`. */
  readonly nameOnly?: true | undefined;
  /** The serial number that is shown there, where one is. */
  readonly serial?: string | undefined;
  /** What is there, as it calls itself. */
  readonly product?: string | undefined;
}

/** What records, undo backups and consents name a chip by. */
export interface ChipKey {
  /** The chip's own number, 12 upper-case hexadecimal digits made of its unique id; what a clone shows instead of it. */
  readonly serial?: string | undefined;
  /** Where it is: distinguishes chips with the same number, or none. */
  readonly path: string;
  /** It does not, where the platform reports no ports. */
  readonly nameOnly?: true | undefined;
}

/** What a chip is remembered by that is reached there and shows this number. */
export function keyAt({ serial, path, nameOnly }: Connection): ChipKey {
  return { serial, path, nameOnly };
}
