/** A moment of today for a sentence, in the user's zone: `14:29:36`. `time`: milliseconds since 1970, or ISO 8601. */
export const clockOf = (time: number | string): string => new Date(time).toLocaleTimeString('en-GB');
