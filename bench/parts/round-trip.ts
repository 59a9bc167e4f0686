import { join } from 'node:path';
import { MessageChannel, Worker } from 'node:worker_threads';
import { WebSocket } from 'ws';
import type { CoreClient } from '../../services/contract/client.ts';
import { connectMessagePort } from '../../services/contract/connect/message-port.ts';
import { connectWebSocket } from '../../services/contract/connect/web-socket.ts';
import { barePort, bareSocket, type Way } from '../app/bare-ways.ts';
import { openApp } from '../app/open-app.ts';
import { series, type Figure } from '../report/figure.ts';
import type { Part } from './part.ts';

const warmUp = 300;
const calls = 2_000;
const bound = { atMost: 0.4 };

export const roundTripPart: Part = {
  id: 'round-trip',
  title: 'one call of the contract and its answer',
  async run({ stack, say }) {
    say('round trips …');
    const figures: Figure[] = [...(await overPort())];
    const floor = await bareTimes(await bareSocket());
    await using app = await openApp(await stack());
    const browser = connectWebSocket({ dial: () => new WebSocket(`ws://${app.host}/rpc`, ['orpc', `stackyard.${app.token}`]) });
    figures.push(series({ name: 'round trip: WebSocket of browser mode', unit: 'ms', samples: await coreTimes(browser.client), bound, note: 'through the gate to the running core' }));
    figures.push(series({ name: 'round trip: unix socket', unit: 'ms', samples: await coreTimes(app.core.client), bound, note: 'to the running core' }));
    figures.push(series({ name: 'round trip: an echo over a bare WebSocket', unit: 'ms', samples: floor, note: 'to another process: the floor of the two above' }));
    browser.socket.close();
    return figures;
  },
};

async function overPort(): Promise<readonly Figure[]> {
  const { port1, port2 } = new MessageChannel();
  const worker = new Worker(join(import.meta.dirname, '..', 'app', 'port-core.ts'), { workerData: { port: port2 }, transferList: [port2] });
  port1.start();
  try {
    return [
      series({ name: 'round trip: MessagePort', unit: 'ms', samples: await coreTimes(connectMessagePort(port1)), bound, note: 'to another thread' }),
      series({ name: 'round trip: an echo over a bare MessagePort', unit: 'ms', samples: await bareTimes(barePort()), note: 'to another thread: the floor of the one above' }),
    ];
  } finally {
    await worker.terminate();
  }
}

const coreTimes = (client: CoreClient): Promise<readonly number[]> => times(() => client.core.info({}));

async function bareTimes(made: Way): Promise<readonly number[]> {
  await using way = made;
  return await times(way.turn);
}

/** Milliseconds of each of many turns, one after the other. */
async function times(turn: () => Promise<unknown>): Promise<readonly number[]> {
  const found: number[] = [];
  for (let call = 0; call < warmUp + calls; call += 1) {
    const began = performance.now();
    await turn();
    if (call >= warmUp) found.push(performance.now() - began);
  }
  return found;
}
