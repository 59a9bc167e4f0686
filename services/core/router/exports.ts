import { procedures } from './procedures.ts';

export const stackExports = procedures.exports.router({
  preview: procedures.exports.preview.handler(({ input, context }) => context.exportPreviews.preview(input)),
  file: procedures.exports.file.handler(({ input, context }) => context.exportPreviews.file(input)),
  write: procedures.exports.write.handler(({ input, context }) => context.exportPreviews.write(input)),
});
