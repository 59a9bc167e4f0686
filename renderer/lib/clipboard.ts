import { notifications } from '@mantine/notifications';

/** Copies, and tells what was copied; resolves with whether it worked. */
export async function copyText(text: string, what: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    notifications.show({ message: `Copied ${what}`, autoClose: 1_500, withBorder: true });
    return true;
  } catch (error) {
    notifications.show({ color: 'red', title: `${what} could not be copied`, message: error instanceof Error ? error.message : String(error), withBorder: true });
    return false;
  }
}
