import { contextBridge, ipcRenderer } from 'electron';
import { corePortMessage, type DesktopBridge } from '../../services/contract/connect/desktop-bridge.ts';
import { channels } from '../channels.ts';

// Only these few functions reach the page: never ipcRenderer itself, never an event object.
const bridge: DesktopBridge = {
  connect: () => ipcRenderer.send(channels.connect),
  onAddress: (listener) => void ipcRenderer.on(channels.address, (_event, address: unknown) => {
    if (typeof address === 'string') listener(address);
  }),
};

contextBridge.exposeInMainWorld('stackyard', bridge);

// A MessagePort cannot pass through the bridge; a message of the window carries it, to our own origin alone.
ipcRenderer.on(channels.port, (event) => window.postMessage(corePortMessage, window.location.origin, [...event.ports]));
