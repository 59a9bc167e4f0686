import type { Settings } from '../../services/contract/views/settings-view.ts';

export interface Stay {
  readonly platform: NodeJS.Platform;
  readonly hasTray: boolean;
  /** Undefined until the core has told them. */
  readonly settings: Pick<Settings, 'closeToTray'> | undefined;
}

/**
 * Whether the app goes on to watch the stacks when its last window is closed. Only where something brings the window back: the tray's
 * menu, or the dock of macOS, where apps stay by custom. Pure.
 */
export function staysWithoutWindow({ platform, hasTray, settings }: Stay): boolean {
  return (hasTray || platform === 'darwin') && (settings?.closeToTray ?? true);
}
