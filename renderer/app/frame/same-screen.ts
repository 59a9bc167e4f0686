/** Both addresses are of one screen of one stack: `/shop/services` and `/shop/services/cache`. */
export function isSameScreen(one: string, other: string): boolean {
  const screenOf = (pathname: string): string => pathname.split('/').slice(0, 3).join('/');
  return screenOf(one) === screenOf(other);
}
