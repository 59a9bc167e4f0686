import { spotlight } from '@mantine/spotlight';
import type { Terminal } from '@xterm/xterm';
import { copyText } from '../../../lib/clipboard.ts';
import type { KeyBinding } from '../../../lib/keys.ts';

const nothing = (): void => undefined;

/** For the `?` sheet; the terminal itself acts on them. */
export const terminalKeys: readonly KeyBinding[] = [
  { keys: ['Ctrl Shift C'], does: 'In the terminal: copy what is selected', run: nothing },
  { keys: ['Ctrl Shift V'], does: 'In the terminal: paste', run: nothing },
  { keys: ['Ctrl Shift K'], does: 'In the terminal: find anything', run: nothing },
  { keys: ['Ctrl Shift ↑'], does: 'Leave the terminal', run: nothing },
];

/** Every key goes to the program, Tab, Escape and Ctrl-K too; only those above are ours. `leave` puts the focus outside. */
export function bindTerminalKeys(terminal: Terminal, leave: () => void): void {
  terminal.attachCustomKeyEventHandler((event) => {
    // The frame listens further out: what is typed here is not for it.
    event.stopPropagation();
    if (event.type !== 'keydown' || !event.ctrlKey || !event.shiftKey || event.altKey) return true;
    switch (event.code) {
      case 'KeyC':
        event.preventDefault();
        if (terminal.hasSelection()) void copyText(terminal.getSelection(), 'what was selected');
        return false;
      case 'KeyV':
        // The browser pastes; xterm takes its paste event.
        return false;
      case 'KeyK':
        event.preventDefault();
        spotlight.open();
        return false;
      case 'ArrowUp':
        event.preventDefault();
        leave();
        return false;
      default:
        return true;
    }
  });
}
