// A process that sends back what comes over a WebSocket: what the way alone costs, without gate, contract and core.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';

const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
server.on('connection', (socket) => socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary })));
await once(server, 'listening');
process.send?.((server.address() as AddressInfo).port);
