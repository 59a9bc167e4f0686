/** The code of a system's or a library's error, as `ENOENT` or `SQLITE_FULL`; empty where it has none. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
