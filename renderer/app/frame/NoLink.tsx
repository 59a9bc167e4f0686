import { IconKey } from '@tabler/icons-react';
import { EmptyState } from '../../ui/EmptyState.tsx';

/** A tab without a token that the server takes: all it can do is tell how to get one. */
export function NoLink() {
  return (
    <main>
      <EmptyState heading="h1" icon={IconKey} title="This tab needs a new link" code="stackyard ui">
        Only a link from your terminal opens the app, and each link is good once. Paste it into this tab. Your services are not affected.
      </EmptyState>
    </main>
  );
}
