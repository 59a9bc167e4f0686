// A classic script before the modules that it watches over. Chromium cuts what it loads, also from this machine, while network interfaces
// come and go, which starting a container does; a page that lost a script would stay empty. All of its state is in its address.
addEventListener(
  'error',
  ({ target }) => {
    if (!(target instanceof HTMLScriptElement || target instanceof HTMLLinkElement)) return;
    const key = 'stackyard.reloads';
    const tries = Number(sessionStorage.getItem(key) ?? '0');
    if (tries >= 5) return;
    sessionStorage.setItem(key, String(tries + 1));
    setTimeout(() => location.reload(), 300 * (tries + 1));
  },
  true,
);
// The colours that were chosen, before anything is drawn: the component library sets them only when it is loaded. The key is its own.
const chosen = localStorage.getItem('mantine-color-scheme-value') ?? 'auto';
const dark = chosen === 'auto' ? matchMedia('(prefers-color-scheme: dark)').matches : chosen === 'dark';
document.documentElement.dataset.mantineColorScheme = dark ? 'dark' : 'light';
