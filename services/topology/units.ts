const sizePattern = /^(\d+(?:\.\d+)?)\s*(b|k|kb|kib|ki|m|mb|mib|mi|g|gb|gib|gi|t|tb|tib|ti)?$/i;
const sizeFactors: Readonly<Record<string, number>> = { b: 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3, t: 1024 ** 4 };

/** `256mb`, `1.5g`, `512` (bytes) → bytes. Units count by 1,024 as in the Compose spec; undefined where the text is no size. */
export function parseSize(value: string | number): number | undefined {
  const match = sizePattern.exec(String(value).trim());
  if (match?.[1] === undefined) return undefined;
  const factor = sizeFactors[(match[2] ?? 'b').charAt(0).toLowerCase()] ?? 1;
  const bytes = Math.round(Number(match[1]) * factor);
  return Number.isSafeInteger(bytes) ? bytes : undefined;
}

const durationPattern = /^(?:(\d+)h)?(?:(\d+)m(?!s))?(?:(\d+(?:\.\d+)?)s)?(?:(\d+)ms)?$/;

/** `1m30s`, `500ms`, `10s`, `10` (seconds) → seconds; undefined where the text is no duration. */
export function parseDuration(value: string | number): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) && value >= 0 ? value : undefined;
  const text = value.trim();
  if (/^\d{1,9}(\.\d{1,9})?$/.test(text)) return Number(text);
  const match = text.length > 40 ? null : durationPattern.exec(text);
  if (match === null || text === '') return undefined;
  const [, hours = '0', minutes = '0', seconds = '0', milliseconds = '0'] = match;
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds) + Number(milliseconds) / 1000;
}
