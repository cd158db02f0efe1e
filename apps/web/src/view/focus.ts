// Where the keyboard is: dialogs are opened as such, and a control that is gone leaves its focus to the one before it or to the heading.

export interface FocusKeeper {
  /** Before the page is rendered. */
  before(): void;
  /** After it; opens the dialogs among what was rendered. */
  after(): void;
}

export function keepFocus(root: HTMLElement): FocusKeeper {
  let hadFocus = false;
  /** What had the focus when a dialog was opened. */
  let opener: HTMLElement | undefined;
  const isLost = () => !document.activeElement || document.activeElement === document.body;
  return {
    before: () => {
      hadFocus = root.contains(document.activeElement);
    },
    after: () => {
      const dialogs = [...root.querySelectorAll('dialog')];
      for (const dialog of dialogs) {
        if (dialog.open) continue;
        if (!isLost()) opener = document.activeElement as HTMLElement;
        dialog.showModal();
      }
      if (dialogs.length > 0 || !hadFocus || !isLost()) return;
      if (opener?.isConnected) opener.focus({ preventScroll: true });
      opener = undefined;
      if (isLost()) document.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
    },
  };
}
