// A state of the page and the way there. Two ways lead to a board: the demo, or a board on the desk, which the page finds as a real one.

import type { Page } from 'playwright-core';
import type { Opened, OpenOptions } from '../browser.ts';

export interface State extends Omit<OpenOptions, 'folder'> {
  readonly name: string;
  /** Behind the address of the site. */
  readonly path?: string | undefined;
  /** The site has releases for the board on the desk. */
  readonly releases?: boolean | undefined;
  /** Resolves when the state is shown. */
  readonly go: (page: Page, opened: Opened) => Promise<unknown>;
}

export const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
export const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name }).first().waitFor();
export const demo = (profile: string, speed = 8) => `?demo=${encodeURIComponent(profile)}&speed=${speed}`;
export const connect = (page: Page) => button(page, /^(Connect board|Board verbinden|连接控制板)$/).click();
/** The virtual board's own controls. */
export const bench = (page: Page) => page.locator('.bench > summary').click();

/** In any language: the button that flashes the release that is chosen. */
export const flash = (page: Page) => page.locator('.preflight button.primary');
/** In any language: the heading of a board that is verified. */
export const verified = (page: Page) => page.locator('.done .result').waitFor();

/** Says yes to every question until something that fits `end`, with that text, is shown, however short it is shown. */
export async function answerAll(page: Page, end: string, text = ''): Promise<void> {
  await page.waitForFunction(
    ([selector, pattern]) => {
      const shown = document.querySelector(selector);
      if (shown && new RegExp(pattern).test(shown.textContent?.trim() ?? '')) return true;
      document.querySelector<HTMLElement>('dialog button.primary, dialog .column button')?.click();
      return false;
    },
    [end, text] as const,
    { polling: 'raf' },
  );
}
