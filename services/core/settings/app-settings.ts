import { settingsSchema, type Settings, type SettingsChange } from '../../contract/views/settings-view.ts';
import type { Store } from '../../store/index.ts';
import { createBell, type Bell } from '../bell.ts';

/** The user's settings as every process of Stackyard sees them. */
export interface AppSettings {
  /** What is known now: read when opened, and again by `refresh`. */
  readonly current: Settings;
  /** Rings after a change, of this process or of another one that `refresh` met. */
  readonly changed: Bell;
  refresh(): Promise<Settings>;
  /** @throws StackyardError STORE_DAMAGED where nothing can be written */
  change(change: SettingsChange): Promise<Settings>;
}

const settingType = 'app';
const prefix = 'app:';
const names = Object.keys(settingsSchema.shape) as readonly (keyof Settings)[];

/** Each value alone: one that is damaged, or of another version, falls back to what holds without it. */
async function read(store: Store): Promise<Settings> {
  const stored = new Map((await store.settings.list(settingType)).map(({ id, value }) => [id, value]));
  const given = names.flatMap((name) => {
    const parsed = settingsSchema.shape[name].safeParse(stored.get(`${prefix}${name}`));
    return parsed.success ? [[name, parsed.data] as const] : [];
  });
  return settingsSchema.parse(Object.fromEntries(given));
}

export async function openAppSettings(store: Store): Promise<AppSettings> {
  const changed = createBell();
  let current = await read(store);
  const refresh = async (): Promise<Settings> => {
    const before = current;
    current = await read(store);
    if (names.some((name) => before[name] !== current[name])) changed.ring();
    return current;
  };
  return {
    get current() {
      return current;
    },
    changed,
    refresh,
    async change(change) {
      for (const name of names) {
        const value = change[name];
        if (value !== undefined) await store.settings.set(`${prefix}${name}`, value, settingType);
      }
      return refresh();
    },
  };
}
