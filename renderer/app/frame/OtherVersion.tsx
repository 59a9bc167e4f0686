import { IconVersions } from '@tabler/icons-react';
import type { StackyardError } from '../../../services/contract/errors.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';

/** A core of another version answers; the page goes on by itself once one of its own does. */
export function OtherVersion({ error: { message, hint } }: { readonly error: StackyardError }) {
  return (
    <main>
      <EmptyState heading="h1" icon={IconVersions} title="Two versions of Stackyard meet">
        {message} {hint}
      </EmptyState>
    </main>
  );
}
