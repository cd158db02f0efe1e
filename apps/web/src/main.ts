// Starts the page: a world (real, or virtual for ?demo), a flasher in it, the element that shows it.

import './style/index.css';
import { createFlasher, type Engine } from './model/flasher.ts';
import { english } from './text/en.ts';
import { App } from './view/app.ts';
import { browserWorld } from './world/browser-world.ts';
import type { World } from './world/world.ts';

async function openWorld(): Promise<World> {
  const query = new URLSearchParams(location.search);
  if (!query.has('demo')) return browserWorld(window);
  const { demoOptions, demoWorld } = await import('./demo/demo-world.ts');
  return demoWorld(window, demoOptions(query));
}

let fetched: Promise<Engine> | undefined;
function engine(): Promise<Engine> {
  fetched ??= import('./engine/engine.ts');
  return fetched;
}

const texts = english;
document.documentElement.lang = texts.tag;
customElements.define('od-app', App);
const app = document.createElement('od-app') as App;
app.flasher = createFlasher({ world: await openWorld(), engine, texts });
app.texts = texts;
document.querySelector('#app')?.replaceChildren(app);
void app.flasher.greet();

// The engine is here before anybody has found the button.
const idle = window.requestIdleCallback ?? setTimeout;
idle(() => {
  void engine().then(({ say }) => {
    app.say = say;
  });
});
