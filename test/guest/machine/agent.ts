// The host's end of the line to agent.py in the guest: requests out, answers in, by number, side by side.

import { createServer, type Server, type Socket } from 'node:net';
import { createInterface } from 'node:readline';

/** The fields of an answer; what they hold is the operation's. */
export type Answer = Readonly<Record<string, unknown>>;

export interface Agent {
  request(operation: string, fields: Readonly<Record<string, unknown>>): Promise<Answer>;
}

export interface AgentListener {
  /** Loopback port the guest dials. */
  readonly port: number;
  /** Resolves when the guest has dialled. */
  readonly connected: Promise<Agent>;
  close(): void;
}

/** Waits on a free loopback port for one agent. */
export async function listenForAgent(): Promise<AgentListener> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  let socket: Socket | undefined;
  const connected = new Promise<Agent>((resolve) => {
    server.once('connection', (connection) => {
      socket = connection;
      resolve(agentOn(connection));
    });
  });
  return {
    port: portOf(server),
    connected,
    close() {
      socket?.destroy();
      server.close();
    },
  };
}

/** The port a listening server got. */
function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server does not listen on TCP');
  return address.port;
}

interface Waiting {
  resolve(answer: Answer): void;
  reject(error: Error): void;
}

function agentOn(socket: Socket): Agent {
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  let lost = false;
  socket.setNoDelay(true);
  socket.on('error', () => undefined);
  socket.on('close', () => {
    lost = true;
    for (const { reject } of waiting.values()) reject(new Error('the guest is gone'));
  });
  createInterface({ input: socket }).on('line', (line) => {
    const { id, error, ...answer } = JSON.parse(line) as { id: number; error?: string };
    const caller = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) caller?.resolve(answer);
    else caller?.reject(new Error(`in the guest: ${error}`));
  });
  return {
    request(operation, fields) {
      if (lost) return Promise.reject(new Error('the guest is gone'));
      const id = ++lastId;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        socket.write(`${JSON.stringify({ ...fields, id, op: operation })}\n`);
      });
    },
  };
}
