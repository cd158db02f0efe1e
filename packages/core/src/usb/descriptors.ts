// USB descriptors as bytes: device, configuration, string (USB 2.0 §9.6) and the DFU functional descriptor (DFU 1.1
// §4.1.3). Pure. Devices and drivers deliver garbage now and then: nothing here throws; what was odd is reported.

/** The 18 bytes every device begins with. */
export interface DeviceDescriptor {
  readonly vendorId: number;
  readonly productId: number;
  /** bcdUSB. */
  readonly usbRelease: number;
  /** bcdDevice. */
  readonly release: number;
  readonly manufacturerIndex: number;
  readonly productIndex: number;
  readonly serialIndex: number;
  readonly configurations: number;
}

/** One interface descriptor: an alternate setting of an interface. */
export interface InterfaceDescriptor {
  readonly number: number;
  readonly alternate: number;
  readonly interfaceClass: number;
  readonly interfaceSubclass: number;
  readonly interfaceProtocol: number;
  /** iInterface: index of its name, 0 = none. */
  readonly nameIndex: number;
  readonly endpoints: readonly EndpointDescriptor[];
}

/** USB 2.0 §9.6.6. */
export interface EndpointDescriptor {
  /** With the direction in bit 7. */
  readonly address: number;
  readonly attributes: number;
  readonly maxPacketSize: number;
}

/** DFU 1.1 §4.1.3; `transferSize` in bytes. */
export interface DfuFunctionalDescriptor {
  readonly canDownload: boolean;
  readonly canUpload: boolean;
  readonly manifestationTolerant: boolean;
  readonly willDetach: boolean;
  readonly detachTimeoutMs: number;
  /** wTransferSize in bytes. */
  readonly transferSize: number;
  /** bcdDFUVersion; 0x011A = DfuSe. */
  readonly version: number;
}

/** USB 2.0 §9.6.3, with its interfaces. */
export interface ConfigurationDescriptor {
  readonly value: number;
  readonly interfaces: readonly InterfaceDescriptor[];
  /** The functional descriptor that follows a DFU interface, if any. */
  readonly dfu?: DfuFunctionalDescriptor | undefined;
  /** What was odd, for people. */
  readonly remarks: readonly string[];
}

/** Longest configuration that is looked at, in bytes; real ones have a few hundred. */
export const maxConfiguration = 4096;

const type = { device: 1, configuration: 2, string: 3, interface: 4, endpoint: 5, dfuFunctional: 0x21 } as const;

function u16(bytes: Uint8Array, offset: number): number {
  return (bytes[offset] ?? 0) | ((bytes[offset + 1] ?? 0) << 8);
}

function u8(bytes: Uint8Array, offset: number): number {
  return bytes[offset] ?? 0;
}

/** Decodes a device descriptor; `undefined` if the bytes are not one. */
export function parseDeviceDescriptor(bytes: Uint8Array): DeviceDescriptor | undefined {
  if (bytes.length < 18 || bytes[1] !== type.device) return undefined;
  return {
    usbRelease: u16(bytes, 2),
    vendorId: u16(bytes, 8),
    productId: u16(bytes, 10),
    release: u16(bytes, 12),
    manufacturerIndex: u8(bytes, 14),
    productIndex: u8(bytes, 15),
    serialIndex: u8(bytes, 16),
    configurations: u8(bytes, 17),
  };
}

/** wTotalLength of a configuration descriptor's first bytes; `undefined` if they are not one or it is out of bounds. */
export function configurationLength(bytes: Uint8Array): number | undefined {
  const total = u16(bytes, 2);
  return bytes.length >= 4 && bytes[1] === type.configuration && total >= 9 && total <= maxConfiguration
    ? total
    : undefined;
}

/** Class 0xFE, subclass 1: DFU, in either mode (DFU 1.1 §4.2.1). */
export function isDfuInterface(descriptor: InterfaceDescriptor): boolean {
  return descriptor.interfaceClass === 0xfe && descriptor.interfaceSubclass === 1;
}

