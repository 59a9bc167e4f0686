import { useMutation } from '@tanstack/react-query';
import { StackyardError } from '../../services/contract/errors.ts';
import { useCore } from './core.ts';
import { tellFailure, useStartJob } from './jobs.ts';

/** Writes the new scale into the stack file, comments kept, and brings the service there. Refused where the file has mistakes. */
export function useScale(file: string, service: string) {
  const core = useCore();
  const { mutateAsync: start } = useStartJob();
  return useMutation({
    mutationFn: async (scale: number) => {
      const { text, hash, problems } = await core.files.preview({ file, edit: { type: 'set-scale', service, scale } });
      const [problem] = problems;
      if (problem !== undefined) throw new StackyardError('INVALID_STACK', problem.message, problem.hint === undefined ? {} : { hint: problem.hint });
      await core.files.write({ file, text, hash });
      await start({ file, verb: 'up', services: [service] });
    },
    onError: (error) => tellFailure(`${service} was not scaled`, error),
  });
}
