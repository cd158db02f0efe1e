// What an update says while it works. Knows no renderer.

import type { RunningEvent } from '../running/events.ts';
import type { FirmwareEvent } from './firmware/firmware-event.ts';
import type { Stage } from './stages/stages.ts';

/** What happens during an update, in order; the events of its flash are among them. */
export type UpdateEvent = RunningEvent | { readonly type: 'stage'; readonly stage: Stage } | FirmwareEvent;

/** Called synchronously. What it throws is logged and otherwise ignored. */
export type UpdateListener = (event: UpdateEvent) => void;
