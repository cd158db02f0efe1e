// One board through its restarts: where it was last seen, where other boards are, and the connection that is open to it. A connection is
// opened once for each time the board appears on the bus, and closed when it leaves, or when something has failed on it.

import type { Selection } from '../../discovery/find.ts';
import type { Sighting } from '../../discovery/find-board.ts';
import { requireSameChip } from '../../discovery/reacquire.ts';
import type { Board } from '../../flash/open/open.ts';
import { type Introduction, introduction } from '../../flash/preflight/introduction.ts';
import type { OdriveDevice } from '../../odrive/device.ts';
import type { UsbDeviceInfo } from '../../ports.ts';
import type { RunningListener } from '../events.ts';

/** A board that runs, and can be asked. */
export interface ConnectedBoard {
  readonly odrive: OdriveDevice;
  readonly device: UsbDeviceInfo;
}

/** Disposing closes the connection. */
export interface FollowedBoard extends AsyncDisposable {
  /** As it was last seen. */
  readonly device: UsbDeviceInfo;
  /** How it was found. */
  readonly foundIn: Sighting['kind'];
  /** Where its chip is reached: in its own port in DFU mode, or at a probe. */
  readonly chip: Selection;
  /** Paths of other boards: what is there is not the one that is followed. */
  readonly others: readonly string[];
  /** Reports once what is known of it in DFU mode. */
  readonly introduction: Introduction;
  /** It is there; what was open to it where it was before is closed. */
  seen(device: UsbDeviceInfo): Promise<void>;
  /** Native requests so far, over all connections. */
  readonly roundTrips: number;
  /** The running firmware, connected with `connect` if it is not connected yet. */
  running(connect: (device: UsbDeviceInfo) => Promise<ConnectedBoard>): Promise<ConnectedBoard>;
  /** The board in DFU mode or behind its probe, opened with `open` if it is not open yet. */
  inDfu(open: (device: UsbDeviceInfo) => Promise<Board>): Promise<Board>;
  /** Closes the connection to the running firmware: it has left or is about to, or something has failed on it. */
  releaseRunning(): Promise<void>;
  /** Closes everything that is open. */
  release(): Promise<void>;
}

/** A chip that is reached at a probe, whatever its board does on the bus. */
export interface ProbedChip {
  readonly at: Selection;
  readonly opened: Board;
  readonly introduction: Introduction;
}

export function followBoard(
  { kind: foundIn, device: found }: Sighting,
  others: readonly string[],
  emit: RunningListener,
  probed?: ProbedChip,
): FollowedBoard {
  /** As the system lists it, and with what the board itself has said last. */
  let listed = found;
  let device = found;
  let said: string | undefined;
  /** Throws if what is open now is another chip than the one that is followed. */
  const hasSaid = (serial: string | undefined) => {
    requireSameChip({ ...listed, serial: said }, serial);
    said = serial ?? said;
  };
  let connected: ConnectedBoard | undefined;
  let opened = probed?.opened;
  let closedTrips = 0;
  const releaseRunning = async () => {
    closedTrips += connected?.odrive.roundTrips ?? 0;
    const wire = connected?.odrive;
    connected = undefined;
    await wire?.[Symbol.asyncDispose]();
  };
  const release = async () => {
    await releaseRunning();
    const wire = opened;
    opened = undefined;
    await wire?.[Symbol.asyncDispose]();
  };
  return {
    get device() {
      return device;
    },
    get roundTrips() {
      return closedTrips + (connected?.odrive.roundTrips ?? 0);
    },
    foundIn,
    get chip() {
      // As it is listed: what the board says of itself may be something else.
      const { path, serial = device.serial } = listed;
      return probed?.at ?? { path, serial };
    },
    others,
    introduction: probed?.introduction ?? introduction(emit),
    seen: async (now) => {
      if (!isSameAppearance(device, now)) await (probed ? releaseRunning() : release());
      listed = now;
      // Where the name alone distinguishes boards, what the board has said itself counts.
      device = now.nameOnly && said !== undefined ? { ...now, serial: said } : now;
    },
    running: async (connect) => {
      connected ??= await connect(device);
      hasSaid(connected.device.serial);
      device = connected.device;
      return connected;
    },
    inDfu: async (open) => {
      opened ??= await open(device);
      const { serial } = opened.identity.key;
      hasSaid(serial);
      if (serial !== undefined) device = { ...device, serial };
      return opened;
    },
    releaseRunning,
    release,
    [Symbol.asyncDispose]: release,
  };
}

/** As far as the platform reports it. */
function isSameAppearance(a: UsbDeviceInfo, b: UsbDeviceInfo): boolean {
  return a.path === b.path && a.productId === b.productId && a.address === b.address;
}
