import type { EngineClient } from '../types.ts';

/** As a shell says it of what SIGKILL ended. */
const killed = 137;

export type ExecState = { readonly running: true } | { readonly running: false; readonly exitCode: number };

/** An exec whose container is gone was killed with it; the engine then knows it no longer. */
export async function execState(client: EngineClient, exec: string): Promise<ExecState> {
  try {
    const { Running, ExitCode } = await client.call<{ readonly Running: boolean; readonly ExitCode: number | null }>({ method: 'GET', path: `/exec/${exec}/json` });
    return Running ? { running: true } : { running: false, exitCode: ExitCode ?? killed };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'NOT_FOUND') return { running: false, exitCode: killed };
    throw error;
  }
}