/** Walks a configuration and all that belongs to it. */
export function parseConfiguration(bytes: Uint8Array): ConfigurationDescriptor {
  const remarks: string[] = [];
  const interfaces: (InterfaceDescriptor & { endpoints: EndpointDescriptor[] })[] = [];
  let dfu: DfuFunctionalDescriptor | undefined;
  for (const piece of pieces(bytes.subarray(0, maxConfiguration), remarks)) {
    const latest = interfaces.at(-1);
    if (piece[1] === type.interface && piece.length >= 9) interfaces.push(parseInterface(piece));
    else if (piece[1] === type.endpoint && piece.length >= 7) latest?.endpoints.push(parseEndpoint(piece));
    // 0x21 is also HID's descriptor type: it means DFU only behind a DFU interface.
    else if (piece[1] === type.dfuFunctional && latest && isDfuInterface(latest)) dfu ??= parseDfu(piece, remarks);
  }
  if (bytes[1] !== type.configuration) remarks.push('does not begin with a configuration descriptor');
  return { value: u8(bytes, 5), interfaces, dfu, remarks };
}

/** The descriptors one after the other; ends at the first length that cannot be. */
function* pieces(bytes: Uint8Array, remarks: string[]): Generator<Uint8Array> {
  let offset = 0;
  while (offset < bytes.length) {
    const length = u8(bytes, offset);
    if (length < 2 || offset + length > bytes.length) {
      remarks.push(`descriptor of ${length} bytes at offset ${offset} of ${bytes.length}`);
      return;
    }
    yield bytes.subarray(offset, offset + length);
    offset += length;
  }
}

function parseInterface(piece: Uint8Array): InterfaceDescriptor & { endpoints: EndpointDescriptor[] } {
  return {
    number: u8(piece, 2),
    alternate: u8(piece, 3),
    interfaceClass: u8(piece, 5),
    interfaceSubclass: u8(piece, 6),
    interfaceProtocol: u8(piece, 7),
    nameIndex: u8(piece, 8),
    endpoints: [],
  };
}

function parseEndpoint(piece: Uint8Array): EndpointDescriptor {
  return { address: u8(piece, 2), attributes: u8(piece, 3), maxPacketSize: u16(piece, 4) & 0x7ff };
}

/** Nine bytes since DFU 1.1, seven (without the version) in DFU 1.0. */
function parseDfu(piece: Uint8Array, remarks: string[]): DfuFunctionalDescriptor | undefined {
  if (piece.length < 7) {
    remarks.push(`DFU functional descriptor of ${piece.length} bytes`);
    return undefined;
  }
  const attributes = u8(piece, 2);
  return {
    canDownload: (attributes & 1) !== 0,
    canUpload: (attributes & 2) !== 0,
    manifestationTolerant: (attributes & 4) !== 0,
    willDetach: (attributes & 8) !== 0,
    detachTimeoutMs: u16(piece, 3),
    transferSize: u16(piece, 5),
    version: piece.length >= 9 ? u16(piece, 7) : 0x0100,
  };
}

/** Language ids of string descriptor 0; empty if it is not one. */
export function parseLanguages(bytes: Uint8Array): readonly number[] {
  const body = stringBody(bytes);
  if (body === undefined) return [];
  return Array.from({ length: body.length >> 1 }, (_, i) => u16(body, 2 * i));
}

/**
 * The text of a string descriptor; `undefined` if the bytes are not one. bLength beyond what was delivered is ignored
 * (STM32F427), half a character at the end too; GD32 clones put UTF-8 where UTF-16 belongs.
 */
export function parseString(bytes: Uint8Array): string | undefined {
  const body = stringBody(bytes);
  if (body === undefined) return undefined;
  // UTF-16LE of any Latin text has a zero in every other byte; none at all means the device sent 8-bit text.
  if (body.length > 0 && body.every((byte) => byte >= 0x20 && byte < 0x7f)) return String.fromCharCode(...body);
  const text = utf16(body);
  const end = text.indexOf('\0');
  return end < 0 ? text : text.slice(0, end);
}

/** A string descriptor unit by unit, zeros included: some serial numbers are bytes, not text. */
export function parseStringUnits(bytes: Uint8Array): string | undefined {
  const body = stringBody(bytes);
  return body && utf16(body);
}

function utf16(body: Uint8Array): string {
  return String.fromCharCode(...Array.from({ length: body.length >> 1 }, (_, i) => u16(body, 2 * i)));
}

function stringBody(bytes: Uint8Array): Uint8Array | undefined {
  if (bytes.length < 2 || bytes[1] !== type.string || u8(bytes, 0) < 2) return undefined;
  return bytes.subarray(2, Math.min(u8(bytes, 0), bytes.length));
}
