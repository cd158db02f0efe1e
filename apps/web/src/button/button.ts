// <odflash-button release="0.5.6">: one script for any project page. It opens the page of odflash in a window of its own, with the
// release chosen, and passes on what that window reports. A classic script without imports: no CORS is needed to load it.

// The project page may load it twice; what it defines stays inside.
(() => {
  const name = 'odflash-button';
  const script = document.currentScript as HTMLScriptElement | null;
  /** The page lies beside this script. */
  const home = new URL('./', script?.src || location.href);
  const closedEveryMs = 1_000;
  const look = `
    :host { display: inline-block; }
    button {
      font: 600 1.0625rem/1.2 system-ui, sans-serif; padding: 0.75rem 1.5rem; min-height: 3rem; cursor: pointer;
      color: #fff; background: var(--odflash-button-color, #0b7a6b); border: 0; border-radius: 0.5rem;
    }
    button:hover { filter: brightness(0.88); }
    button:focus-visible { outline: 3px solid currentcolor; outline-offset: 2px; }`;
  /** In the language of the project page. */
  const words: Readonly<Record<string, readonly [label: string, unsupported: string]>> = {
    en: [
      'Flash ODrive v3',
      'This browser has no WebUSB. Use Chrome, Edge or Opera, or on the command line: npx odflash update',
    ],
    de: [
      'ODrive v3 flashen',
      'Dieser Browser hat kein WebUSB. Chrome, Edge oder Opera verwenden, oder auf der Befehlszeile: npx odflash update',
    ],
    zh: ['烧录 ODrive v3', '此浏览器没有 WebUSB。请使用 Chrome、Edge 或 Opera，或使用命令行：npx odflash update'],
  };

  class OdflashButton extends HTMLElement {
    #window: Window | null = null;
    #watch: ReturnType<typeof setInterval> | undefined;
    readonly #hear = (event: MessageEvent) => {
      const { data, origin, source } = event;
      if (!this.#window || source !== this.#window || origin !== this.#page().origin) return;
      if (typeof data !== 'object' || data === null || data.type !== 'odflash' || data.v !== 1) return;
      this.#tell(data);
    };

    connectedCallback(): void {
      if (!this.shadowRoot) this.#build();
      window.addEventListener('message', this.#hear);
    }

    disconnectedCallback(): void {
      window.removeEventListener('message', this.#hear);
      clearInterval(this.#watch);
    }

    /** Where the page of odflash is: `page`, or beside the script. */
    #page(): URL {
      return new URL(this.getAttribute('page') ?? '', home);
    }

    #build(): void {
      const root = this.attachShadow({ mode: 'open' });
      const style = new CSSStyleSheet();
      style.replaceSync(look);
      root.adoptedStyleSheets = [style];
      const language = (this.closest('[lang]')?.getAttribute('lang') ?? navigator.language).split('-')[0] ?? '';
      const [label, unsupported] = words[language] ?? words.en ?? ['', ''];
      const release = this.getAttribute('release');
      const slot = document.createElement('slot');
      if ('usb' in navigator && isSecureContext) {
        const button = document.createElement('button');
        button.part.add('button');
        slot.append(release === null ? label : `${label}: ${release}`);
        button.append(slot);
        button.addEventListener('click', () => this.open());
        root.append(button);
      } else {
        slot.name = 'unsupported';
        slot.append(unsupported);
        root.append(slot);
      }
    }

    /** Opens the page; in a click, or the browser refuses. One that is open already is brought to the front. */
    open(): void {
      if (this.#window && !this.#window.closed) {
        this.#window.focus();
        return;
      }
      const page = this.#page();
      const release = this.getAttribute('release');
      if (release !== null) page.searchParams.set('release', release);
      page.searchParams.set('button', location.origin);
      this.#window = window.open(page, '_blank', 'popup,width=1100,height=900');
      clearInterval(this.#watch);
      this.#watch = setInterval(() => {
        if (!this.#window?.closed) return;
        clearInterval(this.#watch);
        this.#window = null;
        this.#tell({ type: 'odflash', v: 1, event: 'closed' });
      }, closedEveryMs);
    }

    #tell(detail: unknown): void {
      this.dispatchEvent(new CustomEvent('odflash', { detail, bubbles: true, composed: true }));
    }
  }

  if (!customElements.get(name)) customElements.define(name, OdflashButton);
})();
