// One failure in each language, the page of its code, and what --help says of a command.
import { FlasherError } from '@odflash/core';
import { message } from '@odflash/core/messages';
import { speaker } from '@odflash/messages';
import { german } from '@odflash/messages/de';
import { english } from '@odflash/messages/en';
import { help } from '@odflash/messages/en/help';
import { errorPages } from '@odflash/messages/en/pages';
import { chinese } from '@odflash/messages/zh';

const { code, text } = new FlasherError('transfer-failed', message('flash.unverifiable'));
const said = [english, german, chinese].map((language) => speaker(language)(text));
console.log(new Set(said).size, errorPages[code].steps.length > 0, Object.keys(help).includes('flash'));
