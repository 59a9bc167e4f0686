import { connection } from './start.ts';
import './ui/styles.ts';
import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { MutationCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Pages } from './app/Pages.tsx';
import { router } from './app/router.tsx';
import { expectCore } from './lib/connection.ts';
import { CoreContext } from './lib/core.ts';
import { desktop } from './lib/desktop.ts';
import { forgetReloads } from './lib/load-again.ts';
import { parseSearch, type Search } from './lib/url-state.ts';
import { theme } from './ui/theme.ts';

const element = document.getElementById('root');
if (element === null) throw new Error('index.html has no #root');

const queryClient = new QueryClient({
  defaultOptions: {
    // Data is pushed by the core: nothing is asked again because a window was focused. The core is on this machine, whether it is online or not.
    queries: { refetchOnWindowFocus: false, refetchOnReconnect: false, retry: false, staleTime: 5_000, networkMode: 'always' },
    mutations: { networkMode: 'always' },
  },
  mutationCache: new MutationCache({ onMutate: expectCore }),
});
forgetReloads();
desktop?.onAddress((address) => {
  if (address.startsWith('?')) void router.navigate({ to: '.', search: (before: Search) => ({ ...before, ...parseSearch(address) }) as never });
  else location.hash = `#${address}`;
});

createRoot(element).render(
  <StrictMode>
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <QueryClientProvider client={queryClient}>
        <CoreContext value={connection}>
          <Pages />
          <Notifications position="bottom-right" limit={4} />
        </CoreContext>
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
