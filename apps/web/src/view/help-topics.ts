// One topic of the help, with the drawings that only the help has. Fetched with its words.

import { html, type SVGTemplateResult, svg, type TemplateResult } from 'lit';
import { topicsIn } from '../help/languages.ts';
import type { Block, Topic, Topics } from '../help/topics.ts';
import { codeOf } from '../text/languages.ts';
import type { PageTexts } from '../text/page-texts.ts';
import { handPicture, picture } from './pictures.ts';

/** What clones have in place of the switch: a button, or two pins for a jumper. */
const clone = svg`
  <rect class="part" x="14" y="30" width="48" height="40" rx="5" /><circle class="accent-fill" cx="38" cy="50" r="12" />
  <rect class="part" x="98" y="30" width="48" height="40" rx="5" /><circle cx="112" cy="50" r="5" /><circle cx="132" cy="50" r="5" />
  <path class="accent" d="M112 50h20" />
  <text x="18" y="92" class="accent-text">BOOT</text><text x="102" y="92" class="accent-text">BOOT</text>`;

/** Zadig's window with the right choice, as far as it matters. */
const zadig = (entry: string) => svg`
  <rect class="part" x="8" y="8" width="204" height="88" rx="5" /><path d="M8 24h204" />
  <text x="14" y="20" class="small">Zadig</text>
  <rect class="screen" x="18" y="32" width="184" height="18" rx="2" /><text x="24" y="45" class="small accent-text">${entry}</text>
  <text x="20" y="76" class="small">Driver</text><rect class="screen" x="68" y="62" width="60" height="20" rx="2" />
  <text x="74" y="76" class="small accent-text">WinUSB</text>
  <rect class="accent-fill" x="136" y="62" width="66" height="20" rx="3" /><text x="144" y="76" class="small on-accent-text">Install</text>`;

const wide: Readonly<Record<string, SVGTemplateResult>> = {
  'zadig-bootloader': zadig('STM32  BOOTLOADER'),
  'zadig-running': zadig('ODrive … Interface 2'),
};

function drawing(name: string): TemplateResult {
  const window = wide[name];
  if (window) return picture('hand wide', [220, 104], window);
  return name === 'clone-boot' ? picture('hand', [160, 104], clone) : handPicture(name);
}

/** In the language of the page. */
export async function wordsOf(texts: PageTexts): Promise<Topics> {
  return (await topicsIn[codeOf(texts)]()).topics;
}

export function topicView({ title, blocks }: Topic, texts: PageTexts, open: boolean): TemplateResult {
  return html`<details class="topic" ?open=${open}>
    <summary>${title}</summary>
    <div class="blocks">${blocks.map((block) => blockView(block, texts))}</div>
  </details>`;
}

function blockView(block: Block, texts: PageTexts): TemplateResult {
  if ('text' in block) return html`<p>${block.text}</p>`;
  if ('steps' in block) return html`<ol class="numbered">${block.steps.map((step) => html`<li>${step}</li>`)}</ol>`;
  if ('points' in block) return html`<ul class="points">${block.points.map((point) => html`<li>${point}</li>`)}</ul>`;
  if ('picture' in block) return drawing(block.picture);
  return commandView(block.command, texts);
}

/** A command with a button that copies it. */
function commandView(command: string, texts: PageTexts): TemplateResult {
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
