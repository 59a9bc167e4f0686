import fc from 'fast-check';
import { expect, it } from 'vitest';
import { containerOf, topologyOf } from '../../engine/plan/plan.test-support.ts';
import { createMask, masked, maskedText } from './mask.ts';

const service = containerOf('cache', { ports: { redis: { container: 6379, protocol: 'tcp', publish: { mode: 'none' } } }, secrets: { password: { generate: 32 } } });
const masking = (secrets: readonly string[]) => ({ topology: topologyOf([service]), lookups: { hostPort: () => undefined }, mask: createMask(secrets) });

/** As secrets are: what templates generate, and what they take from the user. */
const secret = fc.stringMatching(/^[A-Za-z0-9._~-]{8,40}$/);
/** Without a `$` at the end, which would make plain text of the reference after it. */
const filler = fc.oneof(fc.string(), fc.constantFrom('\n', ' ', ':', '@', masked, '${{', '$${{', '${{ services.cache.host }}', '${{ services.cache.ports.redis }}')).filter((text) => !text.endsWith('$'));
/** A secret as a file may hold it: by reference, or copied there by hand. */
const holding = (value: string) => [value, `"${JSON.stringify(value).slice(1, -1)}"`, `redis://:${encodeURIComponent(value)}@cache`, Buffer.from(value).toString('base64'), '${{ services.cache.secrets.password }}', '${{ services.cache.derived.hash }}'];

it('leaves no text of a secret in a file, however often, in whatever form and beside whatever it stands', () => {
  fc.assert(
    fc.property(fc.uniqueArray(secret, { minLength: 1, maxLength: 4 }), fc.array(fc.tuple(filler, fc.nat(), fc.nat()), { maxLength: 12 }), (secrets, parts) => {
      const content = parts.map(([before, which, form]) => {
        const forms = holding(secrets[which % secrets.length] ?? '');
        return `${before}${forms[form % forms.length] ?? ''}`;
      });
      const shown = maskedText(content.join('\n'), service, masking(secrets));
      for (const each of secrets) {
        expect(shown).not.toContain(each);
        expect(shown).not.toContain(encodeURIComponent(each));
        expect(shown).not.toContain(Buffer.from(each).toString('base64'));
      }
      expect(shown.split(masked).length - 1).toBeGreaterThanOrEqual(parts.length);
    }),
  );
});

it('leaves everything else as it is mounted', () => {
  const text = 'bind ${{ services.cache.host }}\nport ${{ services.cache.ports.redis }}\nrequirepass ${{ services.cache.secrets.password }}\n';
  expect(maskedText(text, service, masking(['hunter22']))).toBe(`bind cache\nport 6379\nrequirepass ${masked}\n`);
});

it('masks a short secret where it is referred to, without shredding the text around', () => {
  expect(maskedText('a pass ${{ services.cache.secrets.password }} a', service, masking(['a']))).toBe(`a pass ${masked} a`);
});
