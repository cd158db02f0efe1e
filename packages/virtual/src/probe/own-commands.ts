// What a probe answers by itself: who it is, which voltage it measures, its modes and clocks.

import type { Request } from './chip-commands.ts';
import { dividerKHz, frequenciesKHz } from './models.ts';
import { plain, putWord, withStatus, withWord } from './reply.ts';
import { answers, faultStatus, type Session, statuses } from './session.ts';

export type Reply = Uint8Array | undefined;

export const modes = { dfu: 0, idle: 1, debug: 2 } as const;
/** V0J8S0: what a probe that lost its identity says. */
const lostVersion = [0x02, 0x00, 0, 0, 0, 0];

function idBytes({ model }: Session): readonly number[] {
  return [0x83, 0x04, model.productId & 0xff, model.productId >> 8];
}

export function version(session: Session): Reply {
  const { model, firmware, settings } = session;
  if (settings.version === 'zeros') return plain(session, lostVersion);
  const packed = model.generation === 3 ? 0x3000 : 0x2000 | (firmware << 6) | model.firmware.other;
  return plain(session, [packed >> 8, packed & 0xff, ...idBytes(session)]);
}

export function extendedVersion(session: Session): Reply {
  const { model, firmware } = session;
  return plain(session, [3, 0, firmware, model.firmware.other, 0, 0, 0, 0, ...idBytes(session)]);
}

/** ADC steps of the 1.2 V reference. */
const referenceSteps = 1490;
/** What probes read: their own rail; an ODrive's 3.3 V at VAPP (2.926 V, forum); nothing; a pin that floats. */
const volts = { ownSupply: 3.25, board: 2.926, open: 0.0, floating: 1.553 } as const;

function targetVolts({ settings, model, target }: Session): number {
  if (settings.millivolts !== undefined) return settings.millivolts / 1000;
  if (model.sense === 'own-supply') return volts.ownSupply;
  if (settings.sense !== 'wired') return volts[settings.sense];
  return target.powered() ? volts.board : 0;
}

export function voltage(session: Session): Reply {
  const reference = session.mode === 'dfu' ? 0 : referenceSteps;
  putWord(session, 0, reference);
  putWord(session, 4, Math.round((targetVolts(session) * reference) / 2.4));
  return session.buffer.slice(0, 8);
}

export function enter(session: Session): Reply {
  session.target.access.time += session.model.enterMs;
  if (!answers(session)) return withStatus(session, statuses.noIdCode);
  session.target.access.clearErrors();
  session.mode = 'debug';
  return withStatus(session, statuses.ok);
}

export function exit(session: Session): Reply {
  session.mode = 'idle';
  session.ports.clear();
  return undefined;
}

export function idCodes(session: Session): Reply {
  const status = faultStatus(session);
  if (status !== undefined) return withStatus(session, status, 12);
  session.buffer.fill(0, 0, 12);
  putWord(session, 4, session.target.access.readPort(0).value);
  return withStatus(session, statuses.ok, 12);
}

export function setDivider(session: Session, { packet }: Request): Reply {
  const kHz = dividerKHz.get(packet.getUint16(2, true));
  if (kHz === undefined) return withStatus(session, statuses.badFrequency);
  session.kHz = kHz;
  return withStatus(session, statuses.ok);
}

export function setFrequency(session: Session, { packet }: Request): Reply {
  const wanted = packet.getUint32(4, true);
  const kHz = frequenciesKHz.find((frequency) => frequency <= wanted) ?? frequenciesKHz.at(-1) ?? wanted;
  session.kHz = kHz;
  return withWord(session, statuses.ok, kHz);
}

export function frequencies(session: Session): Reply {
  session.buffer.fill(0, 0, 52);
  putWord(session, 4, session.kHz);
  putWord(session, 8, frequenciesKHz.length);
  for (const [at, kHz] of frequenciesKHz.entries()) putWord(session, 12 + 4 * at, kHz);
  return withStatus(session, statuses.ok, 52);
}
