import { notifications } from '@mantine/notifications';
import { useEffect } from 'react';
import { useUrlState } from '../../lib/url-state.ts';

/** `?notice=link`: the window was raised by a `stackyard://` link that leads nowhere. Said once, and taken out of the address. */
export function useLinkNotice(): void {
  const [notice, setNotice] = useUrlState('notice');
  useEffect(() => {
    if (notice === undefined) return;
    if (notice === 'link') notifications.show({ id: 'link', title: 'That link leads nowhere', message: 'It names no screen of Stackyard, or would do more than show one. Nothing was done.', color: 'yellow' });
    setNotice(undefined);
  }, [notice, setNotice]);
}
