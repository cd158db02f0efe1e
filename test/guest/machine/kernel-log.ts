// Reading the guest's kernel log: what there is an error of USB.

/** Lines about USB and something going wrong. */
export function usbErrors(log: string): string[] {
  const harmless = /vhci_device speed not set|connection closed|bind loop/;
  return log
    .split('\n')
    .filter((line) => /usb|vhci|hub /i.test(line))
    .filter((line) =>
      /error|fail|unable|can't|cannot|not (accepting|responding)|timed out|timeout|refused|bad |invalid|too /i.test(
        line,
      ),
    )
    .filter((line) => !harmless.test(line));
}
