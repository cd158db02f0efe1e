// A chip behind a probe that outlives its links: attached, lost, attached again, and the same chip each time.

import { aborted, stopIfAborted } from '../abort.ts';
import { nameOf } from '../discovery/find.ts';
import { type ErrorCode, FlasherError } from '../errors.ts';
import { message } from '../messages/message.ts';
import type { UsbDeviceInfo } from '../ports.ts';
import { listProbes } from '../stlink/find.ts';
import { probeSerial } from '../stlink/serial.ts';
import { flasherError, translated } from '../usb/link-failure.ts';
import { type Attachment, type AttachOptions, attach } from './attach.ts';
import { unanswering } from './silent.ts';

export interface SwdWire extends AsyncDisposable {
  /** Throws `disconnected` if there is none. */
  readonly attachment: Attachment;
  /** The last there was, for what it has reported. */
  readonly known: Attachment;
  readonly anomalies: Readonly<Partial<Record<ErrorCode, number>>>;
  /** Counts a failure that is about to be repaired. */
  note(failure: FlasherError): void;
  /** Attaches to the same chip again, within 15 s. `mayReset`: it need not be found running. Throws FlasherError. */
  reattach(
    cause: FlasherError,
    options: { readonly mayReset: boolean; readonly signal?: AbortSignal | undefined },
  ): Promise<void>;
}

/** How long a lost probe or board may take to return, and how often it is looked for, in ms. */
const returnMs = 15_000;
const retryMs = 500;

/** A probe that answers nothing sensible is reset through the bus, not more often than this, in ms. */
const resetAgainMs = 3_000;

const helpedByReset: readonly ErrorCode[] = ['timeout', 'stalled', 'unexpected-reply', 'transfer-failed'];
/** What may pass by itself while a probe is opened. */
const lostAtOpening: readonly ErrorCode[] = ['target-silent', 'disconnected'];
/** What may pass by itself while a board is powered again or a probe plugged in again. */
const passing: readonly ErrorCode[] = ['target-silent', 'permission-denied', 'driver-missing'];

/** So fast after that many losses: wires that fail at one clock carry a slower one. */
const slower: readonly { readonly losses: number; readonly kHz: number }[] = [
  { losses: 4, kHz: 480 },
  { losses: 2, kHz: 1_800 },
];

/** Attaches for the first time. A probe that a dead session left unable to answer is reset once. Throws FlasherError. */
export async function openWire(options: AttachOptions): Promise<SwdWire> {
  const { bus, clock, log } = options;
  const anomalies: Partial<Record<ErrorCode, number>> = {};
  let { device } = options;
  let losses = 0;

  const note = (failure: FlasherError) => {
    anomalies[failure.code] = (anomalies[failure.code] ?? 0) + 1;
    log?.({ level: 'debug', scope: 'swd', text: failure.message });
  };

  const resetProbe = () =>
    translated(message('request.reset-probe'), async () => {
      await using link = await bus.open(device);
      // The reset may kill the link, or the answer to it may get lost: only what reopening finds counts.
      await link.reset().catch(() => undefined);
    });

  let known = await attachFirst(options, { note, resetProbe });
  let current: Attachment | undefined = known;
  const { serial } = known;
  const probe = known.probe.info.serial;

  const close = async () => {
    const old = current;
    current = undefined;
    await old?.[Symbol.asyncDispose]();
  };

  /** The probe where it was, else the same one elsewhere; where nothing but a name is known, the one there is. The chip says more. */
  const find = async (): Promise<UsbDeviceInfo> => {
    const probes = await listProbes(bus);
    const found =
      probes.find(({ path, productId }) => path === device.path && productId === device.productId) ??
      probes.find((other) => probe !== undefined && probeSerial(other.serial) === probe) ??
      (device.nameOnly && probes.length === 1 ? probes[0] : undefined);
    if (found === undefined) throw new FlasherError('disconnected', message('swd.probe-disconnected'));
    return found;
  };

  const again = async (mayReset: boolean, signal: AbortSignal | undefined) => {
    device = await find();
    const maxKHz = slower.find((row) => losses >= row.losses)?.kHz;
    // What it means to stop the firmware was settled before it was stopped.
    const found = await attach({ ...options, device, signal, mayReset, maxKHz, beforeReset: undefined });
    if (found.serial === serial) {
      current = known = found;
      return;
    }
    await found[Symbol.asyncDispose]();
    throw otherChip(serial, found);
  };

  return {
    get attachment() {
      if (current === undefined) throw new FlasherError('disconnected', message('swd.link-closed'));
      return current;
    },
    get known() {
      return known;
    },
    get anomalies() {
      return { ...anomalies };
    },
    note,
    reattach: async (cause, { mayReset, signal }) => {
      note(cause);
      // Only what arrives damaged is a reason for a slower clock.
      losses += cause.details.kind === 'damaged' ? 1 : 0;
      await close();
      const deadline = clock.now() + returnMs;
      let resetAt: number | undefined;
      for (;;) {
        stopIfAborted(signal);
        try {
          return await again(mayReset, signal);
        } catch (error) {
          const failure = signal?.aborted ? aborted() : flasherError(error, message('request.reconnect'));
          if (!failure.retryable && !passing.includes(failure.code)) throw failure;
          note(failure);
          if (clock.now() >= deadline) throw didNotReturn(device, failure);
          // A command that got lost after one reset leaves the probe an answer behind again.
          const isDue = resetAt === undefined || clock.now() - resetAt >= resetAgainMs;
          if (isDue && helpedByReset.includes(failure.code)) {
            resetAt = clock.now();
            await resetProbe().catch(() => undefined);
          }
        }
        await clock.sleep(retryMs, signal).catch(() => undefined);
      }
    },
    [Symbol.asyncDispose]: close,
  };
}

