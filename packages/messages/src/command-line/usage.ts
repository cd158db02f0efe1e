// Messages about command lines that cannot be carried out.

/** `path`: of a value or a file, as it was typed. */
interface OfPath {
  readonly path: string;
}

export interface UsageMessages {
  'usage.no-command': undefined;
  /** Options that exclude each other: the first one and any of the others. */
  'usage.exclusive': { readonly option: string; readonly others: readonly string[] };
  'usage.state-without-virtual': undefined;
  'usage.unknown-board': { readonly name: string };
  'usage.name-of-clone': { readonly clone: string; readonly major: number; readonly minor: number };
  /** `reason`: the code of the system. Without an address it is the usual port of USB/IP. */
  'usage.cannot-listen': {
    readonly address?: string | undefined;
    readonly port?: number | undefined;
    readonly reason: string;
  };
  'usage.no-probe-to-serve': undefined;
  /** `range`: two addresses. */
  'usage.outside-flash': { readonly range: string };
  'usage.udev-on-linux-only': undefined;
  'usage.no-message-given': undefined;
  'usage.text-too-long': { readonly mebibytes: number };
  'usage.script-and-eval': undefined;
  'usage.bytes-on-terminal': undefined;
  'usage.one-file-twice': { readonly path: string };
  'usage.nothing-to-run': undefined;
  /** `file`: of a script; otherwise it was an expression. `what`: as the language says it. */
  'usage.code-failed': { readonly file?: string | undefined; readonly what: string };
  'usage.needs-axis': undefined;
  'usage.needs-board': undefined;
  'usage.no-motor-thermistor': undefined;
  'usage.armed-here': { readonly axis: string };
  'usage.step-mode': { readonly mode: string };
  'usage.step-not-a-number': undefined;
  'usage.not-numbers': undefined;
  'usage.nothing-to-plot': undefined;
  'usage.oscilloscope-alone': undefined;
  'usage.not-to-be-saved': OfPath;
  'usage.clear-and-watch': undefined;
  'usage.watch-and-all': undefined;
  'usage.all-and-one': undefined;
  'usage.values-need-usb': undefined;
}

export interface UsageStepMessages {
  /** `odflash flash --help`; without a command that of the program. */
  'next.show-usage': { readonly command?: string | undefined; readonly optionsFollow: boolean };
  'next.omit-one': undefined;
  'next.omit-them': undefined;
  'next.omit-save': undefined;
  'next.add-virtual': undefined;
  'next.pass-board': { readonly names: readonly string[] };
  'next.pass-board-of-clone': { readonly boards: readonly { readonly name: string; readonly volts: number }[] };
  'next.choose-address': { readonly option: string; readonly example: string };
  'next.check-server': undefined;
  'next.add-probe': undefined;
  'next.flash-range': { readonly range: string };
  'next.doctor-names-driver': undefined;
  'next.macos-needs-nothing': undefined;
  'next.pass-message': undefined;
  'next.pass-expression': undefined;
  'next.code-place': { readonly place: string };
  'next.correct-code': undefined;
  'next.boards-of-shell': { readonly names: readonly string[] };
  'next.thermistor-since': undefined;
  'next.set-idle-first': { readonly axis: string };
  'next.pass-step-mode': undefined;
  'next.give-numbers': undefined;
  'next.name-value': undefined;
  'next.clear-first': undefined;
  'next.choose-by-serial': undefined;
  'next.connect-usb-or-dfu': undefined;
  'next.write-differing-sectors': undefined;
}
