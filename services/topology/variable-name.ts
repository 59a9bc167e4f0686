/** `cache`, `url` → `CACHE_URL`; `broker`, `erlangCookie` → `BROKER_ERLANG_COOKIE`. */
export function variableName(service: string, binding: string): string {
  const separated = binding.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2');
  return `${service}_${separated}`.replaceAll(/[^A-Za-z0-9]/g, '_').toUpperCase();
}
