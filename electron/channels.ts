/** The only messages between the app's main process and its pages. */
export const channels = {
  /** Page → main: a connection to the core is wanted. */
  connect: 'core:connect',
  /** Main → page, with a MessagePort. */
  port: 'core:port',
  /** Main → page: the address of a screen, or a search (`?keys=shown`) for the one it is on. */
  address: 'app:address',
} as const;
