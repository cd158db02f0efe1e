// Commands that reach the debug port: its registers, its access ports, and lists of register operations.

import type { Acknowledge } from '../cortex/debug-access.ts';
import { accessClocks, load, type ProbeCommand, store } from './chip-commands.ts';
import { plain, withStatus, withWord } from './reply.ts';
import { faultStatus, type Session, spend, statuses, statusOf } from './session.ts';

/** Port number of the debug port itself. */
const debugPort = 0xffff;
const identityRegister = 0xfc;

/** One transaction with a register of a port: its error flags are for the host to clear. */
function transaction(session: Session, work: () => Acknowledge) {
  const status = faultStatus(session);
  if (status !== undefined) return { status, value: 0 };
  spend(session, accessClocks);
  const answer = work();
  return { status: statusOf(session, answer), value: answer.value };
}

function isOpen({ ports, abilities }: Session, port: number, register: number): boolean {
  return !abilities.opensPorts || port === debugPort || register === identityRegister || ports.has(port);
}

export const readPortRegister: ProbeCommand = (session, { packet }) => {
  const [port, register] = [packet.getUint16(2, true), packet.getUint16(4, true)];
  if (!isOpen(session, port, register)) return withStatus(session, statuses.badPort, 8);
  const { access: wires } = session.target;
  const { status, value } = transaction(session, () =>
    port === debugPort ? wires.readPort(register) : wires.readAccess(port, register),
  );
  return withWord(session, status, value);
};

export const writePortRegister: ProbeCommand = (session, { packet }) => {
  const [port, register, value] = [packet.getUint16(2, true), packet.getUint16(4, true), packet.getUint32(6, true)];
  if (!isOpen(session, port, register)) return withStatus(session, statuses.badPort);
  const { access: wires } = session.target;
  const { status } = transaction(session, () =>
    port === debugPort ? wires.writePort(register, value) : wires.writeAccess(port, register, value),
  );
  return withStatus(session, status);
};

/** What 4B and 4C take: 20 ms until an access port is open, on a V3J9. */
const openPortMs = 20;

export const openPort: ProbeCommand = (session, { packet }) => {
  const port = packet.getUint8(2);
  const status = faultStatus(session);
  if (status !== undefined) return withStatus(session, status);
  if (port !== 0) return withStatus(session, statuses.badPort);
  if (session.model.generation === 3) session.target.access.time += openPortMs;
  session.ports.add(port);
  return withStatus(session, statuses.ok);
};

export const closePort: ProbeCommand = (session, { packet }) => {
  session.ports.delete(packet.getUint8(2));
  return withStatus(session, statuses.ok);
};

/** Operations of a register list (RW_MISC). */
const listed = { setAddress: 1, write: 2, read: 3, selectPort: 5 } as const;

/** How many operations follow: a list that is longer than the probe's memory is cut. */
export function listCount({ abilities }: Session, packet: DataView): number {
  return Math.min(packet.getUint32(2, true), abilities.maxList);
}

export const runList: ProbeCommand = (session, { packet, data }) => {
  const count = listCount(session, packet);
  const values = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const results = new DataView(new ArrayBuffer(8 * count));
  let address = 0;
  for (let at = 0; at < count; at++) {
    const operation = data[at] ?? 0;
    const offset = 4 * Math.ceil(count / 4) + 4 * at;
    const value = offset + 4 <= data.length ? values.getUint32(offset, true) : 0;
    if (operation === listed.setAddress) address = value;
    const answer =
      operation === listed.write
        ? store(session, address, value)
        : operation === listed.read
          ? load(session, value)
          : { status: statuses.ok, value: 0 };
    results.setUint32(4 * at, answer.value, true);
    results.setUint32(4 * (count + at), answer.status, true);
  }
  session.list = new Uint8Array(results.buffer);
  return undefined;
};

export const listResults: ProbeCommand = (session) => plain(session, session.list);
