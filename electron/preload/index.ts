import { ipcRenderer } from 'electron';
import { coreChannel, coreWord, origin } from '../origin.ts';

// The page gets no function of Electron's, not even through a bridge: all it can do is to hand over a port to be joined to the core.
addEventListener('message', ({ source, origin: from, data, ports }) => {
  if (source === window && from === origin && data === coreWord && ports.length === 1) ipcRenderer.postMessage(coreChannel, null, [...ports]);
});
