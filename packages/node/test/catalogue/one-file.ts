// A server whose list is fine and has one file, for tests of what becomes of that file.

import { filePath, hexFile, type open, publish, type Route, type Server, serve } from './bench.ts';
import { githubDigest } from './github-json.ts';

export const name = 'ODriveFirmware_v3.6-56V.hex';
export const tag = 'fw-v0.5.6';
export const bytes = hexFile();
export const published = { tag, assets: [{ name, bytes, digest: githubDigest(bytes) }] };

/** A server whose list is fine and whose file answers with that. */
export async function fileServer(route: Route): Promise<Server> {
  const server = await serve();
  publish(server, [published]);
  server.route(filePath(tag, name), route);
  return server;
}

export async function fetchNewest({ catalogue }: ReturnType<typeof open>) {
  const [entry] = await catalogue.entries();
  return catalogue.fetch(entry!);
}
