// Which firmware will be written, as the first thing that is reported of a run.

import type { Range } from '../../bytes.ts';
import { describeImage } from '../../image/describe-image.ts';
import type { MemoryImage } from '../../image/memory-image.ts';
import type { Message } from '../../messages/message.ts';

/** Which firmware will be written. */
export interface FirmwareEvent {
  readonly type: 'firmware';
  /** The name of its file or release. */
  readonly name: string;
  /** `0.5.6`, where the publisher or the image itself says it. */
  readonly version?: string | undefined;
  /** What its bytes were compared with. */
  readonly verified?: string | undefined;
  /** `Intel HEX` style. */
  readonly format: Message;
  /** `ODrive v3.6-56V`, where contents, first download and name say it and agree. */
  readonly board?: Message | undefined;
  /** Where its bytes go, in ascending order. */
  readonly ranges: readonly Range[];
}

/** `version` is the publisher's; without it the image's own counts. */
export function firmwareEvent(firmware: {
  readonly name: string;
  readonly image: MemoryImage;
  readonly version?: string | undefined;
  readonly verified?: string | undefined;
}): FirmwareEvent {
  const { name, image, verified } = firmware;
  const { formatName: format, segments: ranges, claims, evidence } = describeImage(image);
  const version = firmware.version ?? claims.firmwareVersion;
  const { board } = evidence;
  return {
    type: 'firmware',
    name,
    version,
    verified,
    format,
    board,
    ranges,
  };
}
