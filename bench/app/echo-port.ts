// A worker that sends back what comes over a message port: what the way alone costs.
import { workerData, type MessagePort } from 'node:worker_threads';

const { port } = workerData as { readonly port: MessagePort };
port.on('message', (message) => port.postMessage(message));
