import { Button } from '@mantine/core';
import type { ErrorComponentProps } from '@tanstack/react-router';
import { asStackyardError } from '../../services/contract/errors.ts';
import { ErrorState } from '../ui/ErrorState.tsx';

/** A screen that broke; the frame around it goes on. */
export function ScreenFailure({ error, reset }: ErrorComponentProps) {
  return (
    <div style={{ padding: 16 }}>
      <ErrorState error={{ code: 'INTERNAL', message: `This screen broke: ${asStackyardError(error).message}`, hint: 'Show it again; if it breaks again, please report it.' }} action={<Button onClick={reset}>Show again</Button>} />
    </div>
  );
}
