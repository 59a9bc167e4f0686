import { EventEmitter } from 'node:events';
import { expect, test, vi } from 'vitest';
import { joinPort } from './core-port.ts';

function joined() {
  const toPage: unknown[] = [];
  const toCore: unknown[] = [];
  const port = Object.assign(new EventEmitter(), { postMessage: (data: unknown) => void toPage.push(data), start: vi.fn<() => void>(), close: vi.fn<() => void>() });
  const socket = Object.assign(new EventEmitter(), { readyState: 0, send: (data: unknown) => void toCore.push(data), close: vi.fn<() => void>() });
  joinPort(port, socket);
  return { port, socket, toPage, toCore };
}

test('text stays text and bytes stay bytes, both ways, once the socket is open', () => {
  const { port, socket, toPage, toCore } = joined();
  port.emit('message', { data: 'too early' });
  socket.readyState = 1;
  socket.emit('open');
  port.emit('message', { data: 'a' });
  port.emit('message', { data: new Uint8Array([1]) });
  port.emit('message', { data: { not: 'ours' } });
  socket.emit('message', Buffer.from('ä'), false);
  socket.emit('message', Buffer.from([2]), true);
  expect(toCore).toEqual(['a', new Uint8Array([1])]);
  expect(toPage).toEqual(['open', 'ä', new Uint8Array([2])]);
});

test('each end ends the other', () => {
  const { port, socket } = joined();
  socket.emit('error');
  socket.emit('close');
  expect(port.close).toHaveBeenCalledOnce();
  port.emit('close');
  expect(socket.close).toHaveBeenCalledOnce();
});
