/** A device as a person finds it: the serial number, where it has one, and the USB port. */
export interface DeviceName {
  readonly serial?: string | undefined;
  readonly path: string;
}
