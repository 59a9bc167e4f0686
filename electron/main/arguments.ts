import { addressOfLink, isLink, linkRefused } from './links.ts';

/** What the app was started with. */
export interface AppArguments {
  /** Only ever attaches to a core that is a process of its own. */
  readonly attach: boolean;
  /** Starts in the tray, without a window. */
  readonly hidden: boolean;
  /** Screen of a `stackyard://` link among the arguments, or that it leads nowhere; the last of several. */
  readonly address: string | undefined;
  /** Absolute path of a stack file or of its folder, to be opened. */
  readonly stack: string | undefined;
}

const stackOption = '--stack=';

/** Everything else is Chromium's, Electron's or the system's; it is left alone. */
export function parseArguments(argv: readonly string[]): AppArguments {
  return {
    attach: argv.includes('--attach'),
    hidden: argv.includes('--hidden'),
    address: argv.filter(isLink).map((link) => addressOfLink(link) ?? linkRefused).at(-1),
    stack: argv.findLast((word) => word.startsWith(stackOption))?.slice(stackOption.length),
  };
}
