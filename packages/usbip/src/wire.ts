// The USB/IP protocol as data: every PDU of the kernel's "USB/IP protocol" document (Documentation/usb/usbip_protocol.rst,
// version 1.1.1). Knows names, numbers and limits; knows no socket and no bytes in transit.

/** 1.1.1, the only version in use. Every operation header carries it. */
export const protocolVersion = 0x0111;

/** The port IANA gave to USB/IP. */
export const standardPort = 3240;

/** Codes of the operation phase; a reply has the request's code without bit 15. */
export const operations = {
  OP_REQ_DEVLIST: 0x8005,
  OP_REP_DEVLIST: 0x0005,
  OP_REQ_IMPORT: 0x8003,
  OP_REP_IMPORT: 0x0003,
} as const;

/** Commands of the URB phase, which follows a successful import on the same connection. */
export const commands = { CMD_SUBMIT: 1, CMD_UNLINK: 2, RET_SUBMIT: 3, RET_UNLINK: 4 } as const;

/** Bytes of the header of an operation (OP_REQ_*, OP_REP_*). */
export const operationHeaderLength = 8;
/** Bytes of a bus id, padded with zeros. */
export const busidLength = 32;
/** Bytes of a device path, padded with zeros. */
export const pathLength = 256;
/** Bytes of a device in a list. */
export const deviceRecordLength = 312;
/** Bytes of an interface in a list. */
export const interfaceRecordLength = 4;
/** Bytes of the header of a URB (USBIP_CMD_*, USBIP_RET_*). */
export const urbHeaderLength = 48;
/** Bytes of an isochronous packet descriptor. */
export const isoPacketLength = 16;

/** What `status` means in an operation reply (tools/usb/usbip/libsrc/usbip_common.h). */
export const operationStatus = { ok: 0, notAvailable: 1, busy: 2, deviceError: 3, noDevice: 4, error: 5 } as const;

/** Linux errno values as they travel in RET_SUBMIT and RET_UNLINK, negative. */
export const urbStatus = {
  ok: 0,
  /** ENOENT and ECONNRESET: taken back by the host. */
  killed: -2,
  unlinked: -104,
  /** ENODEV and ESHUTDOWN: the device has gone. */
  noDevice: -19,
  shutdown: -108,
  /** EINVAL: no host controller could send that. */
  invalid: -22,
  /** EPIPE: the endpoint stalled. */
  stall: -32,
  /** EXDEV: an isochronous transfer that did not take place. */
  partial: -18,
  /** EPROTO: no answer on USB. */
  protocol: -71,
  /** EOVERFLOW: more came than was asked for (babble). */
  overflow: -75,
  timedOut: -110,
  /** EREMOTEIO: fewer bytes than asked, and the host said that is an error. */
  short: -121,
} as const;

/** URB flags that mean something to a server (include/linux/usb.h). */
export const urbFlags = { shortNotOk: 0x0001 } as const;

/** enum usb_device_speed of the kernel. */
export const speedCodes = { low: 1, full: 2, high: 3, super: 5 } as const;

/** A device as DEVLIST and IMPORT describe it: 312 bytes. */
export interface DeviceRecord {
  /** Path in the server's sysfs; only for people. At most 255 bytes. */
  readonly path: string;
  /** Name the device is imported by, e.g. `1-2.3`. At most 31 bytes. */
  readonly busid: string;
  readonly busnum: number;
  readonly devnum: number;
  /** One of {@link speedCodes}. */
  readonly speed: number;
  readonly vendorId: number;
  readonly productId: number;
  /** bcdDevice. */
  readonly release: number;
  readonly deviceClass: number;
  readonly deviceSubclass: number;
  readonly deviceProtocol: number;
  readonly configurationValue: number;
  readonly configurations: number;
  readonly interfaces: number;
}

/** Class triple of one interface, as DEVLIST adds it to each record. */
export interface InterfaceRecord {
  readonly interfaceClass: number;
  readonly interfaceSubclass: number;
  readonly interfaceProtocol: number;
}

