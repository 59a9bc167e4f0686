import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { CoreClient } from '../../services/contract/client.ts';
import { connectionStore, noticeStore, type PageConnection } from './connection.ts';

export const CoreContext = createContext<PageConnection | undefined>(undefined);

export function useConnection(): PageConnection {
  const connection = useContext(CoreContext);
  if (connection === undefined) throw new Error('no core above this component');
  return connection;
}

/** The core: every procedure of the contract. */
export const useCore = (): CoreClient => useConnection().client;

export const useConnectionState = () => useStore(connectionStore);

/** What the core tells of its own state. */
export const useNotices = (): readonly string[] => useStore(noticeStore);
