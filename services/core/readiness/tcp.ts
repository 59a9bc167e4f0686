import { connect } from 'node:net';

/** docker-proxy accepts for a container that does not listen yet, and hangs up within a few milliseconds. */
const HANG_UP_WINDOW = 60;

/** Resolves when something that stays listens at the address; rejects with the reason. */
export function probeTcp(address: { readonly host: string; readonly port: number }, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ ...address, signal });
    let settled: NodeJS.Timeout | undefined;
    const end = (reason?: Error) => {
      clearTimeout(settled);
      socket.destroy();
      if (reason === undefined) resolve();
      else reject(reason);
    };
    socket.once('connect', () => {
      // After a busy moment timers come before what was received meanwhile: that is looked at first.
      settled = setTimeout(() => setImmediate(end), HANG_UP_WINDOW);
      socket.once('data', () => end());
      socket.once('end', () => end(new Error(`nothing listens behind ${address.host}:${address.port} yet`)));
    });
    socket.once('error', (error) => end(error));
  });
}
