// Numbers of DFU 1.1 (§6.1, §A) and of ST's DfuSe extension (AN3156 §4).

export const requests = {
  detach: 0,
  download: 1,
  upload: 2,
  getStatus: 3,
  clearStatus: 4,
  getState: 5,
  abort: 6,
} as const;

export const states = {
  idle: 2,
  downloadSync: 3,
  downloadBusy: 4,
  downloadIdle: 5,
  manifestSync: 6,
  manifest: 7,
  uploadIdle: 9,
  error: 10,
} as const;

export type DfuState = (typeof states)[keyof typeof states];

export const statuses = {
  ok: 0,
  /** Address outside the map, or misaligned. */
  target: 1,
  /** Power-on flag "no valid firmware"; harmless. */
  firmware: 10,
  /** Read-out protection. */
  vendor: 11,
  unknown: 14,
  /** Request in a wrong state, or unknown opcode. */
  stalledPacket: 15,
} as const;

export type DfuStatus = (typeof statuses)[keyof typeof statuses];

/** First byte of a DNLOAD of block 0. */
export const opcodes = { setAddress: 0x21, erase: 0x41, readUnprotect: 0x92 } as const;

/** Block 0 is a command, block 1 is reserved, memory begins with block 2 (AN3156 §4.1). */
export const blocks = { command: 0, reserved: 1, memory: 2 } as const;

/** wTransferSize of the ROM. */
export const transferSize = 2048;
