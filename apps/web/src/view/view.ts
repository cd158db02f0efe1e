// What every part of the page is given. Types only.

import type { Flasher } from '../model/flasher.ts';
import type { PageState } from '../model/state.ts';
import type { PageTexts } from '../text/page-texts.ts';

/** What every part of the page is made from. `say` words what the engine says. */
export interface View {
  readonly state: PageState;
  readonly flasher: Flasher;
  readonly texts: PageTexts;
  readonly say: (text: Parameters<Awaited<ReturnType<Flasher['engine']>>['say']>[0]) => string;
}
