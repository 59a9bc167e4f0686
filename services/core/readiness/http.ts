/** Resolves on any answer below 400; rejects with the status or the failure's words. */
export async function probeHttp(url: string, signal: AbortSignal): Promise<void> {
  let response: Response;
  try {
    response = await fetch(url, { signal, redirect: 'manual', headers: { connection: 'close' } });
  } catch (error) {
    if (signal.aborted) throw error;
    const cause = (error as Error).cause;
    throw new Error(cause instanceof Error ? cause.message : String(error), { cause: error });
  }
  await response.body?.cancel();
  if (response.status >= 400) throw new Error(`${url} answers ${response.status}`);
}
