// What the demo says beside the page: a language fills all of it.

import type { BoardOptionTexts } from '@odflash/messages';
import type { CauseCode } from './comparison.ts';
import type { ToolPhase } from './odrivetool.ts';
import type { StoryCode } from './stories.ts';

export interface DemoTexts {
  readonly title: string;
  readonly switch: string;
  readonly power: string;
  readonly unplug: string;
  readonly plug: string;
  readonly pickerTitle: string;
  readonly pickerNote: string;
  readonly pickerCancel: string;

  readonly storiesTitle: string;
  readonly storiesHint: string;
  readonly stories: Readonly<Record<StoryCode, string>>;

  readonly anotherTitle: string;
  readonly board: string;
  readonly dfu: string;
  readonly probe: string;
  readonly speed: string;
  readonly times: (factor: number) => string;
  readonly fault: string;
  readonly value: string;
  readonly add: string;
  readonly remove: (option: string) => string;
  readonly does: (what: string) => string;
  readonly standsFor: (what: string) => string;
  readonly catalogue: BoardOptionTexts;
  readonly start: string;

  readonly comparisonTitle: string;
  readonly comparisonText: string;
  readonly cause: string;
  readonly causes: Readonly<Record<CauseCode, string>>;
  readonly run: string;
  readonly phases: Readonly<Record<ToolPhase, string>>;
  readonly ready: string;
  readonly verified: string;
  readonly stoppedWith: string;
  readonly holds: (held: string, total: string) => string;
}
