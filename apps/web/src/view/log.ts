// What happened, line by line, to copy or to save.

import { html, type TemplateResult } from 'lit';
import type { LogLine } from '../model/state.ts';
import type { View } from './app.ts';

export function logView({ state, texts }: View): TemplateResult {
  const copy = async (event: Event) => {
    const button = event.currentTarget as HTMLButtonElement;
    await navigator.clipboard.writeText(state.log.map(lineText).join('\n')).catch(() => undefined);
    button.textContent = texts.copied;
  };
  return html`<details class="card log">
    <summary>${texts.log} <span class="faint">${state.log.length}</span></summary>
    <ol>
      ${state.log.map((line) => html`<li class=${line.level}><time>${timeText(line)}</time><span>${line.text}</span></li>`)}
    </ol>
    <div class="actions"><button @click=${copy}>${texts.copyLog}</button></div>
  </details>`;
}

function timeText({ at }: LogLine): string {
  return (at / 1000).toFixed(1).padStart(6);
}

function lineText(line: LogLine): string {
  return `${timeText(line)}  ${line.text}`;
}
