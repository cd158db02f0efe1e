// What happened, line by line, to copy or to save.

import { html, type TemplateResult } from 'lit';
import type { LogLine } from '../model/state.ts';
import { saveFile } from './save-file.ts';
import type { View } from './view.ts';

export function logView(view: View): TemplateResult {
  const { state, texts } = view;
  const copy = async (event: Event) => {
    const button = event.currentTarget as HTMLButtonElement;
    await navigator.clipboard.writeText(state.log.map(lineText).join('\n')).catch(() => undefined);
    button.textContent = texts.copied;
  };
  return html`<details class="card log">
    <summary>${texts.log(state.log.length)}</summary>
    <ol>
      ${state.log.map((line) => html`<li class=${line.level}><time>${timeText(line)}</time><span>${line.text}</span></li>`)}
    </ol>
    <div class="actions">
      <button @click=${copy}>${texts.copyLog}</button>
      <button @click=${() => saveReport(view)}>${texts.saveReport}</button>
    </div>
  </details>`;
}

function timeText({ at }: LogLine): string {
  return (at / 1000).toFixed(1).padStart(6);
}

function lineText(line: LogLine): string {
  return `${timeText(line)}  ${line.text}`;
}

/** What a developer needs to see, as text; the serial number of the board is left out. */
function saveReport({ state, flasher }: View): void {
  const { card, failure, firmware, log } = state;
  const { system, controls } = flasher.platform;
  const lines = [
    `odflash ${__ODFLASH_VERSION__}, page${controls ? ` (demo, ${controls.profile})` : ''}`,
    `${system}, ${navigator.userAgent}`,
    `board: ${card ? `${card.version.name ?? 'unknown'}, ${card.mode}, firmware ${JSON.stringify(card.firmware)}` : 'none'}`,
    `file: ${firmware?.name ?? 'none'}`,
    `failure: ${failure ? `${failure.code}, board ${failure.board ?? 'not met'}` : 'none'}`,
    '',
    ...log.map(lineText),
    '',
  ];
  const serial = card?.serial;
  const text = lines.join('\n');
  saveFile('odflash-report.txt', new TextEncoder().encode(serial ? text.replaceAll(serial, 'SERIAL') : text));
}
