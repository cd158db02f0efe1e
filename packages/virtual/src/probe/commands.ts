// The commands of an ST-Link, one row each: from which firmware, what data follows, what is done. API v2 and v3, and what is
// left of v1. Bytes as real probes and real tools exchange them.

import {
  type BlockKind,
  coreStatus,
  lastStatus,
  lastStatusWithAddress,
  type Request,
  readAllRegisters,
  readBlock,
  readRegister,
  readWord,
  writeBlock,
  writeCoreRegister,
  writesHalting,
  writeWord,
} from './chip-commands.ts';
import type { Abilities } from './models.ts';
import {
  enter,
  exit,
  extendedVersion,
  frequencies,
  idCodes,
  modes,
  type Reply,
  setDivider,
  setFrequency,
  version,
  voltage,
} from './own-commands.ts';
import {
  closePort,
  listCount,
  listResults,
  openPort,
  readPortRegister,
  runList,
  writePortRegister,
} from './port-commands.ts';
import { plain, withStatus, withWord } from './reply.ts';
import { type Session, statuses } from './session.ts';

export interface Command {
  /** Whether this firmware has it; all have it if absent. */
  readonly since?: ((abilities: Abilities, session: Session) => boolean) | undefined;
  /** In its own DFU mode a probe knows only few. */
  readonly inDfu?: true | undefined;
  /** Has to do with the chip: faults of the wires happen to it. */
  readonly reaches?: true | undefined;
  /** Length of what the host sends after the packet. */
  readonly data?: ((packet: DataView, session: Session) => number) | undefined;
  readonly run: (session: Session, request: Request) => Promise<Reply> | Reply;
}

type Level = 'low' | 'high' | 'pulse';
const levels: readonly Level[] = ['low', 'high', 'pulse'];

/** Without its wire nothing happens, and the probe does not know. */
function driveReset(session: Session, level: Level | undefined): Reply {
  const { settings, target } = session;
  if (!level) return withStatus(session, statuses.commandError);
  if (settings.resetLine === 'wired') {
    if (level !== 'high') target.driveReset(true);
    if (level !== 'low') target.driveReset(false);
  }
  return withStatus(session, statuses.ok);
}

const blockLength = (packet: DataView) => packet.getUint16(6, true);
const listLength = (packet: DataView, session: Session) => {
  const count = listCount(session, packet);
  return 4 * Math.ceil(count / 4) + 4 * count;
};

const kinds: Readonly<Record<'words' | 'halfWords' | 'bytes' | 'port', BlockKind>> = {
  words: { width: 4, increments: true },
  halfWords: { width: 2, increments: true },
  bytes: { width: 1, increments: true },
  port: { width: 4, increments: false },
};

const reads = (kind: BlockKind): Command => ({ reaches: true, run: readBlock(kind) });
const writes = (kind: BlockKind): Command => ({ reaches: true, data: blockLength, run: writeBlock(kind) });

const group = { version: 0xf1, debug: 0xf2, dfu: 0xf3, swim: 0xf4, mode: 0xf5, voltage: 0xf7, extended: 0xfb } as const;

/** By first byte; those of the debug, DFU and SWIM groups by their second one too. */
const commands: Readonly<Record<number, Command>> = {
  [group.version]: { inDfu: true, run: version },
  [group.mode]: { inDfu: true, run: (session) => plain(session, [modes[session.mode], 0]) },
  [group.voltage]: { inDfu: true, since: ({ voltage: has }) => has, run: voltage },
  [group.extended]: { inDfu: true, since: (_, { model }) => model.generation === 3, run: extendedVersion },
};

const leavesDfu: Command = {
  inDfu: true,
  run: (session) => {
    if (session.mode === 'dfu') session.mode = 'idle';
    return undefined;
  },
};

const ap = ({ accessPorts }: Abilities) => accessPorts;
const isV3 = (_: Abilities, { model }: Session) => model.generation === 3;

/** The second byte of the debug group. */
const opcodes = {
  coreStatus: 0x01,
  forceHalt: 0x02,
  readWords: 0x07,
  writeWords: 0x08,
  runCore: 0x09,
  stepCore: 0x0a,
  readBytes: 0x0c,
  writeBytes: 0x0d,
  enterV1: 0x20,
  exit: 0x21,
  enter: 0x30,
  readIdCodes: 0x31,
  resetSystem: 0x32,
  readRegister: 0x33,
  writeRegister: 0x34,
  writeWord: 0x35,
  readWord: 0x36,
  readAllRegisters: 0x3a,
  lastStatus: 0x3b,
  driveReset: 0x3c,
  lastStatusWithAddress: 0x3e,
  setDivider: 0x43,
  readPortRegister: 0x45,
  writePortRegister: 0x46,
  readHalfWords: 0x47,
  writeHalfWords: 0x48,
  openPort: 0x4b,
  closePort: 0x4c,
  writeToOneAddress: 0x50,
  runList: 0x51,
  listResults: 0x52,
  maxList: 0x53,
  readFromOneAddress: 0x54,
  setFrequency: 0x61,
  frequencies: 0x62,
  setPrescaler: 0x63,
} as const;

