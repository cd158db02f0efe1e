// Starts the page: a platform (real, or virtual for ?demo), a flasher in it, the element that shows it.

import './style/index.css';
import { createFlasher, type Engine } from './model/flasher.ts';
import { goOffline } from './offline/offline.ts';
import { browserPlatform } from './platform/browser-platform.ts';
import type { Platform } from './platform/platform.ts';
import { chosenLanguage, languages } from './text/languages.ts';
import { App } from './view/app.ts';

const query = new URLSearchParams(location.search);

async function openPlatform(): Promise<Platform> {
  if (!query.has('demo')) return browserPlatform(window);
  const [{ demoOptions, demoPlatform }] = await Promise.all([
    import('./demo/demo-platform.ts'),
    import('./demo/element.ts'),
  ]);
  return demoPlatform(window, demoOptions(query));
}

const language = languages[chosenLanguage(window)];

let fetched: Promise<Engine> | undefined;
function engine(): Promise<Engine> {
  fetched ??= Promise.all([import('./engine/engine.ts'), language.words()]).then(([all, words]) => ({
    ...all,
    ...words,
  }));
  return fetched;
}

const texts = await language.texts();
document.documentElement.lang = texts.tag;
if (texts.tag !== 'en') document.title = `odflash – ${texts.tagline}`;
customElements.define('od-app', App);
const app = document.createElement('od-app') as App;
const isAsked = query.has('release') || query.has('button');
const asked = isAsked ? await import('./button/opened-by.ts') : undefined;
const flasher = createFlasher({ platform: await openPlatform(), engine, texts, wanted: asked?.wantedRelease(query) });
app.flasher = flasher;
app.texts = texts;
document.querySelector('#app')?.replaceChildren(app);
void flasher.greet();

// Opened by a button on another site: it learns how it goes, and a person sees who does.
const by = asked?.openedBy(query);
const opener = window.opener as Window | null;
if (by && opener) {
  app.openedBy = by.origin;
  asked?.reportTo((message) => opener.postMessage(message, by.origin), flasher.store, flasher.platform.clock);
}

// The engine is loaded before a person has found the button.
const idle = window.requestIdleCallback ?? setTimeout;
idle(() => {
  void engine().then(({ say }) => {
    app.say = say;
  });
});

// Without a network after one visit. What this visit has not needed comes when there is nothing else to do.
if (import.meta.env.PROD) {
  const { store, platform } = flasher;
  const { complete } = goOffline(window, (version) => {
    app.newVersion = version;
  });
  const stop = store.watch(() => {
    if (store.value.stage !== 'done') return;
    stop();
    complete();
  });
  setTimeout(() => store.value.stage === 'start' && complete(), platform.controls ? 0 : 20_000);
}
