/**
 * The public face of @odflash/usbip.
 *
 * {@includeCode ../../../test/examples/usbip.ts}
 *
 * @module
 */

export { serverAddressText } from './address.ts';
export { connectUsbip, type UsbipClientOptions } from './client.ts';
export { type PduDecoder, replyDecoder, requestDecoder } from './decode.ts';
export type { ExpectedReply } from './decode-urbs.ts';
export { encodePdu } from './encode.ts';
export { serveUsbip, type UsbipServer, type UsbipServerOptions } from './server.ts';
export * from './wire.ts';
