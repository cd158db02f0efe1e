// Messages of commands that serve something to other programs, and of the rule that lets programs reach a board.

export interface ServerMessages {
  'server.open-page': undefined;
  'server.usbip': { readonly server: string };
  'server.attach-on-linux': undefined;
  'server.words': { readonly port: string };
  'server.no-password': undefined;
  'server.probe-of': { readonly board: string };
  'server.board-runs': {
    readonly running: 'rom' | 'odrive' | 'other-firmware' | 'nothing' | 'debugged' | 'off';
    readonly isOnUsb: boolean;
  };
  'server.type-words': { readonly words: readonly string[] };
  'server.power-cycled': { readonly path: string };
  'server.switch-set': { readonly path: string; readonly position: 'DFU' | 'RUN' };
  'server.stlink': { readonly address: string };
  'server.flash-with-openocd': undefined;
  'server.profiles': { readonly names: readonly string[] };
  'server.profile-options': undefined;
  'server.option-default': { readonly value: string };
  'server.option-models': { readonly what: string };
  'server.rule-written': { readonly path: string };
  'server.rule-written-not-loaded': { readonly path: string };
  'server.rule-file': { readonly path: string };
}
