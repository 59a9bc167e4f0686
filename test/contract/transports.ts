import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { CoreClient } from '../../services/contract/client.ts';
import { keepPort } from '../../services/contract/connect/kept-port.ts';
import { connectWebSocket } from '../../services/contract/connect/web-socket.ts';
import { connectLocally, createAttachments, serveMessagePort, serveUnixSocket, type Attachments, type TransportOptions } from '../../services/core/transports/index.ts';
import { dialUnixSocket } from '../../services/shells/connect/unix-socket.ts';
import { WebSocket } from 'ws';
import { openBrowserMode } from '../kit/browser-server.ts';
import { scratchDirectory } from '../kit/scratch.ts';
import { smallCore, type Seen } from './small-router.ts';

export interface Connected extends AsyncDisposable {
  readonly client: CoreClient;
  readonly seen: Seen;
  readonly attachments: Attachments;
  /** Loses the connection below; undefined where there is none to lose. A new one is made by itself. */
  readonly cut?: () => void;
  /** Ends the connection for good. */
  readonly close: () => void;
}

export interface Transport {
  readonly name: string;
  readonly connect: () => Promise<Connected>;
}

function prepare(): { readonly options: TransportOptions; readonly seen: Seen; readonly attachments: Attachments } {
  const { answer, seen } = smallCore();
  const attachments = createAttachments(() => undefined);
  return { options: { answer, attachments, log: (message) => void seen.logged.push(message) }, seen, attachments };
}

/** The form that ports have in Electron's main process and in its utility processes. */
function likeElectron(port: MessagePort) {
  return {
    on: (event: string, listener: (event?: { data: unknown }) => void) => void port.on(event, (data: unknown) => listener({ data })),
    postMessage: (data: unknown) => port.postMessage(data),
    start: () => port.start(),
    close: () => port.close(),
  };
}

const inProcess: Transport = {
  name: 'MessageChannel in process',
  connect() {
    const { options, seen, attachments } = prepare();
    const { client, [Symbol.dispose]: close } = connectLocally(options);
    return Promise.resolve({
      client,
      seen,
      attachments,
      close,
      async [Symbol.asyncDispose]() {
        close();
        await Promise.resolve();
      },
    });
  },
};

const messagePort: Transport = {
  name: 'MessagePort of the desktop app',
  connect() {
    const { options, seen, attachments } = prepare();
    let served: MessagePort | undefined;
    const kept = keepPort({
      ask() {
        const { port1, port2 } = new MessageChannel();
        served = port2;
        serveMessagePort(likeElectron(port2), options);
        kept.use(port1);
      },
    });
    kept.retryNow();
    return Promise.resolve({
      client: kept.client,
      seen,
      attachments,
      cut: () => served?.close(),
      close: () => kept.close(),
      async [Symbol.asyncDispose]() {
        kept.close();
        await Promise.resolve();
      },
    });
  },
};

const unixSocket: Transport = {
  name: 'unix socket',
  async connect() {
    const { options, seen, attachments } = prepare();
    const scratch = await scratchDirectory();
    const path = scratch.file('core.sock');
    const server = await serveUnixSocket({ path, ...options });
    let current: ReturnType<typeof dialUnixSocket> | undefined;
    const { client, socket } = connectWebSocket({ dial: () => (current = dialUnixSocket(path)) });
    return {
      client,
      seen,
      attachments,
      cut: () => current?.terminate(),
      close: () => socket.close(),
      async [Symbol.asyncDispose]() {
        socket.close();
        await server[Symbol.asyncDispose]();
        await scratch[Symbol.asyncDispose]();
      },
    };
  },
};

const webSocket: Transport = {
  name: 'WebSocket of browser mode',
  async connect() {
    const mode = await openBrowserMode();
    let current: WebSocket | undefined;
    const { client, socket } = connectWebSocket({ dial: () => (current = new WebSocket(`ws://127.0.0.1:${mode.port}/rpc`, ['orpc', `stackyard.${mode.token}`], { perMessageDeflate: false })) });
    return {
      client,
      seen: mode.seen,
      attachments: mode.attachments,
      cut: () => current?.terminate(),
      close: () => socket.close(),
      async [Symbol.asyncDispose]() {
        socket.close();
        await mode[Symbol.asyncDispose]();
      },
    };
  },
};

export const transports: readonly Transport[] = [inProcess, messagePort, unixSocket, webSocket];
