// The language of --help.

export { help } from '@odflash/messages/en/help';