/** A device in OP_REP_DEVLIST, with its interfaces. */
export interface ListedDevice {
  readonly record: DeviceRecord;
  readonly interfaces: readonly InterfaceRecord[];
}

/** One packet of an isochronous transfer. */
export interface IsoPacket {
  readonly offset: number;
  readonly length: number;
  readonly actualLength: number;
  readonly status: number;
}

/** OP_REQ_DEVLIST. */
export interface ListRequest {
  readonly type: 'OP_REQ_DEVLIST';
}

/** OP_REQ_IMPORT. */
export interface ImportRequest {
  readonly type: 'OP_REQ_IMPORT';
  readonly busid: string;
}

/** A transfer the host wants done. */
export interface Submit {
  readonly type: 'CMD_SUBMIT';
  readonly seqnum: number;
  /** busnum << 16 | devnum of the imported device. */
  readonly devid: number;
  readonly direction: 'in' | 'out';
  /** Endpoint number without the direction bit. */
  readonly endpoint: number;
  readonly flags: number;
  /** Room for IN data, or the length of `data`. */
  readonly length: number;
  readonly startFrame: number;
  readonly interval: number;
  /** The eight setup bytes; all zero but for control transfers. */
  readonly setup: Uint8Array;
  /** OUT data; empty for IN. */
  readonly data: Uint8Array;
  /** Isochronous packets; empty for every other kind. */
  readonly packets: readonly IsoPacket[];
}

/** USBIP_CMD_UNLINK. */
export interface Unlink {
  readonly type: 'CMD_UNLINK';
  readonly seqnum: number;
  readonly devid: number;
  /** The CMD_SUBMIT that is taken back. */
  readonly target: number;
}

/** OP_REP_DEVLIST. */
export interface ListReply {
  readonly type: 'OP_REP_DEVLIST';
  readonly status: number;
  readonly devices: readonly ListedDevice[];
}

/** OP_REP_IMPORT. */
export interface ImportReply {
  readonly type: 'OP_REP_IMPORT';
  readonly status: number;
  /** Absent when the import was refused. */
  readonly device?: DeviceRecord | undefined;
}

/** USBIP_RET_SUBMIT. */
export interface SubmitReply {
  readonly type: 'RET_SUBMIT';
  readonly seqnum: number;
  /** 0 or one of {@link urbStatus}. */
  readonly status: number;
  readonly actualLength: number;
  readonly startFrame: number;
  readonly errorCount: number;
  /** IN data, `actualLength` bytes; empty for OUT. */
  readonly data: Uint8Array;
  readonly packets: readonly IsoPacket[];
}

/** USBIP_RET_UNLINK. */
export interface UnlinkReply {
  readonly type: 'RET_UNLINK';
  readonly seqnum: number;
  /** -104 if the transfer was taken back, 0 if it had been answered. */
  readonly status: number;
}

/** What a client sends. */
export type RequestPdu = ListRequest | ImportRequest | Submit | Unlink;
/** What a server sends. */
export type ReplyPdu = ListReply | ImportReply | SubmitReply | UnlinkReply;
/** One protocol data unit (Documentation/usb/usbip_protocol.rst of Linux). */
export type Pdu = RequestPdu | ReplyPdu;

/** What one peer may make the other hold in memory. */
export interface WireLimits {
  /** Longest data stage of one transfer, bytes. */
  readonly transferLength: number;
  /** Devices in one list. */
  readonly devices: number;
  /** Isochronous packets of one transfer (the kernel's own limit). */
  readonly isoPackets: number;
}

/** The most a peer may make this side hold. */
export const defaultLimits: WireLimits = { transferLength: 1024 * 1024, devices: 1024, isoPackets: 1024 };

/** What arrived is not USB/IP, or beyond the limits. The connection it came on is of no further use. */
export class MalformedPdu extends Error {
  override readonly name = 'MalformedPdu';
}
