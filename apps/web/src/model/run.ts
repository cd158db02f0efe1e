// The run that changes the board: its events become the state, its end is a verified board or the truth about it.

import type { UpdateEvent } from '@odflash/core/update';
import { type Choosing, firmwareFrom } from './choosing.ts';
import { type Context, nothingOpen } from './context.ts';
import { watchPermission } from './permission.ts';
import { newFiles, savedNames } from './saved.ts';
import type { PageState } from './state.ts';
import { totalOf } from './total.ts';

type Run = NonNullable<PageState['run']>;

/** `again`: back to the board, for a run that was stopped before it changed anything. */
export async function runFlash(context: Context, choosing: Choosing, again: () => Promise<void>): Promise<void> {
  const { store, platform, engine, texts } = context;
  const { bus, clock, vault } = platform;
  const { card, firmware, stage } = store.value;
  if (!bus || !card || !firmware || stage !== 'board') return;
  choosing.forget();
  const { createTracker, run } = await engine();
  const tracker = createTracker(clock.now);
  const speak = await context.tell();
  store.set({
    stage: 'working',
    run: { stage: 'find', total: 0, changing: false, stopping: false, recovering: false },
    report: undefined,
    failure: undefined,
  });
  const change = (part: Partial<Run>) => {
    const { run: now } = store.value;
    if (!now) return;
    const next = { ...now, ...part };
    const { progress } = next;
    store.set({ run: progress ? { ...next, total: totalOf(now.total, { ...next, progress }) } : next });
  };
  const before = await savedNames(vault);
  const saved = async () => store.set({ saved: newFiles(before, await savedNames(vault)) });
  using _awake = platform.keepAwake();
  using permission = watchPermission({ bus, clock }, card.device, (wanted) => store.set({ permission: wanted }));
  const onEvent = (event: UpdateEvent) => {
    tracker.event(event);
    speak(event);
    if (event.type === 'stage') permission.stage(event.stage);
    // A probe is not in the list that would be asked for.
    if (event.type === 'human' && card.mode !== 'stlink') permission.missed();
    if (event.type === 'findings') store.set({ check: { ...store.value.check, findings: event.findings } });
    change({ progress: snapshot(tracker.progress()), ...changeBy(event) });
  };
  try {
    const report = await run(platform, card, firmwareFrom(firmware), await context.begin(onEvent));
    tracker.finish();
    change({ progress: snapshot(tracker.progress()) });
    await saved();
    context.log('info', texts.verified);
    // What a person still has to do stays in words.
    const { hand } = store.value;
    store.set({ stage: 'done', report, ...nothingOpen, hand: report.human.length > 0 ? hand : undefined });
  } catch (thrown) {
    await saved();
    if (!(await context.isStopped(thrown))) return context.fail(thrown);
    context.log('info', texts.stopped);
    await again();
  }
}

/** What an event says of the run as a whole. */
function changeBy(event: UpdateEvent): Partial<Run> {
  if (event.type === 'stage') return { stage: event.stage };
  if (event.type === 'changing') return { changing: true };
  if (event.type === 'recovering') return { recovering: true };
  return event.type === 'recovered' ? { recovering: false } : {};
}

/** The tracker continues changing its sectors; the state keeps what they were. */
function snapshot<T extends { readonly sectors: readonly object[] }>(progress: T): T {
  return { ...progress, sectors: progress.sectors.map((sector) => ({ ...sector })) };
}
