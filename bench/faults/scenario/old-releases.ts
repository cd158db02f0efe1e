// Boards that were not updated for years: what they run is older than any release whose configuration is laid out like today's.

import type { Rng, Scenario } from '../types.ts';
import { ancientReleases } from './odrive-firmware.ts';

/** One run of a running board in so many. */
const ancient = 5;

/** 0.5.2 stops before it appears on USB where OTP is blank (board.cpp, check_board_version). */
const hangs = ({ board }: Scenario, release: string): boolean => release === '0.5.2' && board.includes('otp=blank');

/** The same runs, some of them with a board that is older. */
export function withOldRelease(scenario: Scenario, rng: Rng): Scenario {
  const { running } = scenario;
  if (!running || !rng.oneIn(ancient)) return scenario;
  const release = rng.pick(ancientReleases.filter((one) => !hangs(scenario, one)));
  return { ...scenario, running: { ...running, release } };
}
