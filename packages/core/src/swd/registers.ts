// Addresses and bits of the Cortex-M4 and the STM32F405 that flashing over SWD needs (ARMv7-M §C1.6, RM0090 §3.9, §4.4, §38).

/** Debug and system control of the core. */
export const core = {
  cpuid: 0xe000_ed00,
  /** Application interrupt and reset control. */
  aircr: 0xe000_ed0c,
  /** Vector table offset. */
  vtor: 0xe000_ed08,
  /** Debug fault status: why the core halted; bits are cleared by writing them. */
  dfsr: 0xe000_ed30,
  /** Debug halting control and status. */
  dhcsr: 0xe000_edf0,
  /** Debug exception and monitor control. */
  demcr: 0xe000_edfc,
} as const;

/** DHCSR: what is written needs the key above it. */
export const dhcsr = {
  key: 0xa05f_0000,
  debugEnabled: 0x1,
  halt: 0x2,
  maskInterrupts: 0x8,
  isHalted: 0x2_0000,
  isLockedUp: 0x8_0000,
  /** The core was reset since the last read. */
  wasReset: 0x200_0000,
} as const;

export const demcr = {
  /** Halt at the reset vector. */
  catchReset: 0x1,
  /** Halt where a hard fault would be taken. */
  catchHardFault: 0x400,
  trace: 0x100_0000,
} as const;

/** DFSR: the vector catch halted the core. */
export const caughtVector = 0x8;
export const everyHaltCause = 0x1f;

/** AIRCR with its key: the core asks for a reset of the whole chip. */
export const requestReset = 0x05fa_0004;

/** Core registers by the number DCRSR knows them by. */
export const coreRegister = { r0: 0, pc: 15, xpsr: 16, msp: 17 } as const;

/** xPSR of a core that runs Thumb code. */
export const thumbState = 0x0100_0000;

/** Where the chip says what it is. */
export const identityRegisters = {
  /** DBGMCU_IDCODE of STM32F1, F2, F3, F4 and F7. */
  dbgmcu: 0xe004_2000,
  /** The same of STM32F0, G0 and L0. */
  dbgmcuM0: 0x4001_5800,
} as const;

/** The electronic signature: unique id, a gap of a word, flash size in KiB in the upper half word (RM0090 §39). */
export const signature = {
  whole: { address: 0x1fff_7a10, length: 20 },
  uniqueId: { address: 0x1fff_7a10, length: 12 },
  flashSize: { address: 0x1fff_7a20, length: 4 },
} as const;

/** DBGMCU_APB1_FZ: stops the watchdogs while the core is halted. */
export const freezeRegister = 0xe004_2008;
export const freezeWatchdogs = 0x1800;

/** The FLASH controller. */
export const flash = {
  acr: 0x4002_3c00,
  key: 0x4002_3c04,
  optionKey: 0x4002_3c08,
  status: 0x4002_3c0c,
  control: 0x4002_3c10,
  options: 0x4002_3c14,
} as const;

export const flashKeys = [0x4567_0123, 0xcdef_89ab] as const;
export const optionKeys = [0x0819_2a3b, 0x4c5d_6e7f] as const;

export const flashStatus = {
  writeProtected: 0x10,
  alignment: 0x20,
  parallelism: 0x40,
  sequence: 0x80,
  busy: 0x1_0000,
  /** Every flag that is cleared by writing it. */
  clearable: 0xf3,
  errors: 0xf2,
} as const;

export const flashControl = {
  program: 0x1,
  eraseSector: 0x2,
  sectorShift: 3,
  widthShift: 8,
  start: 0x1_0000,
  lock: 0x8000_0000,
} as const;

export const flashOptions = {
  lock: 0x1,
  start: 0x2,
  /** BOR_LEV, watchdog and reset choices, as in the byte USER. */
  user: 0xec,
  protectionShift: 8,
  openShift: 16,
} as const;

/** RCC_AHB1ENR and the clock of the CRC unit in it. */
export const clockEnable = 0x4002_3830;
export const crcClock = 0x1000;
