// What must hold of the page in every state, whatever it shows.

import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** What axe finds, each with the elements it is about; light and dark. */
export async function axeFindings(page: Page): Promise<readonly string[]> {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    found.push(
      ...(await page.evaluate<string[]>(
        `${axe.source};axe.run(document).then(({ violations }) =>
          violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html.slice(0, 200)).join(' ')))`,
      )),
    );
  }
  await page.emulateMedia({ colorScheme: 'light' });
  return found;
}

const widths = [320, 360, 768, 1280, 2560, 3840] as const;

/** Widths, in both directions of writing, in which the page is wider than the window; empty where it fits. */
export async function overflows(page: Page): Promise<readonly string[]> {
  const found: string[] = [];
  for (const direction of ['ltr', 'rtl'] as const) {
    await page.evaluate((name) => document.documentElement.setAttribute('dir', name), direction);
    for (const width of widths) {
      await page.setViewportSize({ width, height: 800 });
      const wide = await page.evaluate(() => {
        const { scrollWidth, clientWidth } = document.documentElement;
        if (scrollWidth <= clientWidth) return undefined;
        const sticksOut = [...document.querySelectorAll('body *')].filter((element) => {
          const { left, right } = element.getBoundingClientRect();
          return right > clientWidth + 1 || left < -1;
        });
        return sticksOut.map((element) => `${element.tagName.toLowerCase()}.${element.className}`).slice(0, 4);
      });
      if (wide) found.push(`${direction} ${width}: ${wide.join(' ')}`);
    }
  }
  await page.evaluate(() => document.documentElement.setAttribute('dir', 'ltr'));
  await page.setViewportSize({ width: 1280, height: 900 });
  return found;
}

/** What moves though a person wants it not to. */
export async function motions(page: Page): Promise<readonly string[]> {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const moving = await page.evaluate(() => {
    const styled = [...document.querySelectorAll('*')].flatMap((element) => {
      const { animationName, transitionDuration } = getComputedStyle(element);
      const moves = animationName !== 'none' || !/^0s(, 0s)*$/.test(transitionDuration);
      return moves ? [`${element.tagName.toLowerCase()}.${element.className}`] : [];
    });
    const running = document.getAnimations().map((animation) => animation.playState);
    return [...styled, ...running];
  });
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  return moving;
}
