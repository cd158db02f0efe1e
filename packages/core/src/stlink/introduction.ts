// Which probe answers, and that it answers to what was asked: the version is asked for until the reply is one. A session that
// died may have left the answer to its last command in the probe, and it would be mistaken for ours.

import { FlasherError } from '../errors.ts';
import { message } from '../messages/message.ts';
import { probeCommands } from './commands.ts';
import type { ProbeExchange } from './exchange.ts';
import { outOfStep } from './failure.ts';
import type { ProbeModel } from './models.ts';
import {
  abilitiesOf,
  extendedVersionLength,
  isBlankVersion,
  type ProbeVersion,
  parseExtendedVersion,
  parseVersion,
  versionLength,
} from './version.ts';

/** Room for whatever an earlier session has left. */
const maxLeftover = 8192;
const maxLeftovers = 8;

/** The probe's firmware. Throws `probe-unusable` for one that takes no debug commands, `unexpected-reply`. */
export async function introduce(exchange: ProbeExchange, model: ProbeModel): Promise<ProbeVersion> {
  const version = await firstVersion(exchange, model);
  const known = version.generation < 3 ? version : await extended(exchange);
  if (!abilitiesOf(known).debug)
    throw new FlasherError('probe-unusable', message('stlink.stm8-only', { probe: model.name, firmware: known.text }), {
      details: { probe: model.name, firmware: known.text },
    });
  return known;
}

async function extended(exchange: ProbeExchange): Promise<ProbeVersion> {
  const reply = await exchange.ask(message('request.version'), probeCommands.extendedVersion(), extendedVersionLength);
  return parseExtendedVersion(reply);
}

async function firstVersion(exchange: ProbeExchange, model: ProbeModel): Promise<ProbeVersion> {
  let blank: ProbeVersion | undefined;
  let reply = new Uint8Array(0);
  for (let asked = 0; asked <= maxLeftovers; asked += 1) {
    reply = Uint8Array.from(await exchange.hear(message('request.version'), probeCommands.version(), maxLeftover));
    if (reply.length !== versionLength) continue;
    const version = parseVersion(reply);
    if (version.productId === model.productId) return version;
    if (!isBlankVersion(version)) continue;
    // Said twice in a row it is not a leftover.
    if (blank?.text === version.text) throw withoutVersion(version, model);
    blank = version;
  }
  throw outOfStep(message('request.version'), message('reply.other-device', { bytes: reply.length }));
}

function withoutVersion({ text }: ProbeVersion, model: ProbeModel): FlasherError {
  return new FlasherError('probe-unusable', message('stlink.firmware-damaged', { probe: model.name, firmware: text }), {
    details: { probe: model.name, firmware: text },
    next: message('next.rewrite-probe-firmware'),
  });
}
