// Help as a list to open: the first topic is open. Its words are fetched when there is something to help with.

import { html, type nothing, type TemplateResult } from 'lit';
import { type TopicCode, type Trouble, topicsFor } from '../help/help.ts';
import type { Block, Topics } from '../help/topics.ts';
import { languageOf } from '../text/languages.ts';
import type { View } from './app.ts';
import { handPicture } from './pictures.ts';

let topics: Topics | undefined;
let isFetching = false;

/** Nothing at first: the page is rendered again when the words are there. */
function loaded({ flasher, texts }: View): Topics | undefined {
  if (!isFetching) {
    isFetching = true;
    void languageOf(texts)
      .topics()
      .then((words) => {
        topics = words.topics;
        flasher.store.set({});
      });
  }
  return topics;
}

export function helpView(trouble: Trouble, view: View, { open = true } = {}): TemplateResult {
  const codes = topicsFor(trouble, view.flasher.world.system);
  const words = codes.length > 0 ? loaded(view) : undefined;
  if (!words) return html``;
  return html`<section class="help" aria-label=${view.texts.help}>
    ${codes.map((code, index) => topicView(code, words, { view, open: open && index === 0 }))}
  </section>`;
}

function topicView(code: TopicCode, topics: Topics, { view, open }: { view: View; open: boolean }): TemplateResult {
  const { title, blocks } = topics[code];
  return html`<details class="topic" ?open=${open}>
    <summary>${title}</summary>
    <div class="blocks">${blocks.map((block) => blockView(block, view))}</div>
  </details>`;
}

function blockView(block: Block, view: View): TemplateResult | typeof nothing {
  if ('text' in block) return html`<p>${block.text}</p>`;
  if ('steps' in block) return html`<ol class="numbered">${block.steps.map((step) => html`<li>${step}</li>`)}</ol>`;
  if ('points' in block) return html`<ul class="points">${block.points.map((point) => html`<li>${point}</li>`)}</ul>`;
  if ('picture' in block) return handPicture(block.picture);
  return commandView(block.command, view);
}

/** A command with a button that copies it. */
function commandView(command: string, { texts }: View): TemplateResult {
  const copy = async (event: Event) => {
    const button = event.currentTarget as HTMLButtonElement;
    await navigator.clipboard.writeText(command).catch(() => undefined);
    button.textContent = texts.copied;
  };
  return html`<div class="command">
    <pre tabindex="0"><code>${command}</code></pre>
    <button @click=${copy}>${texts.copyLog}</button>
  </div>`;
}
