import { setTimeout as sleep } from 'node:timers/promises';
import type { MessagePortMain } from 'electron';
import type { CoreClient } from '../../services/contract/client.ts';
import { resumed } from '../../services/contract/connect/core-client.ts';
import { failureOf } from '../../services/contract/connect/failures.ts';
import { keepPort } from '../../services/contract/connect/kept-port.ts';
import type { Settings } from '../../services/contract/views/settings-view.ts';
import type { StackSnapshot } from '../../services/contract/views/stack-view.ts';
import { complain } from './complain.ts';
import type { Machine } from './menus.ts';
import { isWanted, noticesBetween, type Notice } from './notices.ts';

export interface CoreWatchOptions {
  /** A new connection to the core, or to the process that will be it. */
  readonly connect: () => MessagePortMain;
  readonly onMachine: (machine: Machine) => void;
  readonly onNotice: (notice: Notice) => void;
}

/** The main process as a client of the core, for tray, menus and notifications. */
export interface CoreWatch {
  readonly client: CoreClient;
  readonly machine: Machine | undefined;
  /** What the user set; undefined until the core has answered. */
  readonly settings: Settings | undefined;
  /** Goes on over a new connection: the process behind the one it has was replaced. */
  reconnect(): void;
  close(): void;
}

const againMilliseconds = 2_000;

export function watchCore({ connect, onMachine, onNotice }: CoreWatchOptions): CoreWatch {
  const kept = keepPort({ ask: () => kept.use(connect()) });
  const { client, closed } = kept;
  const followed = new Map<string, AbortController>();
  let machine: Machine | undefined;
  let settings: Settings | undefined;
  const followStack = async (file: string, signal: AbortSignal): Promise<void> => {
    let before: StackSnapshot | undefined;
    for await (const snapshot of await client.stacks.watch({ file }, { ...resumed, signal })) {
      for (const notice of noticesBetween(before, snapshot)) if (isWanted(notice, settings)) onNotice(notice);
      before = snapshot;
    }
  };
  const followEach = ({ stacks }: Machine): void => {
    const files = new Set(stacks.map(({ file }) => file));
    for (const [file, controller] of followed) {
      if (files.has(file)) continue;
      controller.abort();
      followed.delete(file);
    }
    for (const file of files) {
      if (followed.has(file)) continue;
      const controller = new AbortController();
      followed.set(file, controller);
      // A stack that cannot be followed is told on its screen; the next change of the list tries again.
      void followStack(file, controller.signal).catch(() => undefined).finally(() => {
        if (followed.get(file) === controller) followed.delete(file);
      });
    }
  };
  let complained = '';
  /** To the end. What it answered with, as where there can be no core at the moment, is no reason to ask no more. */
  const follow = async <Item>(open: () => Promise<AsyncIterable<Item>>, take: (item: Item) => void): Promise<void> => {
    while (!closed.aborted) {
      try {
        for await (const item of await open()) take(item);
      } catch (error) {
        if (closed.aborted) return;
        const words = `the core is not followed at the moment: ${failureOf(error).message}`;
        if (words !== complained) complain(words);
        complained = words;
        await sleep(againMilliseconds, undefined, { signal: closed }).catch(() => undefined);
      }
    }
  };
  kept.retryNow();
  void follow(
    () => client.core.watch({}, { ...resumed, signal: closed }),
    (now) => {
      machine = now;
      onMachine(now);
      followEach(now);
    },
  );
  void follow(
    () => client.settings.watch({}, { ...resumed, signal: closed }),
    (now) => {
      settings = now;
    },
  );
  return {
    client,
    get machine() {
      return machine;
    },
    get settings() {
      return settings;
    },
    reconnect: () => kept.retryNow(),
    close: () => kept.close(),
  };
}
