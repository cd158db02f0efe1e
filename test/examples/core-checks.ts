// A file of JSON from outside, read without believing it.
import { isObject, isWhole, jsonIn } from '@odflash/core/checks';

const read = jsonIn(new TextEncoder().encode('{"sectors": 12, "name": 7}'));
if (isObject(read)) console.log(isWhole(read.sectors, 12), typeof read.name === 'string');
