export { chooseImages } from './choose.ts';
export { provideImage } from './provide.ts';
export { readLock } from './lock-file.ts';
export { listImages } from './views.ts';
export { imageAvailability } from './availability.ts';
export type { ImageChoice, ImageDeps } from './types.ts';
