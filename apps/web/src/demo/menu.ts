// The menu of the demo: stories from the field, and any board with any fault of the catalogue. A choice starts the demo again.

import type { Said } from '@odflash/core/messages';
import { optionsOfProbe, profileNames } from '@odflash/virtual';
import { html, nothing, type TemplateResult } from 'lit';
import type { Platform } from '../platform/platform.ts';
import type { DemoWords } from './languages.ts';
import { type ChosenBoard, chosenBoard, offeredOptions, profileProblem, profileText, wordsOf } from './profile-text.ts';
import { type StoryCode, stories } from './stories.ts';
import type { DemoTexts } from './texts.ts';

/** Shown before another one is chosen. */
const firstOption = 'replug-at';
const speeds = [1, 2, 4, 8] as const;

/** What is chosen so far. */
export interface Menu {
  readonly board: ChosenBoard;
  readonly speed: number;
  readonly option: (typeof offeredOptions)[number];
  /** Why the board cannot be as it was put together. */
  readonly problem: Said | undefined;
  set(change: Partial<Pick<Menu, 'board' | 'speed' | 'option'>>): void;
  add(value: string): void;
  remove(index: number): void;
  /** The address of the demo with this board; nothing where there can be no such board. */
  address(): string | undefined;
}

export function createMenu({ profile, speed, problem }: NonNullable<Platform['controls']>, changed: () => void): Menu {
  const option = offeredOptions.find(({ name }) => name === firstOption) ?? offeredOptions[0];
  if (!option) throw new Error('the catalogue of faults is empty');
  const menu = {
    board: chosenBoard(profile),
    speed,
    option,
    problem,
    set(change: Partial<Pick<Menu, 'board' | 'speed' | 'option'>>) {
      Object.assign(menu, change, { problem: undefined });
      changed();
    },
    add(value: string) {
      const options = menu.board.options.filter(([name]) => name !== menu.option.name);
      const probe = menu.board.probe || optionsOfProbe.has(menu.option.name);
      menu.set({ board: { ...menu.board, probe, options: [...options, [menu.option.name, value.trim()]] } });
      menu.problem = profileProblem(profileText(menu.board));
      changed();
    },
    remove(index: number) {
      menu.set({ board: { ...menu.board, options: menu.board.options.filter((_, at) => at !== index) } });
    },
    address() {
      menu.problem = profileProblem(profileText(menu.board));
      changed();
      return menu.problem === undefined ? addressOf(profileText(menu.board), menu.speed) : undefined;
    },
  };
  return menu;
}

function addressOf(profile: string, speed: number): string {
  return `?demo=${encodeURIComponent(profile)}&speed=${speed}`;
}

export function menuView(menu: Menu, words: DemoWords): TemplateResult {
  const { texts } = words;
  return html`<h2>${texts.storiesTitle}</h2>
    <p class="hint">${texts.storiesHint}</p>
    <ul class="stories">
      ${(Object.keys(stories) as StoryCode[]).map(
        (code) => html`<li><a href=${addressOf(stories[code], menu.speed)}>${texts.stories[code]}</a></li>`,
      )}
    </ul>
    ${boardForm(menu, words)}`;
}

function boardForm(menu: Menu, { texts, say }: DemoWords): TemplateResult {
  const { board } = menu;
  const start = (event: Event) => {
    event.preventDefault();
    const address = menu.address();
    if (address !== undefined) location.assign(address);
  };
  const checked = (event: Event) => (event.target as HTMLInputElement).checked;
  const picked = (event: Event) => (event.target as HTMLSelectElement).value;
  return html`<form class="menu" @submit=${start}>
    <h2>${texts.anotherTitle}</h2>
    <div class="actions">
      <label class="field inline"
        ><span>${texts.board}</span>
        <select @change=${(event: Event) => menu.set({ board: { ...board, version: picked(event) } })}>
          ${profileNames.map((name) => html`<option value=${name} ?selected=${name === board.version}>${name}</option>`)}
        </select>
      </label>
      <label class="check"
        ><input
          type="checkbox"
          .checked=${board.dfu}
          @change=${(event: Event) => menu.set({ board: { ...board, dfu: checked(event) } })}
        />${texts.dfu}</label
      >
      <label class="check"
        ><input
          type="checkbox"
          .checked=${board.probe}
          @change=${(event: Event) => menu.set({ board: { ...board, probe: checked(event) } })}
        />${texts.probe}</label
      >
      <label class="field inline"
        ><span>${texts.speed}</span>
        <select @change=${(event: Event) => menu.set({ speed: Number(picked(event)) })}>
          ${speeds.map((factor) => html`<option value=${factor} ?selected=${factor === menu.speed}>${texts.times(factor)}</option>`)}
        </select>
      </label>
    </div>
    ${optionPicker(menu, texts)}
    ${
      board.options.length === 0
        ? nothing
        : html`<ul class="chosen-options">
            ${board.options.map(
              ([name, value], index) => html`<li>
                <code>${name}=${value}</code>
                <button type="button" class="quiet" aria-label=${texts.remove(name)} @click=${() => menu.remove(index)}>×</button>
              </li>`,
            )}
          </ul>`
    }
    ${menu.problem === undefined ? nothing : html`<p class="notice stop" role="alert">${say(menu.problem)}</p>`}
    <div class="actions"><button class="primary">${texts.start}</button></div>
  </form>`;
}

/** One option of the catalogue, with what it stands for and the value it takes. */
function optionPicker(menu: Menu, texts: DemoTexts): TemplateResult {
  const { option } = menu;
  const [does = '', standsFor = ''] = texts.catalogue[option.name] ?? [];
  const words = wordsOf(option);
  const add = (event: Event) => {
    const field = (event.currentTarget as HTMLElement)
      .closest('.option-picker')
      ?.querySelector<HTMLInputElement>('.value');
    if (field && field.value.trim() !== '') menu.add(field.value);
  };
  const pick = (event: Event) => {
    const { value } = event.target as HTMLSelectElement;
    const next = offeredOptions.find(({ name }) => name === value);
    if (next) menu.set({ option: next });
  };
  return html`<div class="option-picker">
    <div class="actions">
      <label class="field inline"
        ><span>${texts.fault}</span>
        <select @change=${pick}>
          ${offeredOptions.map(({ name }) => html`<option value=${name} ?selected=${name === option.name}>${name}</option>`)}
        </select>
      </label>
      <label class="field inline"
        ><span>${texts.value}</span>
        ${
          words.length > 0
            ? html`<select class="value">${words.map((word) => html`<option value=${word}>${word}</option>`)}</select>`
            : html`<input class="value" placeholder=${option.value} autocomplete="off" spellcheck="false" />`
        }
      </label>
      <button type="button" @click=${add}>${texts.add}</button>
    </div>
    <p class="hint">${texts.does(does)}<br />${texts.standsFor(standsFor)}</p>
  </div>`;
}
