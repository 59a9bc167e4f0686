import logo from './logo.svg';

/** The app's sign, drawn small: three layers of a stack. index.html shows it before this can. */
export function Logo({ size }: { readonly size: number }) {
  return <img src={logo} width={size} height={size} alt="" />;
}
