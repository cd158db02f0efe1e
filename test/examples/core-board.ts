// What is known of boards: OTP, sectors, how long flash takes.
import { boardVersion } from '@odflash/core';
import { decodeOtp, encodeOtp, eraseMs, sectorsTouched, typicalTimes } from '@odflash/core/board';

const board = boardVersion('v3.6-56V');
if (!board) throw new Error('no such board was made');
const record = decodeOtp(encodeOtp(board));
const touched = sectorsTouched({ address: 0x0800_0000, length: 200_000 });
const ms = touched.reduce((sum, sector) => sum + eraseMs(sector, typicalTimes[32]), 0);
console.log(record.kind, touched.length, `${Math.round(ms)} ms`);
