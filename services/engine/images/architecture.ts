const spellings: Readonly<Record<string, string>> = { x86_64: 'amd64', aarch64: 'arm64', 'armv7l': 'arm', i386: '386', i686: '386' };

/** As image manifests spell it: `amd64`, `arm64`. */
export function normalArchitecture(text: string): string {
  return spellings[text] ?? text;
}