/** A chip that had answered, or a probe that had been found, was lost, and may return. */
function wasThere({ code, details }: FlasherError): boolean {
  return code === 'disconnected' || details.answered === true;
}

interface Remedies {
  note(failure: FlasherError): void;
  resetProbe(): Promise<void>;
}

/**
 * Attaches, a second time where nothing answered (a board just switched on answers a little later), and again and again for as
 * long as what was lost on the way may take to return.
 */
async function attachFirst(options: AttachOptions, { note, resetProbe }: Remedies): Promise<Attachment> {
  const { clock, device, signal } = options;
  let found = device;
  let deadline: number | undefined;
  let wasReset = false;
  for (let attempt = 1; ; attempt++) {
    stopIfAborted(signal);
    try {
      return await attach({ ...options, device: found });
    } catch (error) {
      const failure = flasherError(error, message('request.open-probe'));
      if (wasThere(failure)) deadline ??= clock.now() + returnMs;
      // One reset for each time the probe is on the bus.
      if (failure.code === 'disconnected') wasReset = false;
      const mayReturn = attempt === 1 || (deadline !== undefined && clock.now() < deadline);
      if (helpedByReset.includes(failure.code)) {
        if (wasReset) throw unanswering(failure);
        wasReset = true;
        await resetProbe().catch(() => undefined);
      } else if (mayReturn && lostAtOpening.includes(failure.code)) {
        await clock.sleep(retryMs, signal).catch(() => undefined);
      } else throw failure.code === 'disconnected' ? didNotReturn(device, failure) : failure;
      if (attempt === 1) note(failure);
      found = (await listed(options)) ?? device;
    }
  }
}

/** The probe as the bus lists it now, where it was. */
async function listed({ bus, device }: Pick<AttachOptions, 'bus' | 'device'>): Promise<UsbDeviceInfo | undefined> {
  const probes = await listProbes(bus).catch(() => []);
  return probes.find(({ path, productId }) => path === device.path && productId === device.productId);
}

function otherChip(expected: string | undefined, { serial, chip }: Attachment): FlasherError {
  const found = serial === undefined ? chip.name : message('common.quoted', { text: serial });
  return new FlasherError('device-did-not-return', message('swd.chip-changed', { found, expected }), {
    details: { serial: expected ?? null, found: serial ?? chip.name },
    next: message('next.connect-original-board'),
  });
}

function didNotReturn(device: UsbDeviceInfo, cause: FlasherError): FlasherError {
  // Clones give their number as raw bytes.
  const { serial: raw, ...place } = device;
  const serial = probeSerial(raw);
  const name = nameOf({ ...place, serial });
  const what = cause.code === 'disconnected' ? 'swd.probe-did-not-return' : 'swd.did-not-return';
  return new FlasherError('device-did-not-return', message(what, { device: name }), {
    details: { path: device.path },
    cause,
    // It had answered, so the wiring was right.
    next: message(cause.code === 'target-silent' ? 'next.power-cycle-lost-chip' : 'next.restore-probe-connection'),
  });
}