const debugCommands: Readonly<Record<number, Command>> = {
  [opcodes.coreStatus]: { reaches: true, run: coreStatus },
  [opcodes.forceHalt]: { reaches: true, run: writesHalting(0x3) },
  [opcodes.readWords]: reads(kinds.words),
  [opcodes.writeWords]: writes(kinds.words),
  [opcodes.runCore]: { reaches: true, run: writesHalting(0x1) },
  [opcodes.stepCore]: { reaches: true, run: writesHalting(0x5) },
  [opcodes.readBytes]: reads(kinds.bytes),
  [opcodes.writeBytes]: writes(kinds.bytes),
  [opcodes.enterV1]: { reaches: true, run: enter },
  [opcodes.exit]: { run: exit },
  [opcodes.enter]: { reaches: true, run: enter },
  [opcodes.readIdCodes]: { reaches: true, run: idCodes },
  // A pulse of NRST: st-flash, which sends this, still finds no reset behind a cable of three wires.
  [opcodes.resetSystem]: { run: (session) => driveReset(session, 'pulse') },
  [opcodes.readRegister]: { reaches: true, run: readRegister },
  [opcodes.writeRegister]: { reaches: true, run: writeCoreRegister },
  [opcodes.writeWord]: { reaches: true, run: writeWord },
  [opcodes.readWord]: { reaches: true, run: readWord },
  [opcodes.readAllRegisters]: { reaches: true, run: readAllRegisters },
  [opcodes.lastStatus]: { run: lastStatus },
  [opcodes.driveReset]: { run: (session, { packet }) => driveReset(session, levels[packet.getUint8(2)]) },
  [opcodes.lastStatusWithAddress]: { since: ({ faultAddress }) => faultAddress, run: lastStatusWithAddress },
  [opcodes.setDivider]: { since: ({ divider }) => divider, run: setDivider },
  [opcodes.readPortRegister]: { since: ap, reaches: true, run: readPortRegister },
  [opcodes.writePortRegister]: { since: ap, reaches: true, run: writePortRegister },
  [opcodes.readHalfWords]: { ...reads(kinds.halfWords), since: ({ halfWords }) => halfWords },
  [opcodes.writeHalfWords]: { ...writes(kinds.halfWords), since: ({ halfWords }) => halfWords },
  [opcodes.openPort]: { since: ({ opensPorts }) => opensPorts, reaches: true, run: openPort },
  [opcodes.closePort]: { since: ({ opensPorts }) => opensPorts, run: closePort },
  [opcodes.writeToOneAddress]: { ...writes(kinds.port), since: ({ halfWords }) => halfWords },
  [opcodes.runList]: { since: ({ registerLists }) => registerLists, reaches: true, data: listLength, run: runList },
  [opcodes.listResults]: { since: ({ registerLists }) => registerLists, run: listResults },
  [opcodes.maxList]: {
    since: ({ registerLists }) => registerLists,
    run: (session) => withWord(session, statuses.ok, session.abilities.maxList),
  },
  [opcodes.readFromOneAddress]: { ...reads(kinds.port), since: ({ registerLists }) => registerLists },
  [opcodes.setFrequency]: { since: isV3, run: setFrequency },
  [opcodes.frequencies]: { since: isV3, run: frequencies },
  [opcodes.setPrescaler]: {
    since: isV3,
    run: (session) => withStatus(session, statuses.ok, 8),
  },
};

function lookUp(packet: DataView): Command | undefined {
  const [first, second] = [packet.getUint8(0), packet.getUint8(1)];
  if (first === group.debug) return debugCommands[second];
  if (first === group.dfu) return second === 0x07 ? leavesDfu : undefined;
  if (first === group.swim) return second === 0x01 ? { run: () => undefined } : undefined;
  return commands[first];
}

const unknown: Command = { run: (session) => withStatus(session, statuses.unknownCommand) };

/** What this firmware makes of a packet. */
export function commandOf(session: Session, packet: DataView): Command {
  const command = lookUp(packet);
  if (!command || command.since?.(session.abilities, session) === false) return unknown;
  return session.mode === 'dfu' && !command.inDfu ? unknown : command;
}
