// What a person does in the page: opens the board, gives it a file, flashes, and says what is read there. Runs in the page, by its
// source text: it can use nothing from outside. A browser that is driven from outside, through DevTools, would have to do more work
// under emulation.

/// <reference lib="dom" />
/// <reference lib="dom.iterable" />

/** What the person says, as one line of JSON on the console. */
export interface Said {
  /** Serial number of the board. */
  readonly serial: string;
  /** `at`: what is waited for. `accepted`: an answer to a question. `end`: the result. */
  readonly what: 'at' | 'accepted' | 'end';
  readonly text: string;
  /** All that can be read on the page. */
  readonly page: string;
}

/** Flashes `firmware`, a file beside the page, on these boards, each as soon as the page shows it. */
export async function flashInPage(serials: readonly string[], firmware: string): Promise<void> {
  const done = Number(new URLSearchParams(location.search).get('done') ?? 0);
  const serial = serials[done];
  if (serial === undefined) return;
  const all = <Shown extends HTMLElement>(selector: string, text = /^/) =>
    [...document.querySelectorAll<Shown>(selector)].filter(({ textContent }) => text.test(textContent ?? ''));
  const say = (what: Said['what'], text: string) =>
    console.info(`said ${JSON.stringify({ serial, what, text, page: document.body.innerText } satisfies Said)}`);
  const next = (text: string) => {
    say('end', text);
    // The front page again.
    location.search = `?done=${done + 1}`;
  };
  const shown = async <Shown>(text: string, look: () => Shown | undefined): Promise<Shown> => {
    for (let looks = 0; ; looks++) {
      if (looks % 40 === 0) say('at', text);
      const found = look();
      if (found !== undefined) return found;
      const [failed] = all('#failed-title');
      if (failed) {
        next(failed.innerText);
        await new Promise(() => undefined);
      }
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  };
  const bytes = await (await fetch(firmware)).arrayBuffer();
  const board = await shown('the board', () => all('.known li', new RegExp(serial))[0]);
  board.querySelector('button')?.click();
  const input = await shown('the place for a file', () => all<HTMLInputElement>('input[type=file]')[0]);
  const files = new DataTransfer();
  files.items.add(new File([bytes], firmware));
  input.files = files.files;
  input.dispatchEvent(new Event('change', { bubbles: true }));
  const flash = await shown('the button that flashes', () => all('.preflight button')[0]);
  flash.click();
  const end = await shown('the end', () => {
    const [yes] = all('dialog button.primary');
    if (yes) {
      say('accepted', yes.closest('dialog')?.innerText ?? '');
      yes.click();
    }
    return all('#done-title')[0];
  });
  next(end.innerText);
}
