// The event that says which running board answers.

import type { RuntimeEvidence } from '../odrive/identity.ts';
import type { UsbDeviceInfo } from '../ports.ts';
import type { RunContext } from './context/context.ts';

export function emitBoardInfo(
  { emit }: RunContext,
  device: UsbDeviceInfo,
  { hardware, firmware }: RuntimeEvidence,
): void {
  emit({
    type: 'running',
    device,
    board: hardware.version?.name,
    evidence: hardware.evidence,
    firmware: firmware.release,
  });
}
