/** What `safeStorage` says of this machine. */
export interface Keyring {
  readonly available: boolean;
  /** Of Linux: `gnome_libsecret`, `kwallet6`, `basic_text` … */
  readonly backend: string;
}

/** How secrets are kept, in words for the person whose they are. Pure. */
export function wordsOfSecretKeeping(keyring: Keyring): string {
  const files = 'Secrets of stacks are files that only your account can read (mode 0600), because the command line starts stacks with them too.';
  if (!keyring.available || keyring.backend === 'basic_text') return `${files} This machine offers no keyring.`;
  return `${files} A keyring is there (${keyring.backend}); it is not used, since the window itself keeps no secret.`;
}
