// The language of error flags: what each means, what sets it, and what helps.

export { errorFlags } from '@odflash/messages/en';
