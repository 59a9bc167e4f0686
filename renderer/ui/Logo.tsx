/** The app's sign, drawn small: three layers of a stack. */
export function Logo({ size }: { readonly size: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden>
      <path d="M3 15.2 12 19.6l9-4.4v1.9L12 21.5l-9-4.4z" fill="#4a54cf" />
      <path d="M3 15.2 12 10.8l9 4.4-9 4.4z" fill="#6673ee" />
      <path d="M3 10.8 12 15.2l9-4.4v1.6L12 16.8l-9-4.4z" fill="#6673ee" />
      <path d="M3 10.8 12 6.4l9 4.4-9 4.4z" fill="#9aa3f7" />
      <path d="M3 6.4 12 10.8l9-4.4V8l-9 4.4L3 8z" fill="#9aa3f7" />
      <path d="M3 6.4 12 2l9 4.4-9 4.4z" fill="#bdc3fb" />
    </svg>
  );
}
