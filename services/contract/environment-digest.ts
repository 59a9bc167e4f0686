/**
 * A digest of what variables of an environment say, for two processes to learn whether theirs mean the same without telling the values.
 * A variable that is not there counts as that.
 */
export async function environmentDigest(names: readonly string[], environment: Readonly<Record<string, string | undefined>>): Promise<string> {
  const said = names.toSorted().map((name) => [name, environment[name] ?? null]);
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(JSON.stringify(said)));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
