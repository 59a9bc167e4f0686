const most = 3_650;

/** A whole number of days between 1 and 3,650; else what is wrong, in words. */
export function daysOf(text: string): number | string {
  if (!/^\s*-?\d{1,9}\s*$/.test(text)) return 'A whole number of days.';
  const days = Number(text);
  if (days < 1) return 'At least 1 day.';
  return days > most ? 'At most 3,650 days.' : days;
}
