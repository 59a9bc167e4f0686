/**
 * Kill point for tests of crash safety: `STACKYARD_FAULT=after:<n>` or `after:<step id>` makes this process send SIGKILL to
 * itself right after its n-th step, or that step, has been done and journalled.
 */
export function killPoint(setting: string | undefined = process.env['STACKYARD_FAULT']): (stepId: string) => void {
  const [, wanted] = /^after:(.+)$/.exec(setting ?? '') ?? [];
  if (wanted === undefined) return () => undefined;
  let done = 0;
  return (stepId) => {
    done += 1;
    if (stepId === wanted || String(done) === wanted) process.kill(process.pid, 'SIGKILL');
  };
}
